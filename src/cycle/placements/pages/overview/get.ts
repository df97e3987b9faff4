import type { House } from '#office/house.ts'
import type { CouncilId } from '#kernel/access.ts'
import { currentImport } from '#cycle/demand/index.ts'
import type { Tx } from '#db'
import type { Reply, Visit } from '#web'
import { countNow, overviewModel } from './model.ts'
import type { NowCount } from './model.ts'
import { overviewView } from './view.ts'

/** How many councils' counts are kept at hand. */
const AT_HAND = 32

/** `/placements`: what placements cost now, what the forecast will cost, and what has no price. */
export function getOverview(house: House) {
  const counted = countAtHand()
  return async (visit: Visit): Promise<Reply> => {
    const { council, roles } = visit.actor
    const model = await house.db.inCouncil(council, async (tx) =>
      overviewModel(tx, roles, house.today(), await counted(tx, council)),
    )
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: 'What do placements cost?',
        nav: '/placements',
        body: overviewView(model, visit.csrf),
      },
    }
  }
}

/** The count of the import in use, kept at hand: an import never changes. */
function countAtHand(): (tx: Tx, council: CouncilId) => Promise<NowCount | undefined> {
  const held = new Map<CouncilId, NowCount>()
  return async (tx, council) => {
    const head = await currentImport(tx)
    const known = held.get(council)
    if (known !== undefined && known.importId === head?.id) return known
    const count = await countNow(tx)
    held.delete(council)
    if (count !== undefined) held.set(council, count)
    const [oldest] = held.keys()
    if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
    return count
  }
}
