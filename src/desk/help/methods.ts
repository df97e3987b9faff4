import { COSTING, COUNTING, GAP } from './methods-of-record.ts'
import { BANDS, FORECAST, NO_CHANGE } from './methods-of-forecasts.ts'

/** A note on how a kind of figure is made, that a councillor can read. */
export type Method = {
  readonly id: string
  readonly title: string
  /** What the figure says, in one sentence. */
  readonly short: string
  readonly how: readonly string[]
  readonly assumes: readonly string[]
  readonly limits: readonly string[]
  readonly links: readonly { readonly text: string; readonly href: string }[]
  readonly source: string
  /** Rules that make figures so, by the start of their ids. */
  readonly rules: readonly string[]
}

/** In the order in which a figure comes about. */
export const METHODS: readonly Method[] = [...COUNTING, FORECAST, BANDS, NO_CHANGE, COSTING, GAP]

/** The note on how figures of a rule are made. */
export function methodOf(rule: string): Method | undefined {
  return METHODS.find((m) => m.rules.some((start) => rule === start || rule.startsWith(start)))
}
