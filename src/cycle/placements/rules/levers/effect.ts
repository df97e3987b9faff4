import { normal } from '#cycle/demand/rules/index.ts'
import { drawKey, join, uniform } from '#kernel/random.ts'
import { saltOf } from '../capacity/place-rules.ts'
import { TO_P90, usedEffect } from '../evidence/used.ts'
import type { DesignWeights, EvidenceRow } from '../evidence/types.ts'
import type { Basis } from './types.ts'

/** An effect made ready to be drawn. */
export type Effect =
  | { readonly kind: 'ratio'; readonly middle: number; readonly spread: number }
  | {
      readonly kind: 'share difference' | 'risk difference' | 'places'
      readonly middle: number
      readonly spread: number
    }
  | { readonly kind: 'money'; readonly low: number; readonly middle: number; readonly high: number }

const LUCK = { effect: 0x6c657665, contested: 0x636f6e74, referral: 0x72656665 } as const

/** The effect of what a lever rests on; a sentence where there is none. */
export function effectOf(
  basis: Basis,
  evidence: readonly EvidenceRow[],
  weights?: DesignWeights,
): Effect | string {
  if (basis.kind === 'opinion') return ofOpinion(basis.effect)
  const row = evidence.find((r) => r.id === basis.id)
  if (row === undefined) return `there is no row of evidence ${basis.id}`
  const used = usedEffect(row, weights)
  if (used.kind === 'none') return used.why
  if (used.kind === 'money') return used
  const middle = used.kind === 'ratio' ? Math.log(used.p50) : used.p50
  return { kind: used.kind, middle, spread: used.spread }
}

/** A normal through P10 and P90 about the middle; of the logarithm for a ratio; a triangle for money. */
function ofOpinion(effect: Extract<Basis, { kind: 'opinion' }>['effect']): Effect {
  const { kind, p10, p50, p90 } = effect
  if (kind === 'money')
    return { kind, low: Math.min(p10, p90), middle: p50, high: Math.max(p10, p90) }
  const scale = kind === 'ratio' ? Math.log : (x: number) => x
  return { kind, middle: scale(p50), spread: Math.abs(scale(p90) - scale(p10)) / (2 * TO_P90) }
}

/** A lever's luck in a draw: its own, whatever other levers there are. */
export function leverKey(id: string, seed: number, draw: number): number {
  return join(join(drawKey(seed, draw), LUCK.effect), saltOf(id))
}

/** The luck of a month of referrals. */
export function referralLuck(key: number, month: number): number {
  return uniform(join(join(key, LUCK.referral), month))
}

/**
 * Draws an effect once: ratio lognormal, difference normal, money triangular. A draw on the wrong side of no effect is kept:
 * harm is possible. A contested one has no effect in half of the draws.
 */
export function drawEffect(effect: Effect, key: number, contested: boolean): number {
  const none = effect.kind === 'ratio' ? 1 : 0
  if (contested && uniform(join(key, LUCK.contested)) < 0.5) return none
  const u = uniform(key)
  if (effect.kind === 'money') return triangular(effect.low, effect.middle, effect.high, u)
  const x = effect.middle + effect.spread * (effect.spread === 0 ? 0 : normal(u))
  return effect.kind === 'ratio' ? Math.exp(x) : x
}

function triangular(low: number, mode: number, high: number, u: number): number {
  if (high === low) return mode
  const turn = (mode - low) / (high - low)
  return u < turn
    ? low + Math.sqrt(u * (high - low) * (mode - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - mode))
}

/** An effect as a ratio: a difference of a share is that share more or less. */
export function asRatio(effect: Effect, drawn: number): number {
  return effect.kind === 'ratio' ? drawn : Math.max(0, 1 + drawn)
}
