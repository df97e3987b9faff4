import { roundHalfAway } from './rate.ts'

/** How a number reads. */
export type Unit =
  | 'pence'
  | 'children'
  | 'child-days'
  | 'child-weeks'
  | 'days'
  | 'rate'
  | 'count'
  | 'pence-a-week'

/** Where a figure that has no parts came from. */
export type Origin =
  | {
      readonly kind: 'import'
      readonly importId: string
      readonly file: string
      readonly sha256: string
      readonly sheet?: string
      /** Rows as the person's own file counts them: the heading is row 1. */
      readonly rows: readonly [number, number] | readonly number[]
      readonly by: string
      readonly at: string
      /** The page that shows the row. */
      readonly href?: string
    }
  | { readonly kind: 'person'; readonly name: string; readonly at: string; readonly why?: string }
  | {
      readonly kind: 'setting'
      readonly id: string
      readonly from: string
      readonly source: string
      readonly href?: string
    }
  | {
      readonly kind: 'run'
      readonly runId: string
      readonly seed: number
      readonly inputHash: string
      readonly rulesVersion: string
      readonly href?: string
    }
  | { readonly kind: 'catalogue'; readonly file: string; readonly source: string }

export type Rule = {
  readonly id: string
  readonly name: string
  /** The rule in one or two sentences that a councillor can read. */
  readonly sentence: string
  /** Law, guidance, paper or specification that it comes from. */
  readonly source: string
}

/**
 * How parts make the figure. `derived` is a computation that cannot be re-added from its parts (a simulation's
 * mean): it says so on the page.
 */
export type Combine = 'sum' | 'difference' | 'weeks' | 'product' | 'derived'

/** A number with how it was made. Parts are made on demand, so that a hot loop never pays for them. */
export type Figure = {
  readonly label: string
  readonly value: number
  readonly unit: Unit
  /** Address of this figure's own working, when it has one. */
  readonly href?: string
  readonly note?: string
  readonly working:
    | {
        readonly kind: 'rule'
        readonly rule: Rule
        readonly combine: Combine
        readonly parts: () => readonly Figure[]
      }
    | { readonly kind: 'origin'; readonly origin: Origin }
}

export type ReAdded =
  | { readonly kind: 'agrees'; readonly value: number }
  | { readonly kind: 'differs'; readonly value: number; readonly by: number }
  | { readonly kind: 'not-re-added' }

/** Recomputes a figure from its parts: the check that every working page shows. */
export function reAdd(figure: Figure): ReAdded {
  if (figure.working.kind === 'origin' || figure.working.combine === 'derived')
    return { kind: 'not-re-added' }
  const value = combined(
    figure.working.combine,
    figure.working.parts().map((p) => p.value),
  )
  return value === figure.value
    ? { kind: 'agrees', value }
    : { kind: 'differs', value, by: figure.value - value }
}

function combined(how: Exclude<Combine, 'derived'>, values: readonly number[]): number {
  const [first = 0, ...rest] = values
  switch (how) {
    case 'sum':
      return values.reduce((a, b) => a + b, 0)
    case 'difference':
      return rest.reduce((a, b) => a - b, first)
    case 'product':
      return values.reduce((a, b) => a * b, 1)
    case 'weeks':
      return roundHalfAway((first * (rest[0] ?? 0)) / 7)
  }
}
