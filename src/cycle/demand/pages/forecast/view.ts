import { isoDay, month as asMonth, monthOf } from '#kernel/dates.ts'
import {
  chips,
  count,
  dayMiddle,
  downloads,
  fanChart,
  fig,
  html,
  moment,
  month,
  monthText,
  more,
  pageHead,
  panelChart,
  panels,
  side,
  simpleTable,
  tools,
} from '#web'
import type { Chip, Html } from '#web'
import { assumptionsTable, provenanceLine } from './assumptions-view.ts'
import type { FinishedModel, Series, Show } from './model.ts'
import { trustSection } from './trust-view.ts'
import { whySection } from './why-view.ts'
import { workingOf } from './working-links.ts'

/** A finished forecast: the answer in a sentence, the fan, how far to trust it, by placement, why, and what was assumed. */
export function finishedView(model: FinishedModel): Html {
  return html`${head(model)}
${lookAt(model)}
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
  const link = (what: string, value: number) =>
    fig(count(value), workingOf(model, whole.key, p.months, what))
  const answer =
    last === undefined
      ? ''
      : html`In ${inWords(p.months)} we expect about ${link('p50', last.middle)}; there is an 8 in 10 chance of between ${link('p10', last.low80)} and ${link('p90', last.high80)}.`
  return pageHead({
    kicker: `Forecast asked for on ${moment(p.askedAt)} by ${p.askedBy}`,
    title: 'How many children will be in our care?',
    lede: html`On ${dayMiddle(isoDay(previousDay(p.origin)))} there were ${fig(count(whole.now), `/working/demand/stock/${p.importId}`)} ${WHO[model.show][1]} in our care. ${answer} ${model.show === 'all' && model.skillInWords}`,
  })
}

function previousDay(text: string): string {
  const date = Temporal.PlainDate.from(text)
  return date.subtract({ days: 1 }).toString()
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

/** The fan, with its table. */
function wholeSection(model: FinishedModel): Html {
  const { whole } = model
  const first = whole.history[0]
  const last = whole.ahead.at(-1)
  if (first === undefined || last === undefined) return monthsTable(model, whole)
  const low = whole.history.reduce((least, h) => (h.children < least.children ? h : least))
  return fanChart({
    id: 'fan',
    lead: leadOf(model, last.middle),
    note: `${WHO[model.show][2]} at each month’s end, ${monthText(first.month)} to ${monthText(whole.history.at(-1)?.month ?? first.month)}, and forecast to ${monthText(last.month)}`,
    title: `${WHO[model.show][2]}: history and forecast`,
    desc: `From ${count(first.children)} in ${monthText(first.month)} (least ${count(low.children)} in ${monthText(low.month)}) to ${count(whole.now)} now. The middle forecast reaches ${count(last.middle)} in ${monthText(last.month)}; 8 in 10 band ${count(last.low80)} to ${count(last.high80)}, 19 in 20 band ${count(last.low95)} to ${count(last.high95)}. The no-change line is dotted at ${count(whole.now)}.`,
    what: `${WHO[model.show][2]}, each month end`,
    history: pointsOf(whole),
    ahead: whole.ahead,
    format: count,
    table: monthsTable(model, whole),
  })
}

export function pointsOf(series: Series) {
  return series.history.map((h) => ({ month: h.month, value: h.children }))
}

/** What the picture shows, in a sentence. */
function leadOf(model: FinishedModel, middle: number): string {
  const { whole, provenance } = model
  const change = middle - whole.now
  const size = whole.now === 0 ? 0 : Math.abs(change) / whole.now
  const words =
    size < 0.02 ? 'About as many as now' : change > 0 ? 'More than now' : 'Fewer than now'
  const known =
    model.show === 'all' && model.diary > 0
      ? `: known 18th birthdays take out up to ${count(model.diary)} of those here today`
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
      const link = (what: string, value: number) =>
        fig(count(value), workingOf(model, series.key, ahead, what))
      return {
        cells: [
          monthText(a.month),
          count(series.now),
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

function placementSection(model: FinishedModel): Html {
  const last = model.whole.ahead.at(-1)
  const end = last === undefined ? '' : month(asMonth(last.month))
  const now = month(monthOf(isoDay(previousDay(model.provenance.origin))))
  const worse = model.panels.filter((p) => p.skill?.skill !== undefined && p.skill.skill <= 0)
  return html`<h2>By placement</h2>
<p>Each panel starts at zero; panels side by side share a scale only where the top figure is the same.</p>
${panels(model.panels.map((p) => panelOf(p)))}
${more('Table by placement', placementTable(model, now, end))}
${worse.map((p) => side(html`<p><strong>${p.name}: no better than assuming no change</strong> over the last ${count(p.skill?.n ?? 0)} tests at twelve months. Use the band, not the line.</p>`, 'clay'))}`
}

function placementTable(model: FinishedModel, now: string, end: string): Html {
  return simpleTable({
    caption: `By placement, ${now} and ${end}`,
    columns: [
      { head: 'Placement' },
      { head: 'Now', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
      { head: 'Skill, 12 months', kind: 'num' },
    ],
    lines: model.panels.map((p) => panelLine(model, p)),
    foot: [{ ...panelLine(model, { ...model.whole, name: 'All' }), sum: true }],
  })
}

function panelOf(panel: Series): Html {
  const last = panel.ahead.at(-1)
  const band =
    last === undefined
      ? ''
      : `; ${count(last.low80)} to ${count(last.high80)} in ${last.month.slice(0, 4)}`
  return panelChart({
    id: `panel-${panel.key}`,
    name: panel.name,
    note: `${count(panel.now)} now${band}`,
    title: `${panel.name}, history and forecast`,
    desc: `${count(panel.now)} children now; middle forecast ${count(last?.middle ?? 0)} in ${monthText(last?.month ?? '')}, 8 in 10 band ${count(last?.low80 ?? 0)} to ${count(last?.high80 ?? 0)}.`,
    history: pointsOf(panel),
    ahead: panel.ahead,
    format: count,
  })
}

function panelLine(model: FinishedModel, panel: Series) {
  const last = panel.ahead.at(-1)
  const skill = panel.skill?.skill
  const ahead = panel.ahead.length
  return {
    cells: [
      panel.name,
      fig(count(panel.now), stockLink(model, panel.key)),
      last === undefined ? '' : fig(count(last.middle), workingOf(model, panel.key, ahead, 'p50')),
      last === undefined ? '' : `${count(last.low80)} to ${count(last.high80)}`,
      last === undefined ? '' : `${count(last.low95)} to ${count(last.high95)}`,
      skill === undefined ? 'not tested' : `${count(skill * 100)}%`,
    ],
  }
}

function stockLink(model: FinishedModel, key: string): string {
  const base = `/working/demand/stock/${model.provenance.importId}`
  return key === 'all' ? base : `${base}/${key}`
}
