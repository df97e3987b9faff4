import type { GapLine } from '#cycle/budget/index.ts'
import { iso } from '#kernel/dates.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { opensFor } from '../doors.ts'
import type { AllRoutes } from '../doors.ts'
import { homeModel } from './model.ts'
import type { HomeModel } from './model.ts'
import { homeView } from './view.ts'

/** `/`: where we are in the year, what needs the reader, the gap, and what happened since they were last here. */
export function getHome(house: House, routes: AllRoutes) {
  return async (visit: Visit): Promise<Reply> => {
    const { actor } = visit
    const opens = opensFor(routes, actor.roles)
    const model = await house.db.inCouncil(actor.council, (tx) =>
      homeModel(tx, actor, house.today(), opens),
    )
    const body = homeView(model, opens)
    return {
      kind: 'sheet',
      model: twin(model),
      sheet: { title: 'Where we are in the year', nav: '/', body },
    }
  }
}

/** What the page says, as data. What waits for others comes without its details, as on the page. */
function twin(model: HomeModel) {
  const { dates, mine, others, running, gap, lately, rooms } = model
  return {
    today: iso(dates.today),
    mine: mine.map(({ due, ...task }) => ({ ...task, due: due === undefined ? null : iso(due) })),
    others: others.map(({ title, roles }) => ({ title, roles })),
    running,
    missing: model.missing.map((m) => m.what),
    gap: gap === undefined ? null : gapTwin(gap.line),
    deadlines: rooms.flatMap((r) => r.dates).map((d) => ({ ...d, on: iso(d.on) })),
    lately,
  }
}

function gapTwin(line: GapLine) {
  const { year, needPence, fundingPence, cumulativePence, newPence, cumulativeBand } = line
  return { year, needPence, fundingPence, cumulativePence, newPence, cumulativeBand }
}
