import { isoDay } from '#kernel/dates.ts'
import {
  chips,
  count,
  dayMiddle,
  downloads,
  fanChart,
  html,
  moment,
  monthText,
  pageHead,
  simpleTable,
  tools,
} from '#web'
import type { Chip, Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { counted, figured, markLine } from '../shown.ts'
import { assumptionsTable, provenanceLine } from './assumptions-view.ts'
import { drawnOf } from './drawn.ts'
import type { FinishedModel, Series, Show } from './model.ts'
import { placementSection } from './placement-view.ts'
import { trustSection } from './trust-view.ts'
import { whySection } from './why-view.ts'
import { previousDay, workingOf } from './working-links.ts'

/** A finished forecast: the answer in a sentence, the fan, how far to trust it, by placement, why, and what was assumed. */
export function finishedView(model: FinishedModel): Html {
  return html`${head(model)}
${lookAt(model)}
${markLine(model)}
${wholeSection(model)}
${trustSection(model)}
${model.panels.length > 0 && placementSection(model)}
${model.show === 'all' && whySection(model)}
<h2>Assumptions</h2>
${assumptionsTable(model)}
${provenanceLine(model.provenance)}`
}

const WHO: Readonly<Record<Show, readonly [chip: string, words: string, what: string]>> = {
  all: ['All children', 'children', 'Children in our care'],
  'without-uasc': [
    'Without unaccompanied children',
    'children, unaccompanied children apart,',
    'Children in our care, without unaccompanied children',
  ],
  uasc: [
    'Unaccompanied children alone',
    'unaccompanied children',
    'Unaccompanied children in our care',
  ],
}

function head(model: FinishedModel): Html {
  const { whole, provenance: p } = model
  const last = whole.ahead.at(-1)
  const link = (what: string, value: Count) =>
    figured(value, workingOf(model, whole.key, p.months, what), model)
  const answer =
    last === undefined
      ? ''
      : html`In ${inWords(p.months)} we expect about ${link('p50', last.middle)}; there is an 8 in 10 chance of between ${link('p10', last.low80)} and ${link('p90', last.high80)}.`
  return pageHead({
    kicker: `Forecast asked for on ${moment(p.askedAt)} by ${p.askedBy}`,
    title: 'How many children will be in our care?',
    lede: html`On ${dayMiddle(isoDay(previousDay(p.origin)))} there were ${figured(whole.now, `/working/demand/stock/${p.importId}`, model)} ${WHO[model.show][1]} in our care. ${answer} ${model.show === 'all' && model.skillInWords}`,
  })
}

export function inWords(months: number): string {
  const words = ['', 'one year', 'two years', 'three years', 'four years', 'five years']
  return (months % 12 === 0 ? words[months / 12] : undefined) ?? `${count(months)} months`
}

function lookAt(model: FinishedModel): Html {
  const { run } = model.provenance
  const at = `/demand/forecast/${run}`
  const chip = (show: Show): Chip => ({
    text: WHO[show][0],
    href: show === 'all' ? at : `${at}?show=${show}`,
    current: model.show === show,
  })
  return html`${chips([chip('all'), chip('without-uasc'), chip('uasc')], 'Which children')}
${tools([
  html`<a href="/demand/history">History</a>, <a href="/demand/forecast">All forecasts</a>`,
  downloads([
    { text: 'CSV', href: `${at}/months.csv` },
    { text: 'JSON', href: `${at}/months.json` },
  ]),
])}`
}

/** The fan, with its table. Nothing is drawn where a value is hidden. */
function wholeSection(model: FinishedModel): Html {
  const { whole } = model
  const drawn = drawnOf(whole)
  const first = drawn.history[0]
  const now = drawn.history.at(-1)
  const last = drawn.ahead.at(-1)
  if (first === undefined || now === undefined || last === undefined)
    return html`${whole.ahead.length > 0 && html`<p>Not drawn: small numbers could be worked out.</p>`}${monthsTable(model, whole)}`
  const low = drawn.history.reduce((least, h) => (h.value < least.value ? h : least))
  return fanChart({
    id: 'fan',
    lead: leadOf(model, now.value, last.middle),
    note: `${WHO[model.show][2]} at each month’s end, ${monthText(first.month)} to ${monthText(now.month)}, and forecast to ${monthText(last.month)}${drawn.whole ? '' : '; months that are not shown are not drawn'}`,
    title: `${WHO[model.show][2]}: history and forecast`,
    desc: `From ${count(first.value)} in ${monthText(first.month)} (least ${count(low.value)} in ${monthText(low.month)}) to ${count(now.value)} now. The middle forecast reaches ${count(last.middle)} in ${monthText(last.month)}; 8 in 10 band ${count(last.low80)} to ${count(last.high80)}, 19 in 20 band ${count(last.low95)} to ${count(last.high95)}. The no-change line is dotted at ${count(now.value)}.`,
    what: `${WHO[model.show][2]}, each month end`,
    history: drawn.history,
    ahead: drawn.ahead,
    format: count,
    table: monthsTable(model, whole),
  })
}

/** What the picture shows, in a sentence. */
function leadOf(model: FinishedModel, now: number, middle: number): string {
  const { provenance, diary } = model
  const change = middle - now
  const size = now === 0 ? 0 : Math.abs(change) / now
  const words =
    size < 0.02 ? 'About as many as now' : change > 0 ? 'More than now' : 'Fewer than now'
  const known =
    model.show === 'all' && diary !== null && diary > 0
      ? `: known 18th birthdays take out up to ${count(diary)} of those here today`
      : ` in ${inWords(provenance.months)}`
  return `${words}${known}`
}

/** Every sixth month and the last: what a person reads. Every month is in the downloads. */
export function shownMonths(series: Series): readonly Series['ahead'][number][] {
  return series.ahead.filter((_, i) => (i + 1) % 6 === 0 || i === series.ahead.length - 1)
}

export function monthsTable(model: FinishedModel, series: Series): Html {
  return simpleTable({
    caption: `${series.name}, at the month’s end`,
    note: 'Middle: as likely to be more as less. No change: the last count, carried on.',
    columns: [
      { head: 'Month' },
      { head: 'No change', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10, low', kind: 'num' },
      { head: '8 in 10, high', kind: 'num' },
      { head: '19 in 20, low', kind: 'num' },
      { head: '19 in 20, high', kind: 'num' },
    ],
    lines: shownMonths(series).map((a) => {
      const ahead = series.ahead.indexOf(a) + 1
      const link = (what: string, value: Count) =>
        figured(value, workingOf(model, series.key, ahead, what), model)
      return {
        cells: [
          monthText(a.month),
          counted(series.now, model),
          link('p50', a.middle),
          link('p10', a.low80),
          link('p90', a.high80),
          link('p2_5', a.low95),
          link('p97_5', a.high95),
        ],
      }
    }),
  })
}
