import { SHIPPED_WEIGHTS } from './types.ts'
import type { DesignWeights, EvidenceRow } from './types.ts'

/** Deviations of a normal from its middle to P90. */
export const TO_P90 = 1.2815515655446004
/** Deviations from the middle to the ends of a 95% interval. */
const TO_95 = 1.959963984540054

/** The benefit as it is used: cautious, middle, hopeful. `spread` is a standard deviation, of the logarithm for a ratio. */
export type Used =
  | {
      readonly kind: 'risk difference' | 'share difference' | 'ratio'
      readonly p10: number
      readonly p50: number
      readonly p90: number
      readonly spread: number
    }
  | { readonly kind: 'money'; readonly low: number; readonly middle: number; readonly high: number }
  | { readonly kind: 'none'; readonly why: string }

/**
 * What a row is worth (20-placements, 4G). The design's weight applies to the difference, or to the logarithm of the ratio;
 * a widened row has its standard error doubled. Without a known error P10 is no effect and P90 twice the middle.
 */
export function usedEffect(row: EvidenceRow, design: DesignWeights = SHIPPED_WEIGHTS): Used {
  const { use, value, kind } = row
  if (use === 'no number' || value === undefined)
    return { kind: 'none', why: `${row.id} has no number that may be used` }
  if (use === 'excluded' || use === 'never cash')
    return { kind: 'none', why: `${row.id} may not be used: ${use}` }
  const weight = row.weight ?? design.weights[row.design]
  if (weight === 0)
    return { kind: 'none', why: `${row.id} is of a design that counts for nothing: ${row.design}` }
  if (kind === 'money') return moneyOf(row, value, weight)
  return kind === 'ratio'
    ? spreadOut(row, kind, weight * Math.log(value), Math.exp)
    : spreadOut(row, kind, weight * value, (x) => x)
}

/** Cautious, middle and hopeful about a middle, on the scale on which the error is measured. */
function spreadOut(
  row: EvidenceRow,
  kind: 'risk difference' | 'share difference' | 'ratio',
  middle: number,
  shown: (x: number) => number,
): Used {
  const error = standardError(row)
  const known = error !== undefined
  const spread = known ? error * (row.widen ? 2 : 1) : Math.abs(middle) / TO_P90
  const away = Math.sign(middle) * TO_P90 * spread
  return {
    kind,
    p10: shown(known ? middle - away : 0),
    p50: shown(middle),
    p90: shown(middle + away),
    spread,
  }
}

/** From the ends of a 95% interval, on the scale of the effect. Undefined where they are not stated. */
export function standardError(row: Pick<EvidenceRow, 'kind' | 'low' | 'high'>): number | undefined {
  const { kind, low, high } = row
  if (low === undefined || high === undefined) return undefined
  const wide = kind === 'ratio' ? Math.log(high) - Math.log(low) : high - low
  return Math.abs(wide) / (2 * TO_95)
}

function moneyOf(row: EvidenceRow, value: number, weight: number): Used {
  const low = row.low ?? 0
  const high = row.high ?? 2 * value
  return { kind: 'money', low: low * weight, middle: value * weight, high: high * weight }
}

export type ClaimJudged =
  | { readonly kind: 'within' }
  | { readonly kind: 'above-the-middle'; readonly by: number }
  | { readonly kind: 'needs-a-signed-override'; readonly by: number }
  | { readonly kind: 'no-evidence'; readonly why: string }

/** A claim beside its evidence: above the middle it is shown by how much, above the hopeful end somebody must sign. */
export function judgeClaim(claimed: number, used: Used): ClaimJudged {
  if (used.kind === 'none') return { kind: 'no-evidence', why: used.why }
  const scale = (x: number) => (used.kind === 'ratio' ? Math.log(x) : x)
  const [middle, hopeful] =
    used.kind === 'money' ? [used.middle, used.high] : [scale(used.p50), scale(used.p90)]
  const direction = Math.sign(middle) || 1
  const beyond = (end: number) => direction * (scale(claimed) - end) > 1e-12
  if (!beyond(middle)) return { kind: 'within' }
  const by = claimed - (used.kind === 'money' ? used.middle : used.p50)
  return beyond(hopeful)
    ? { kind: 'needs-a-signed-override', by }
    : { kind: 'above-the-middle', by }
}

/** Rows that say otherwise: a lever on a contested row draws no effect in half of the draws. */
export function contradictedBy(id: string, rows: readonly EvidenceRow[]): readonly EvidenceRow[] {
  return rows.filter((r) => r.contradicts.includes(id))
}
