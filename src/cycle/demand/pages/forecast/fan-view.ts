import { count, fanChart, html, monthText, plural } from '#web'
import type { Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { drawnOf } from './drawn.ts'
import type { Series, Show } from './model.ts'

/** What a fan is drawn from: a line of history with its forecast, as its reader sees it. */
export type FanGiven = {
  readonly show: Show
  readonly whole: Series
  /** Eighteenth birthdays of those here now within these months, if they are still in care then. */
  readonly diary: Count
}

export const WHO: Readonly<Record<Show, readonly [chip: string, words: string, what: string]>> = {
  all: ['all children', 'children', 'Children in our care'],
  'without-uasc': [
    'without unaccompanied children',
    'children, unaccompanied children apart,',
    'Children in our care, without unaccompanied children',
  ],
  uasc: [
    'unaccompanied children alone',
    'unaccompanied children',
    'Unaccompanied children in our care',
  ],
}

/** The fan, with its table. Nothing is drawn where a value is hidden. */
export function fanOf(given: FanGiven, table: Html): Html {
  const { whole } = given
  const drawn = drawnOf(whole)
  const first = drawn.history[0]
  const now = drawn.history.at(-1)
  const last = drawn.ahead.at(-1)
  if (first === undefined || now === undefined || last === undefined)
    return html`${whole.ahead.length > 0 && html`<p>Not drawn: small numbers could be worked out.</p>`}${table}`
  const low = drawn.history.reduce((least, h) => (h.value < least.value ? h : least))
  const what = WHO[given.show][2]
  return fanChart({
    id: 'fan',
    lead: leadOf(given, now.value, last.middle, drawn.ahead.length),
    note: `${what} at each month’s end, ${monthText(first.month)} to ${monthText(now.month)}, and forecast to ${monthText(last.month)}${drawn.whole ? '' : '; months that are not shown are not drawn'}`,
    title: `${what}: history and forecast`,
    desc: `From ${count(first.value)} in ${monthText(first.month)} (least ${count(low.value)} in ${monthText(low.month)}) to ${count(now.value)} now. The middle forecast reaches ${count(last.middle)} in ${monthText(last.month)}; 8 in 10 band ${count(last.low80)} to ${count(last.high80)}, 19 in 20 band ${count(last.low95)} to ${count(last.high95)}. The no-change line is dotted at ${count(now.value)}.`,
    what: `${what}, each month end`,
    history: drawn.history,
    ahead: drawn.ahead,
    format: count,
    table,
  })
}

/** What the picture shows, in a sentence. */
function leadOf(given: FanGiven, now: number, middle: number, months: number): string {
  const change = middle - now
  const size = now === 0 ? 0 : Math.abs(change) / now
  const words =
    size < 0.02 ? 'About as many as now' : change > 0 ? 'More than now' : 'Fewer than now'
  const known =
    given.show === 'all' && given.diary !== null && given.diary > 0
      ? `: known 18th birthdays take out up to ${count(given.diary)} of those here today`
      : ` in ${inWords(months)}`
  return `${words}${known}`
}

const YEARS = ['', 'one year', 'two years', 'three years', 'four years', 'five years']

/** "three years", "18 months". */
export function inWords(months: number): string {
  if (months % 12 !== 0) return plural(months, 'month', 'months')
  return YEARS[months / 12] ?? plural(months / 12, 'year', 'years')
}
