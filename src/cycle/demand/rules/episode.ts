import type { Day } from '#kernel/dates.ts'
import type { Group, SubType } from './taxonomy.ts'

/** A child as planning data knows one: a pseudonym (or a plain index when files alone are cleaned), never a name. */
export type ChildRecord = {
  /** Keyed hash of (council, CHILD), or `#` and a number when nothing is stored. */
  readonly child: string
  readonly born: Day
  readonly sex: '1' | '2' | ''
  readonly uasc: boolean
  /** Ethnicity code of the return, such as `WBRI`. */
  readonly ethnicity: string
}

/** One cleaned, merged placement: a run of episodes with the same carers. Half-open: `[from, to)`. */
export type Stay = {
  /** Index into `CleanedCare.children`. */
  readonly child: number
  readonly from: Day
  /** The first day not in this placement; undefined while it is open. */
  readonly to: Day | undefined
  readonly subType: SubType
  readonly group: Group
  readonly place: string
  readonly provider: string
  readonly legalStatus: string
  readonly need: string
  /** RNE of the first episode: why this placement began. */
  readonly rne: string
  /** REC of the last episode: why it ended. Empty while open. */
  readonly reasonEnded: string
  readonly reasonPlaceChange: string
  /** Ended by the vanished rule (10-demand, 3E8), not by the council's own record. */
  readonly endUnknown: boolean
  /** File (index into `CleanedCare.files`) and row (the heading is row 1) of the first episode. */
  readonly origin: { readonly file: number; readonly row: number }
}

export type CareFile = {
  readonly name: string
  readonly sha256: string
  readonly table: string
  /** The year ending 31 March that the file was returned for; undefined when it holds several. */
  readonly year: number | undefined
}

/** What every forecast computes on: one council's care history after cleaning. Stays are ordered by child, then start. */
export type CleanedCare = {
  readonly children: readonly ChildRecord[]
  readonly stays: readonly Stay[]
  readonly files: readonly CareFile[]
  /** First day covered by the data. */
  readonly from: Day
  /** The day after the last day covered: the day after the last return's 31 March. */
  readonly to: Day
}
