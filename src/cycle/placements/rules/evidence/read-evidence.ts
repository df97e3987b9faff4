import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { asTable, placeOf } from '#office/sheets/rules/index.ts'
import type { Sheet, Table, TableRow } from '#office/sheets/rules/index.ts'
import { readDay } from '../import/cells.ts'
import { ANSWERS, DESIGNS, EFFECT_KINDS, USES } from './types.ts'
import type { EvidenceRow } from './types.ts'

/** Columns of a file of evidence (20-placements, 4G). */
export const EVIDENCE_COLUMNS = {
  required: [
    'id',
    'intervention',
    'population',
    'design',
    'outcome',
    'effect_kind',
    'source',
    'read_on',
  ],
  optional: [
    'country',
    'n',
    'follow_up_months',
    'value',
    'low',
    'high',
    'independent',
    'replicated',
    'contradicts',
    'weight',
    'widen',
    'lag_months',
    'use',
    'strength',
    'note',
  ],
} as const

type Reading = { readonly table: Table; readonly row: TableRow; readonly refusals: Refusal[] }

/** Reads rows of evidence whole: one refusal anywhere and nothing is kept. */
export function readEvidence(sheet: Sheet): Result<readonly EvidenceRow[]> {
  const table = asTable(sheet, EVIDENCE_COLUMNS)
  if (!table.ok) return table
  const refusals: Refusal[] = []
  const rows = table.value.rows.flatMap((row) => rowOf({ table: table.value, row, refusals }) ?? [])
  rows.forEach((r, i) => {
    const row = table.value.rows[i]
    if (row !== undefined && rows.findIndex((o) => o.id === r.id) < i)
      refuse(
        { table: table.value, row, refusals },
        'id',
        'stated-twice',
        `${r.id} stands in two rows`,
        'Give each row an id of its own',
      )
  })
  return refusals.length > 0 ? refused(...refusals) : ok(rows)
}

function refuse(
  r: Reading,
  column: string,
  kind: string,
  message: string,
  mend: string,
): undefined {
  r.refusals.push({
    kind,
    ...placeOf(r.table),
    row: r.row.row,
    column,
    value: r.row.text(column),
    message,
    mend,
  })
  return undefined
}

function rowOf(r: Reading): EvidenceRow | undefined {
  const before = r.refusals.length
  const text = (column: string) => needed(r, column)
  const kind = oneOf(r, 'effect_kind', EFFECT_KINDS)
  const found = {
    id: text('id'),
    intervention: text('intervention'),
    population: text('population'),
    country: r.row.text('country'),
    design: oneOf(r, 'design', DESIGNS),
    n: r.row.text('n'),
    outcome: text('outcome'),
    followUpMonths: numberIn(r, 'follow_up_months'),
    kind,
    ...effectOf(r, kind === 'risk difference' || kind === 'share difference' ? 100 : 1),
    independent: oneOf(r, 'independent', ANSWERS, 'not known'),
    replicated: oneOf(r, 'replicated', ANSWERS, 'not known'),
    contradicts: r.row
      .text('contradicts')
      .split(/[;,\s]+/)
      .filter((id) => id !== ''),
    weight: weightIn(r),
    widen: oneOf(r, 'widen', ['yes', 'no'] as const, 'no') === 'yes',
    lagMonths: numberIn(r, 'lag_months') ?? 0,
    use: oneOf(r, 'use', USES, 'used'),
    strength: r.row.text('strength'),
    note: r.row.text('note'),
    source: text('source'),
    readOn: dayIn(r),
  }
  checkEffect(r, found)
  return r.refusals.length > before ? undefined : found
}

function effectOf(r: Reading, by: number): Pick<EvidenceRow, 'value' | 'low' | 'high'> {
  const scaled = (column: string) => {
    const found = numberIn(r, column)
    return found === undefined ? undefined : found / by
  }
  return { value: scaled('value'), low: scaled('low'), high: scaled('high') }
}

function checkEffect(
  r: Reading,
  row: Pick<EvidenceRow, 'kind' | 'value' | 'low' | 'high' | 'use'>,
): void {
  const { kind, value, low, high, use } = row
  const given = [value, low, high].filter((x) => x !== undefined)
  if (value === undefined && use !== 'no number')
    refuse(
      r,
      'value',
      'missing',
      'The row has no effect',
      'Write it, or write "no number" as its use',
    )
  if (kind === 'ratio' && given.some((x) => x <= 0))
    refuse(r, 'value', 'not-a-ratio', 'A ratio lies above nought', 'Write 0.60 for 40% fewer')
  if ((low === undefined) !== (high === undefined))
    refuse(
      r,
      'low',
      'half-an-interval',
      'Only one end of the interval is stated',
      'Write both ends of the 95% interval, or neither',
    )
  else if (value !== undefined && outside(value, low ?? value, high ?? value))
    refuse(
      r,
      'value',
      'outside-its-interval',
      'The effect lies outside its interval',
      'Write the lower end in low and the upper in high',
    )
}

function outside(value: number, low: number, high: number): boolean {
  return value < low || value > high
}

function needed(r: Reading, column: string): string {
  const text = r.row.text(column)
  if (text === '')
    refuse(r, column, 'missing', `The row has no ${column.replaceAll('_', ' ')}`, 'Fill it in')
  return text
}

function oneOf<T extends string>(
  r: Reading,
  column: string,
  allowed: readonly [T, ...T[]] | readonly T[],
  blank?: T,
): T {
  const text = r.row.text(column).toLowerCase()
  const found = allowed.find((a) => a === text) ?? (text === '' ? blank : undefined)
  if (found !== undefined) return found
  refuse(
    r,
    column,
    'not-known',
    `"${r.row.text(column)}" is not one of what may stand here`,
    `Write one of ${allowed.join(', ')}`,
  )
  const [first] = allowed
  if (first === undefined) throw new Error(`nothing may stand in ${column}`)
  return first
}

function numberIn(r: Reading, column: string): number | undefined {
  const text = r.row
    .text(column)
    .replaceAll('\u2212', '-')
    .replace(/^(-?)£/, '$1')
    .replace(/%$/, '')
  if (text === '') return undefined
  const found = Number(text.replaceAll(',', ''))
  if (Number.isFinite(found)) return found
  return refuse(
    r,
    column,
    'not-a-number',
    `"${text}" is not a number`,
    'Write digits, such as -8.6',
  )
}

function weightIn(r: Reading): number | undefined {
  const found = numberIn(r, 'weight')
  if (found === undefined || (found >= 0 && found <= 1)) return found
  return refuse(
    r,
    'weight',
    'not-a-weight',
    'A weight lies from 0 to 1',
    'Write 0.6, or leave it blank for the design’s',
  )
}

function dayIn(r: Reading): Day {
  const found = readDay(r.row.text('read_on'))
  if (found !== undefined) return found
  refuse(
    r,
    'read_on',
    'not-a-day',
    `"${r.row.text('read_on')}" is not a day`,
    'Write it as 2026-11-25',
  )
  return day(0)
}
