import { ROOMS } from '#src/map.ts'
import type { Reply, Route, Visit } from '#web'
import { opensFor } from '../doors.ts'
import type { AllRoutes } from '../doors.ts'
import type { Workings } from '../index.ts'
import { askedOf } from './asked.ts'
import type { Asked } from './asked.ts'
import { workingModel } from './model.ts'
import { hidesParts, insideAlone, isHidden } from './outside.ts'
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
  const asked = askedOf(visit)
  const explain =
    asked !== undefined && Object.hasOwn(workings, asked.room) ? workings[asked.room] : undefined
  if (asked === undefined || explain === undefined) return { kind: 'not-found' }
  const figure = await explain(visit.actor.council, asked.path, visit.actor.roles)
  const { roles } = visit.actor
  if (figure !== undefined && isHidden(asked, roles))
    return { kind: 'sheet', ...insideAlone(asked) }
  const opens = opensFor(routes, roles)
  const model =
    figure === undefined
      ? undefined
      : workingModel(figure, asked, { opens, hideParts: hidesParts(asked, roles) })
  if (model === undefined) return { kind: 'not-found' }
  const room = roomOf(asked)
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: `Working: ${spoken(model.figure.label)}`,
      ...(room?.href === undefined ? {} : { nav: room.href }),
      crumbs: [
        ...(room?.nav === undefined || room.href === undefined
          ? []
          : [{ text: room.nav, href: room.href }]),
        ...model.above.map((a) => ({ text: spoken(a.label), href: a.href })),
      ],
      body: workingView(model),
    },
  }
}

function roomOf(asked: Asked) {
  return ROOMS.find((r) => r.name.endsWith(`/${asked.room}`))
}
