import { parseIso } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { ForecastRequest } from '../../commands/request-forecast.ts'

/** What was typed, kept when it is refused. */
export type Typed = Readonly<Record<'from' | 'months' | 'draws' | 'seed', string>>

export const MONTHS_DEFAULT = 36
export const DRAWS_DEFAULT = 1000
const FIELDS = ['from', 'months', 'draws', 'seed'] as const

export function typedOf(form: URLSearchParams): Typed {
  const field = (name: (typeof FIELDS)[number]) => (form.get(name) ?? '').trim()
  return {
    from: field('from'),
    months: field('months'),
    draws: field('draws'),
    seed: field('seed'),
  }
}

export function requestOf(typed: Typed): Result<ForecastRequest> {
  const refusals: Refusal[] = []
  const whole = (field: 'months' | 'draws' | 'seed', name: string): number | undefined => {
    if (typed[field] === '') return undefined
    if (/^\d{1,10}$/.test(typed[field])) return Number(typed[field])
    refusals.push({
      kind: 'not-a-number',
      field,
      value: typed[field],
      message: `${name} must be a whole number`,
      mend: 'Write digits only',
    })
    return undefined
  }
  const months = whole('months', 'Months ahead') ?? MONTHS_DEFAULT
  const draws = whole('draws', 'Draws') ?? DRAWS_DEFAULT
  const seed = whole('seed', 'The seed')
  const from = parseIso(typed.from)
  if (typed.from !== '' && from === undefined) {
    refusals.push({
      kind: 'not-a-date',
      field: 'from',
      value: typed.from,
      message: 'The first day is not a date',
      mend: `Write it as 2026-04-01, or leave it empty`,
    })
  }
  return refusals.length > 0 ? refused(...refusals) : ok({ from, months, draws, seed })
}
