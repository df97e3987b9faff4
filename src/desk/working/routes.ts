import { ROOMS } from '#src/map.ts'
import type { Reply, Route, Visit } from '#web'
import { opensFor } from '../doors.ts'
import type { AllRoutes } from '../doors.ts'
import type { Workings } from '../index.ts'
import { askedOf } from './asked.ts'
import type { Asked } from './asked.ts'
import { workingModel } from './model.ts'
import type { WorkingModel } from './model.ts'
import { insideAlone, isHidden } from './outside.ts'
import { workingView } from './view.ts'
import { spoken } from './words.ts'

/** `/working/ROOM/…`: the page of any figure. One that is not there and one of another council look the same. */
export function workingRoutes(workings: Workings, routes: AllRoutes): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/working/:room/*',
      access: 'signed-in',
      handle: (visit) => working(visit, workings, routes),
    },
  ]
}

async function working(visit: Visit, workings: Workings, routes: AllRoutes): Promise<Reply> {
  const { council, roles } = visit.actor
  const asked = askedOf(visit)
  if (asked === undefined || !Object.hasOwn(workings, asked.room)) return { kind: 'not-found' }
  const figure = await workings[asked.room]?.(council, asked.path, roles)
  if (figure === undefined) return { kind: 'not-found' }
  if (isHidden(asked, roles)) return { kind: 'sheet', ...insideAlone() }
  const model = workingModel(figure, asked, opensFor(routes, roles))
  return model === undefined ? { kind: 'not-found' } : sheet(model, asked)
}

function sheet(model: WorkingModel, asked: Asked): Reply {
  const room = ROOMS.find((r) => r.name.endsWith(`/${asked.room}`))
  const { nav: text, href } = room ?? {}
  const first = text === undefined || href === undefined ? [] : [{ text, href }]
  const above = model.above.map((a) => ({ text: spoken(a.label), href: a.href }))
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: `Working: ${spoken(model.figure.label)}`,
      ...(href === undefined ? {} : { nav: href }),
      crumbs: [...first, ...above],
      body: workingView(model),
    },
  }
}
