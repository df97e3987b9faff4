import { minus, pence, split, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { PPM } from '#kernel/rate.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import type { Pot, Use } from './model.ts'

export type Allocated = {
  readonly uses: readonly { readonly use: Use; readonly pence: Pence }[]
  /** The line "not allocated": nothing when every penny has a use. */
  readonly left: Pence
}

/**
 * Shares a pot out (30-budget rule 23). Amounts may leave a rest, which is shown; they may not exceed the pot. Shares must
 * make 100%, and become pence by largest remainder, ties to the earlier use.
 */
export function allocate(pot: Pot): Result<Allocated> {
  const shared = pot.uses.filter((u) => u.share !== undefined)
  if (shared.length === 0) return byAmount(pot)
  if (shared.length < pot.uses.length)
    return no('mixed', `${pot.id} is shared out by amounts and by shares`, 'Use one of the two')
  const shares = pot.uses.map((u) => Number(u.share ?? 0))
  const total = shares.reduce((a, b) => a + b, 0)
  if (total !== PPM)
    return no('not-100', `${pot.id}: ${shortOrOver(total)}`, 'Make the shares add to 100%')
  const parts = split(pot.pence, shares)
  const uses = pot.uses.map((use, i) => ({ use, pence: parts[i] ?? pence(0) }))
  return ok({ uses, left: pence(0) })
}

function byAmount(pot: Pot): Result<Allocated> {
  const uses = pot.uses.map((use) => ({ use, pence: use.pence ?? pence(0) }))
  const left = minus(pot.pence, sum(uses.map((u) => u.pence)))
  if (left < 0)
    return no(
      'over-pot',
      `${pot.id}: ${poundsText(Math.abs(left))} more than the pot`,
      'Lower a use or raise the pot',
    )
  return ok({ uses, left })
}

function no(kind: string, message: string, mend: string): Result<Allocated> {
  return refused({ kind, message, mend })
}

/** `1% short`, `0.5% over`: shares are in parts per million. */
function shortOrOver(total: number): string {
  return `${Math.abs(total - PPM) / 10_000}% ${total < PPM ? 'short' : 'over'}`
}

/** `0.01`, `1234.50`: exact, as a refusal quotes it. */
export function poundsText(amount: number): string {
  const size = Math.abs(amount)
  const text = `${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
  return amount < 0 ? `-${text}` : text
}
