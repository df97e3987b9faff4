import type { GapLine } from '#cycle/budget/index.ts'
import type { Tx } from '#db'
import type { Role } from '#kernel/access.ts'
import type { Day } from '#kernel/dates.ts'
import type { Key, Lane, TagKind } from '#web'

/** Something that waits for somebody, found in what a room holds; never made up. */
export type HomeTask = {
  readonly title: string
  readonly href: string
  readonly why: string
  /** Who can do it. */
  readonly roles: readonly [Role, ...Role[]]
  readonly state?: { readonly kind: TagKind; readonly text: string }
  readonly due?: Day
}

export type HomeDate = { readonly on: Day; readonly what: string; readonly source: string }

/** What a room has nothing of yet, and the one step that begins it. */
export type Missing = {
  readonly title: string
  readonly why: string
  readonly step: { readonly text: string; readonly href: string }
  readonly roles: readonly [Role, ...Role[]]
}

/** A year's gap; of the year to come, unless there is none of it. */
export type GapAtHome = { readonly line: GapLine; readonly next: boolean }

/** What a room tells the home page. */
export type RoomAtHome = {
  readonly tasks: readonly HomeTask[]
  readonly lanes: readonly Lane[]
  readonly dates: readonly HomeDate[]
  readonly keys: readonly Key[]
  readonly missing?: Missing
  readonly gap?: GapAtHome
}

/** The dates of the council's year, as set. */
export type YearDates = {
  readonly today: Day
  /** When the return of the year that ended last opens and is due. */
  readonly returnOpens: Day
  readonly returnDue: Day
  /** The last day to settle next year's budget: precepts for a county, council tax for others. */
  readonly budgetBy: Day
  readonly budgetWords: string
  readonly budgetSource: string
}

/** A room's part of the home page. */
export type AtHome = (tx: Tx, dates: YearDates) => Promise<RoomAtHome>
