import { may } from '#kernel/access.ts'
import type { Access } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { readerOf } from '../../reader.ts'
import { publishedFiles, publishedRows } from '../../store/published.ts'
import type { CareReader } from '../history/get.ts'
import { DEMAND_CRUMB } from '../who.ts'
import { asAtOf, pressuresModel } from './model.ts'
import { pressuresView } from './view.ts'

/** Who may load published tables. */
export const LOADS_PUBLISHED: Access = { roles: ['returns', 'analyst', 'administrator'] }

/** `/demand/pressures`: referrals, need and protection before care. */
export function getPressures(house: House, careFor: CareReader) {
  return (visit: Visit): Promise<Reply> => pressuresSheet(house, careFor, visit, [])
}

/** The page, with what was wrong with files that were sent. */
export async function pressuresSheet(
  house: House,
  careFor: CareReader,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const { council, roles } = visit.actor
  const care = await careFor(council)
  const model = await house.db.inCouncil(council, async (tx) => {
    const loaded = { files: await publishedFiles(tx), rows: await publishedRows(tx), care }
    return pressuresModel(loaded, {
      reader: await readerOf(tx, roles, house.today()),
      asAt: asAtOf(visit.query, house.today()),
      maySend: may(roles, LOADS_PUBLISHED),
      refusals,
    })
  })
  return {
    kind: 'sheet',
    status: refusals.length > 0 ? 422 : 200,
    model,
    sheet: {
      title: 'Pressures before care',
      nav: '/demand',
      crumbs: [DEMAND_CRUMB],
      refusals,
      body: pressuresView(model, visit.csrf),
    },
  }
}
