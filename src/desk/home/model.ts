import type { Tx } from '#db'
import type { Actor, Role } from '#kernel/access.ts'
import type { Day } from '#kernel/dates.ts'
import { budgetAtHome } from './budget.ts'
import { yearDates } from './dates.ts'
import { demandAtHome } from './demand.ts'
import { lately } from './acts.ts'
import type { Lately } from './acts.ts'
import type { AtHome, GapAtHome, HomeTask, Missing, RoomAtHome, YearDates } from './port.ts'
import { returnsAtHome } from './returns.ts'
import { runsAtHome, underWay } from './runs.ts'
import type { RunAtHome } from './runs.ts'

/** Every room that has something to say on the home page, in the order of the circle. */
const ROOMS_AT_HOME: readonly AtHome[] = [demandAtHome, budgetAtHome, returnsAtHome, runsAtHome]

export type HomeModel = {
  readonly dates: YearDates
  /** Tasks that the reader's roles can do, the earliest due first. */
  readonly mine: readonly HomeTask[]
  readonly others: readonly HomeTask[]
  readonly running: readonly RunAtHome[]
  readonly rooms: readonly RoomAtHome[]
  /** What no room holds anything of yet, and whether the reader can begin it. */
  readonly missing: readonly { readonly what: Missing; readonly mine: boolean }[]
  readonly gap: GapAtHome | undefined
  readonly lately: Lately
}

export async function homeModel(
  tx: Tx,
  reader: Actor,
  today: Day,
  opens: (href: string) => boolean,
): Promise<HomeModel> {
  const dates = await yearDates(tx, today)
  const rooms: RoomAtHome[] = []
  for (const atHome of ROOMS_AT_HOME) rooms.push(await atHome(tx, dates))
  const tasks = rooms.flatMap((r) => r.tasks).toSorted((a, b) => dueOf(a) - dueOf(b))
  const isMine = (t: { readonly roles: readonly Role[] }) =>
    t.roles.some((role) => reader.roles.includes(role))
  return {
    dates,
    mine: tasks.filter(isMine),
    others: tasks.filter((t) => !isMine(t)),
    running: await underWay(tx),
    rooms,
    missing: rooms.flatMap((r) =>
      r.missing === undefined ? [] : [{ what: r.missing, mine: isMine(r.missing) }],
    ),
    gap: rooms.find((r) => r.gap !== undefined)?.gap,
    lately: await lately(tx, reader, opens),
  }
}

function dueOf(task: HomeTask): number {
  return task.due ?? Number.MAX_SAFE_INTEGER
}
