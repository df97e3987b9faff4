import { isSubType, SUB_TYPES, subTypeName } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { civilDay, day as asDay, parseIso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { parsePounds } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import { PRICE_BANDS } from '../model.ts'
import type { PriceBand, Spread, Uplift } from '../model.ts'
import { originOf, refuse } from './found.ts'
import type { Reading } from './found.ts'

/** What a cell held: a value, or something that was refused. */
export type Found<T> = { readonly value: T } | undefined

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s_\u2019']+/g, '-')
    .replaceAll(/[^a-z-]/g, '')
}

const BY_NAME = new Map(SUB_TYPES.map((s) => [plain(subTypeName(s)), s]))

/** A sub-type by its word or by the name people use. */
export function subTypeCell(r: Reading): Found<SubType> {
  const text = r.row.text('sub_type')
  const word = plain(text)
  const found = isSubType(word) ? word : BY_NAME.get(word)
  if (found !== undefined) return { value: found }
  if (text === '')
    return refuse(
      r,
      'sub_type',
      'missing',
      'The sub-type is blank',
      'Write one, such as in-house-foster',
    )
  return refuse(
    r,
    'sub_type',
    'unknown-sub-type',
    `"${text}" is not a kind of placement`,
    `Write ${nearest(word)}`,
  )
}

/** Sub-types that share most with what was written, or all of them. */
function nearest(word: string): string {
  const parts = word.split('-').filter((p) => p.length > 2)
  const scored = SUB_TYPES.map((s) => ({ s, hits: parts.filter((p) => s.includes(p)).length }))
  const most = Math.max(...scored.map((x) => x.hits))
  const near = most === 0 ? SUB_TYPES : scored.filter((x) => x.hits === most).map((x) => x.s)
  return near.length === 1 ? `${near[0]}` : `one of ${near.join(', ')}`
}

/** Pounds a week, nought or more. More than two decimals are rounded half away from zero and listed. */
export function weeklyCell(r: Reading): Found<Pence> {
  const text = r.row.text('weekly_gbp')
  if (text === '' || /^[-\u2013.:]+$/.test(text))
    return refuse(
      r,
      'weekly_gbp',
      'unpriced',
      'The row has no price',
      'Write the price a week, or take the row out',
    )
  const amount = parsePounds(text)
  if (!amount.ok)
    return refuse(
      r,
      'weekly_gbp',
      'not-money',
      `"${text}" is not money`,
      'Write pounds a week as digits, such as 820.00 or £1,250',
    )
  if (amount.value < 0)
    return refuse(
      r,
      'weekly_gbp',
      'negative',
      `A price of ${text} a week is below nothing`,
      'Write it without its sign; contributions of others are not part of a price',
    )
  if (/\.\d\d\d*[1-9]/.test(text))
    r.rounded.push({ ...originOf(r), value: text, weekly: amount.value })
  return { value: amount.value }
}

/** A day as `2026-04-01` or `01/04/2026`. */
export function readDay(text: string): Day | undefined {
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  if (british === null) return parseIso(text)
  return civilDay(Number(british[3]), Number(british[2]), Number(british[1]))
}

export function firstDay(r: Reading): Found<Day> {
  const text = r.row.text('from')
  if (text === '')
    return refuse(r, 'from', 'missing', 'The price has no first day', 'Write it as 01/04/2026')
  const found = readDay(text)
  return found === undefined ? notADay(r, 'from', text) : { value: found }
}

/** The last day, as people write it, as the first day after. Blank: it runs on. */
export function dayAfterLast(r: Reading): Found<Day | undefined> {
  const text = r.row.text('to')
  if (text === '') return { value: undefined }
  const found = readDay(text)
  return found === undefined ? notADay(r, 'to', text) : { value: asDay(found + 1) }
}

function notADay(r: Reading, column: string, text: string): undefined {
  const serial = /^\d{5}$/.test(text)
  return refuse(
    r,
    column,
    'not-a-day',
    serial ? `${text} looks like a spreadsheet date number` : `"${text}" is not a day`,
    serial ? 'Save the column as text or dd/mm/yyyy' : 'Write it as 01/04/2026 or 2026-04-01',
  )
}

export function bandCell(r: Reading): Found<PriceBand | ''> {
  const text = r.row.text('band').toLowerCase()
  if (text === '') return { value: '' }
  const found = PRICE_BANDS.find((b) => b === text)
  if (found !== undefined) return { value: found }
  return refuse(
    r,
    'band',
    'not-a-band',
    `"${text}" is not a band of prices`,
    `Write one of ${PRICE_BANDS.join(', ')}, or leave it blank`,
  )
}

const PERCENT = /^(?<sign>[-\u2212])?(?<size>\d+(?:\.\d+)?)\s*%?$/

/** Parts per million, to four decimals of a per cent. */
function readPercent(text: string): number | undefined {
  const groups = PERCENT.exec(text)?.groups
  if (groups === undefined) return undefined
  const size = Math.round(Number(groups['size']) * 10_000)
  return groups['sign'] === undefined || size === 0 ? size : -size
}

/** A percentage within limits. Blank: not stated. */
function percentCell(
  r: Reading,
  column: string,
  least: number,
  most: number,
): Found<Rate | undefined> {
  const text = r.row.text(column)
  if (text === '') return { value: undefined }
  const value = readPercent(text)
  if (value !== undefined && value >= least * 10_000 && value <= most * 10_000)
    return { value: rate(value) }
  return refuse(
    r,
    column,
    'not-a-percentage',
    `"${text}" is not a percentage from ${least} to ${most}`,
    'Write 3.4 for 3.4%',
  )
}

export function spreadCell(r: Reading): Found<Spread> {
  const cv = percentCell(r, 'cv_percent', 0, 300)
  if (cv === undefined) return undefined
  if (cv.value === undefined) return { value: { kind: 'not-stated' } }
  return { value: cv.value === 0 ? { kind: 'none' } : { kind: 'lognormal', cv: cv.value } }
}

/** A yearly rise. Without a date it is on 1 April. */
export function upliftCell(r: Reading): Found<Uplift | undefined> {
  const percent = percentCell(r, 'uplift_percent', -50, 100)
  const on = upliftOn(r)
  if (percent === undefined || on === undefined) return undefined
  if (percent.value === undefined || percent.value === 0) return { value: undefined }
  return { value: { on: on.value, rate: percent.value } }
}

function upliftOn(r: Reading): Found<Uplift['on']> {
  const text = r.row.text('uplift_on').toLowerCase()
  if (/^(|0?1(st)? ?april|0?1 ?apr|0?1\/0?4)$/.test(text)) return { value: '1 April' }
  if (text === 'anniversary') return { value: 'anniversary' }
  return refuse(
    r,
    'uplift_on',
    'not-a-date-of-uplift',
    `"${text}" is not a date on which prices rise`,
    'Write 1 April or anniversary',
  )
}
