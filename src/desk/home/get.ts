import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { opensFor } from '../doors.ts'
import type { AllRoutes } from '../doors.ts'
import { homeModel } from './model.ts'
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

/** What the page says, as data: figures by their own pages. */
function twin(model: Awaited<ReturnType<typeof homeModel>>) {
  const { dates, mine, others, running, gap, lately } = model
  return {
    today: dates.today,
    mine,
    others,
    running,
    gap: gap?.line ?? null,
    missing: model.rooms.flatMap((r) => r.missing ?? []),
    dates: model.rooms.flatMap((r) => r.dates),
    lately,
  }
}
