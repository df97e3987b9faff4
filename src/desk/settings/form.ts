import { civil, civilDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { typedValue } from '#office/settings/index.ts'
import type { NewValue, Setting } from '#office/settings/index.ts'
import { valueTyped } from './words.ts'

/** What was typed, kept when it is refused. */
export type TypedValue = Readonly<
  Record<'value' | 'from-day' | 'from-month' | 'from-year' | 'source', string>
>

const FIELDS = ['value', 'from-day', 'from-month', 'from-year', 'source'] as const

export function typedOf(form: URLSearchParams): TypedValue {
  const field = (name: (typeof FIELDS)[number]) => (form.get(name) ?? '').trim()
  return {
    value: field('value'),
    'from-day': field('from-day'),
    'from-month': field('from-month'),
    'from-year': field('from-year'),
    source: field('source'),
  }
}

/** The form as it opens: the value that holds, from today on, with a source to write. */
export function openingOf(value: unknown, today: Day): TypedValue {
  const { year, month, day } = civil(today)
  return {
    value: valueTyped(value),
    'from-day': String(day),
    'from-month': String(month),
    'from-year': String(year),
    source: '',
  }
}

/** Years in which a council's setting can begin. */
const [EARLIEST, LATEST] = [2000, 2100]

/** The new value, with every fault of the form at once. */
export function newValueOf(
  setting: Setting<unknown>,
  typed: TypedValue,
  shown: number | undefined,
): Result<NewValue> {
  const faults: Refusal[] = []
  if (typed.value === '')
    faults.push({
      kind: 'no-value',
      field: 'value',
      message: 'There is no value',
      mend: `Give ${setting.allowed}`,
    })
  const from = dayTyped(typed)
  if (from === undefined)
    faults.push({
      kind: 'not-a-day',
      field: 'from-day',
      message: 'The first day is not a day',
      mend: `Write day, month and year, for example 1 4 2027, from ${EARLIEST} to ${LATEST}`,
    })
  if (typed.source === '')
    faults.push({
      kind: 'no-source',
      field: 'source',
      message: 'The value has no source',
      mend: 'Say where it is written: a decision, a contract, a letter',
    })
  if (faults.length > 0 || from === undefined) return refused(...faults)
  return ok({ from, value: typedValue(setting, typed.value), source: typed.source, shown })
}

function dayTyped(typed: TypedValue): Day | undefined {
  const parts = [typed['from-year'], typed['from-month'], typed['from-day']]
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  return year < EARLIEST || year > LATEST ? undefined : civilDay(year, month, day)
}
