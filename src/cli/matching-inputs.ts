import { isSubType } from '#cycle/demand/rules/index.ts'
import type { EntryAdjustment, RateAdjustment } from '#cycle/demand/rules/index.ts'
import { parseIso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { GivenFile } from './files.ts'
import { numberRows } from './number-tables.ts'
import type { NumberRow } from './number-tables.ts'

/** The peer's labels, each with the sub-type whose price in a book stands for it; "Other" has none. */
const LABELS: readonly (readonly [string, string])[] = [
  ['Fostering (Friend/Relative)', 'kinship-foster'],
  ['Fostering (In-house)', 'in-house-foster'],
  ['Fostering (IFA)', 'agency-foster'],
  ['Secure home', 'secure-home'],
  ['Placed with family', 'with-parents'],
  ['Other', ''],
  ['Residential (In-house)', 'home-own'],
  ['Residential (External)', 'home-agency'],
  ['Supported accommodation', 'supported-accommodation'],
]
const PEER_LABELS = LABELS.map(([label]) => label)

/** Changed rates, in the peer's columns. */
export function rateChanges(file: GivenFile): Result<readonly RateAdjustment[]> {
  const rows = numberRows(file, [['from'], ['to']])
  if (!rows.ok) return rows
  return ok(rows.value.map((r) => ({ from: r.text('from'), to: r.text('to'), ...adjustmentOf(r) })))
}

/** Changed entries, in the peer's columns: its own files leave the heading of the first column empty. */
export function entryChanges(file: GivenFile): Result<readonly EntryAdjustment[]> {
  const rows = numberRows(file, [['state', 'to', '']])
  if (!rows.ok) return rows
  return ok(rows.value.map((r) => ({ state: r.text('state', 'to', ''), ...adjustmentOf(r) })))
}

function adjustmentOf(row: NumberRow): { factor?: number; add?: number } {
  const factor = row.number('multiply_value')
  const add = row.number('add_value')
  return { ...(factor === undefined ? {} : { factor }), ...(add === undefined ? {} : { add }) }
}

/** Changed shares of labels. */
export function shareChanges(file: GivenFile): Result<Readonly<Record<string, number>>> {
  const rows = numberRows(file, [
    ['label', 'detail', 'placement_type_detail', ''],
    ['share', '0'],
  ])
  if (!rows.ok) return rows
  const labelled = rows.value.map((r) => ({
    label: r.text('label', 'detail', 'placement_type_detail', ''),
    share: r.number('share', '0') ?? NaN,
    where: r.where,
  }))
  const wrong = [
    ...labelled.filter((l) => !PEER_LABELS.includes(l.label)).map((l) => notALabel(l)),
    ...labelled.filter((l) => !(l.share >= 0 && l.share <= 1)).map((l) => notAShare(l)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  return ok(Object.fromEntries(labelled.map((l) => [l.label, l.share])))
}

type Labelled = { readonly label: string; readonly where: NumberRow['where'] }

function notALabel({ label, where }: Labelled): Refusal {
  return {
    kind: 'not-a-label',
    ...where,
    value: label,
    message: `"${label}" is not a label of the peer`,
    mend: `Write one of ${PEER_LABELS.join(', ')}`,
  }
}

function notAShare({ label, where }: Labelled): Refusal {
  return {
    kind: 'not-a-share',
    ...where,
    value: label,
    message: `The share of "${label}" is not between 0 and 1`,
    mend: 'Write a share such as 0.5',
  }
}

const NAMES = ['sub_type', 'label', 'detail', 'placement_type_detail', '']
const PRICES = ['weekly_gbp', 'price', 'cost', '0']

type Priced = { readonly label: string; readonly pounds: number; readonly from: Day | undefined }

/**
 * Pounds a week by the peer's labels: a file of labels, or a price book, whose standard price of the sub-type that stands
 * for each label on the day is taken. Labels that are not there cost the peer's own default.
 */
export function weeklyPrices(file: GivenFile, on: Day): Result<Readonly<Record<string, number>>> {
  const rows = numberRows(file, [NAMES, PRICES])
  if (!rows.ok) return rows
  const wrong = rows.value.flatMap(priceFaults)
  if (wrong.length > 0) return refused(...wrong)
  const priced = rows.value
    .filter(isStandard)
    .flatMap(pricedOf)
    .toSorted((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity))
  const begun = priced.filter((p) => p.from === undefined || p.from <= on)
  // A book that begins after the day prices it from its first day on; otherwise the latest that has begun stands.
  return ok(Object.fromEntries([...priced.toReversed(), ...begun].map((p) => [p.label, p.pounds])))
}

function pricedOf(row: NumberRow): readonly Priced[] {
  const named = row.text(...NAMES)
  const label = LABELS.find(([l, subType]) => l === named || subType === named)?.[0]
  const pounds = row.number(...PRICES)
  if (label === undefined || named === '' || pounds === undefined) return []
  return [{ label, pounds, from: dayIn(row.text('from')) }]
}

function priceFaults(row: NumberRow): readonly Refusal[] {
  const named = row.text(...NAMES)
  const known = PEER_LABELS.includes(named) || isSubType(named)
  const pounds = row.number(...PRICES)
  return [
    ...(known ? [] : [notALabel({ label: named, where: row.where })]),
    ...(pounds !== undefined && pounds >= 0 ? [] : [notAPrice(row)]),
  ]
}

function isStandard(row: NumberRow): boolean {
  return row.text('provider') === '' && ['', 'standard'].includes(row.text('band'))
}

/** `31/03/2026` or `2026-03-31`. */
function dayIn(text: string): Day | undefined {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (british === null) return parseIso(text)
  const [, d = '', m = '', y = ''] = british
  return parseIso(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`)
}

function notAPrice(row: NumberRow): Refusal {
  return {
    kind: 'not-a-price',
    ...row.where,
    column: 'weekly_gbp',
    value: row.text(...PRICES),
    message: 'This is not a price a week',
    mend: 'Write pounds a week, such as 950.00',
  }
}
