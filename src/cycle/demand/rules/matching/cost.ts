import { civil, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { inCare } from './project.ts'
import type { PeerProjection } from './project.ts'
import type { Reference } from './rates.ts'
import type { PeerCare } from './types.ts'

/** A detail label within its category, such as "Fostering (IFA)" in "Fostering". */
export type Share = { readonly category: string; readonly detail: string; readonly share: number }

/** Weekly price in pounds of each detail label. The peer's placeholders, for matching mode alone: never a book. */
export const PEER_PRICES: Readonly<Record<string, number>> = {
  'Fostering (Friend/Relative)': 100,
  'Fostering (In-house)': 150,
  'Fostering (IFA)': 250,
}
const PEER_OTHER_PRICE = 1000

/** The labels the peer shows, in its order, with the category each belongs to. */
const LABELS: readonly (readonly [string, string])[] = [
  ['Fostering (Friend/Relative)', 'Fostering'],
  ['Fostering (In-house)', 'Fostering'],
  ['Fostering (IFA)', 'Fostering'],
  ['Secure home', 'Other'],
  ['Placed with family', 'Other'],
  ['Other', 'Other'],
  ['Residential (In-house)', 'Residential'],
  ['Residential (External)', 'Residential'],
  ['Supported accommodation', 'Supported'],
]

/** Step 17: each label's part of its category's child-days over the reference days, both ends counted. */
export function sharesOf(care: PeerCare, reference: Reference): readonly Share[] {
  const days = new Map<string, number>()
  const totals = new Map<string, number>()
  for (const row of care.rows) {
    const from = Math.max(row.decom, reference.first)
    const to = Math.min(row.dec ?? Infinity, reference.last + 1)
    const length = Math.max(0, to - from)
    const key = `${row.category}|${row.detail}`
    days.set(key, (days.get(key) ?? 0) + length)
    totals.set(row.category, (totals.get(row.category) ?? 0) + length)
  }
  const known = new Set(LABELS.map(([detail, category]) => `${category}|${detail}`))
  const strangers = [...days.keys()].filter((k) => !known.has(k)).toSorted()
  const all = [...LABELS.map(([detail, category]) => `${category}|${detail}`), ...strangers]
  return all.map((key) => {
    const [category = '', detail = ''] = key.split('|')
    const total = totals.get(category) ?? 0
    return { category, detail, share: total === 0 ? 0 : (days.get(key) ?? 0) / total }
  })
}

/** Six significant figures, halves to even, as the peer's decimal arithmetic rounds each step. */
export function sixFigures(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const [digits = '', power = '0'] = Math.abs(value).toExponential(15).split('e')
  const scaled = digits.replace('.', '')
  const head = Number(scaled.slice(0, 6))
  const tail = scaled.slice(6)
  const half = `5${'0'.repeat(tail.length - 1)}`
  const up = tail > half || (tail === half && head % 2 === 1)
  const size = Number(`${head + (up ? 1 : 0)}e${Number(power) - 5}`)
  return value < 0 ? -size : size
}

/** Sets some labels' shares and scales the others of each touched category into what is left. */
export function changeShares(
  shares: readonly Share[],
  changed: Readonly<Record<string, number>>,
): readonly Share[] {
  const touched = new Set(shares.filter((s) => s.detail in changed).map((s) => s.category))
  return shares.map((s) => {
    if (!touched.has(s.category)) return s
    const set = changed[s.detail]
    if (set !== undefined) return { ...s, share: set }
    const group = shares.filter((o) => o.category === s.category)
    const taken = group.reduce((a, o) => a + (changed[o.detail] ?? 0), 0)
    const others = group.reduce((a, o) => a + (o.detail in changed ? 0 : o.share), 0)
    const factor = others === 0 ? 0 : sixFigures(sixFigures(1 - taken) / sixFigures(others))
    return { ...s, share: sixFigures(s.share * factor) }
  })
}

export type PeerPrices = {
  /** Pounds a week by detail label; a label that is not there costs the peer's default. */
  readonly weekly: Readonly<Record<string, number>>
  /** Yearly inflation as a plain number (0.05), applied on each anniversary of the first forecast day. */
  readonly inflation?: number
}

export type QuarterCost = {
  readonly quarter: string
  readonly detail: string
  readonly pounds: number
}

export type PeerCosts = {
  readonly quarters: readonly QuarterCost[]
  readonly firstYear: number
  readonly total: number
}

/** Step 17: population rounded half to even per state, times share, times the daily price; by calendar quarter. */
export function costAsPeer(
  projection: PeerProjection,
  shares: readonly Share[],
  prices: PeerPrices,
): PeerCosts {
  const details = [...new Set(shares.map((s) => s.detail))]
  const quarters = new Map<string, Map<string, number>>()
  let total = 0
  let firstYear = 0
  const daily = new Map(details.map((d) => [d, dailyPrices(prices, d, projection.days)]))
  for (let t = 1; t <= projection.days; t += 1) {
    const held = childrenByCategory(projection, t)
    const quarter = quarterOf((projection.start + t) as Day)
    const row = quarters.get(quarter) ?? new Map<string, number>()
    quarters.set(quarter, row)
    for (const s of shares) {
      const cost =
        (held.get(s.category) ?? 0) *
        s.share *
        (daily.get(s.detail)?.[yearsSince(projection.start, t)] ?? 0)
      row.set(s.detail, (row.get(s.detail) ?? 0) + cost)
      total += cost
      if (t <= 365) firstYear += cost
    }
  }
  const rows = [...quarters].flatMap(([quarter, row]) =>
    details.map((detail) => ({ quarter, detail, pounds: row.get(detail) ?? 0 })),
  )
  return { quarters: rows, firstYear, total }
}

function childrenByCategory(projection: PeerProjection, t: number): Map<string, number> {
  const held = new Map<string, number>()
  const n = projection.states.length
  projection.states.forEach((state, i) => {
    if (!inCare(state)) return
    const category = state.slice(state.indexOf(' - ') + 3)
    held.set(category, (held.get(category) ?? 0) + halfToEven(projection.mean[t * n + i] ?? 0))
  })
  return held
}

function halfToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** Whole years from the first forecast day (the day after `start`) to day `t`. */
function yearsSince(start: Day, t: number): number {
  const first = civil((start + 1) as Day)
  const now = civil((start + t) as Day)
  const reached = now.month > first.month || (now.month === first.month && now.day >= first.day)
  return now.year - first.year - (reached ? 0 : 1)
}

function dailyPrices(prices: PeerPrices, detail: string, days: number): readonly number[] {
  const weekly = prices.weekly[detail] ?? PEER_PRICES[detail] ?? PEER_OTHER_PRICE
  const years = Math.ceil(days / 365) + 1
  if (prices.inflation === undefined || prices.inflation === 0)
    return Array.from({ length: years }, () => weekly / 7)
  const series: number[] = [weekly / 7]
  for (let y = 1; y < years; y += 1)
    series.push(sixFigures((series[y - 1] ?? 0) * (1 + prices.inflation)))
  return series
}

/** `Q2-2022`: the calendar quarter. */
function quarterOf(d: Day): string {
  const text = iso(d)
  return `Q${Math.ceil(Number(text.slice(5, 7)) / 3)}-${text.slice(0, 4)}`
}
