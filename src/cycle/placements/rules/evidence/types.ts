import type { Day } from '#kernel/dates.ts'

/** How a study was made: what its figure is worth (20-placements, 4G). */
export const DESIGNS = [
  'randomised',
  'quasi-experimental',
  'before-after',
  'self-report',
  'modelled',
] as const
export type Design = (typeof DESIGNS)[number]

/** A difference in a risk (points), a difference of a count as a share of it, a ratio, or money. */
export const EFFECT_KINDS = ['risk difference', 'share difference', 'ratio', 'money'] as const
export type EffectKind = (typeof EFFECT_KINDS)[number]

/** What a row may be used for. */
export const USES = ['used', 'leavers only', 'never cash', 'excluded', 'no number'] as const
export type Use = (typeof USES)[number]

export const ANSWERS = ['yes', 'no', 'not known'] as const
export type Answer = (typeof ANSWERS)[number]

/** What is known of an intervention, from one source. */
export type EvidenceRow = {
  readonly id: string
  readonly intervention: string
  readonly population: string
  readonly country: string
  readonly design: Design
  readonly n: string
  readonly outcome: string
  readonly followUpMonths: number | undefined
  readonly kind: EffectKind
  /** As seen: a risk or share as a number (-0.086), a ratio, or pounds. */
  readonly value: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly independent: Answer
  readonly replicated: Answer
  /** Ids of rows that this one contradicts. */
  readonly contradicts: readonly string[]
  /** In place of the design's weight, with the reason in the note. */
  readonly weight: number | undefined
  /** Whether the standard error is doubled. */
  readonly widen: boolean
  /** Months until anything is seen, at the least. */
  readonly lagMonths: number
  readonly use: Use
  readonly strength: string
  readonly note: string
  readonly source: string
  readonly readOn: Day
}

/** Design weights by date: our proposal, not a published scale. */
export type DesignWeights = {
  readonly weights: Readonly<Record<Design, number>>
  readonly source: string
}

export const SHIPPED_WEIGHTS: DesignWeights = {
  weights: {
    randomised: 1,
    'quasi-experimental': 0.6,
    'before-after': 0.33,
    'self-report': 0,
    modelled: 0,
  },
  source: 'Local setting: our proposal, not a published scale (specification of placements, 4G)',
}
