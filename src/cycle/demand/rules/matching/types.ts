import type { Day } from '#kernel/dates.ts'

/**
 * Matching mode reproduces, step by step, the best open peer: the regional demand model of Social Finance and Data to
 * Insight (`cs-demand-model-regional`, MIT). Its steps are numbered as in 10-demand, section 4A. It is for trust and
 * comparison; our own forecast is `rules/own`.
 */

/** An episode row as it was sent, with its codes trimmed. `file` and `row` say where it stands. */
export type PeerEpisode = {
  readonly child: string
  readonly decom: Day | undefined
  readonly rne: string
  readonly ls: string
  readonly cin: string
  readonly place: string
  readonly provider: string
  readonly dec: Day | undefined
  readonly rec: string
  readonly reasonPlaceChange: string
  readonly homePost: string
  readonly placePost: string
  readonly urn: string
  readonly la: string
  readonly year: number
  readonly file: string
  readonly row: number
}

export type PeerHeader = {
  readonly child: string
  readonly sex: string
  readonly born: Day | undefined
  readonly ethnicity: string
  readonly year: number
}

export type PeerTables = {
  readonly episodes: readonly PeerEpisode[]
  readonly headers: readonly PeerHeader[]
  /** Children with any row in the table of unaccompanied asylum-seeking children. */
  readonly uasc: readonly string[]
}

export const BINS = [
  { from: -1, to: 1, name: 'Birth to 1' },
  { from: 1, to: 5, name: '1 to 5' },
  { from: 5, to: 10, name: '5 to 10' },
  { from: 10, to: 16, name: '10 to 16' },
  { from: 16, to: 30, name: '16 to 18+' },
] as const
export type Bin = (typeof BINS)[number]

export const NOT_IN_CARE = 'Not in care'

/** One cleaned piece: a stay within one age bin, with what came before and after. */
export type PeerRow = PeerEpisode & {
  readonly decom: Day
  readonly sex: string
  readonly born: Day
  readonly ethnicity: string
  readonly uasc: boolean
  /** Years, as days over 365.24. */
  readonly age: number
  readonly endAge: number
  readonly bin: string
  readonly endBin: string
  readonly category: string
  readonly before: string
  /** `None` while the row is open. */
  readonly after: string
  readonly detail: string
}

export type Step = { readonly step: string; readonly counted: number }

/** A row that the peer drops without a word. */
export type PeerDropped = {
  readonly file: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly mend: string
}

export type PeerCare = {
  readonly rows: readonly PeerRow[]
  readonly setAside: readonly PeerDropped[]
  /** Rows of episodes left before merging and splitting. */
  readonly kept: number
  readonly steps: readonly Step[]
  readonly children: number
  readonly openAtEnd: number
  readonly dataStart: Day
  readonly dataEnd: Day
}

/** A state is an age bin and a category, written `10 to 16 - Fostering`. */
export function stateName(bin: string, category: string): string {
  return `${bin} - ${category}`
}
