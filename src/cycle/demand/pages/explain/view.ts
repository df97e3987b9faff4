import { isoDay } from '#kernel/dates.ts'
import {
  count,
  dayMiddle,
  downloads,
  fanChart,
  html,
  moment,
  monthText,
  more,
  nothingYet,
  pageHead,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { changeShown } from '#office/disclosure/index.ts'
import type { Count } from '../../rules/index.ts'
import { drawnOf } from '../forecast/drawn.ts'
import { demandTools, showLinks } from '../navigation.ts'
import { changed, counted, figured, markLine } from '../shown.ts'
import { bridgeSection } from './bridge-view.ts'
import type { ExplainModel, Told } from './model.ts'

export const EXPLAIN_TITLE = 'Forecast against actual'

/** A forecast and what came after it: whether it lies in the band, said first; then where the difference lies. */
export function explainView(model: ExplainModel): Html {
  const { chosen } = model
  return html`${chosen === undefined ? headBefore(model) : head(model, chosen)}
${lookAt(model)}
${markLine(model)}
${chosen === undefined ? notYet(model) : happened(model, chosen)}
${others(model)}`
}

/** Before any forecast has been made. */
export function noForecastToExplain(): Html {
  return html`${pageHead({ title: EXPLAIN_TITLE })}
${demandTools('/demand/explain', {})}
${nothingYet(
  'No forecast has been made from these returns',
  'A forecast is kept for ever. When a later return covers its months, this page says whether what happened lies in its band, and where the difference lies.',
  html`<p><a class="btn" href="/demand/forecast">Make a forecast</a></p>`,
)}`
}

function kicker(model: ExplainModel): string {
  return `Forecast from ${dayMiddle(isoDay(model.origin))}, asked for on ${moment(model.askedAt)} by ${model.askedBy}`
}

function headBefore(model: ExplainModel): Html {
  return pageHead({
    kicker: kicker(model),
    title: 'It is too early to say how this forecast fared',
    lede: `It begins on ${dayMiddle(isoDay(model.origin))}, and the returns in use end on ${dayMiddle(isoDay(model.lastDay))}. It can be told from when a return to the end of ${monthText(model.firstMonth)} is in use.`,
  })
}

function notYet(model: ExplainModel): Html {
  return nothingYet(
    `To be told from the end of ${monthText(model.firstMonth)}`,
    'A later return is imported; the forecast stays as it was made. This page then holds each of its months against what happened.',
    html`<p><a href="/demand/forecast/${model.run}">The forecast</a>. How the method fared on dates already past: <a href="/demand/back-test/${model.run}">the back-test</a>.</p>`,
  )
}

function head(model: ExplainModel, t: Told): Html {
  const figure = (value: Count, measure: string) =>
    figured(value, `/working/demand/forecast/${model.run}/all/${t.months}/${measure}`, model)
  const actual = isLast(model, t)
    ? figured(t.actual, `/working/demand/stock/${model.importInUse}`, model)
    : counted(t.actual, model)
  return pageHead({
    kicker: kicker(model),
    title: titleOf(t),
    lede: html`At the end of ${monthText(t.month)} there were ${actual} children in our care. We had expected about ${figure(t.middle, 'p50')}, with an 8 in 10 chance of between ${figure(t.low80, 'p10')} and ${figure(t.high80, 'p90')}. ${t.within === true && 'A difference inside the band needs no story: chance alone can make it.'}${t.within === false && 'Two times in ten a count lies outside by chance alone.'}`,
  })
}

/** In the band or not: said before anything else. */
function titleOf(t: Told): string {
  if (t.within === null) return `What came by ${monthText(t.month)}, beside the forecast`
  if (t.within) return `What happened by ${monthText(t.month)} lies within the band`
  const above = (t.actual ?? 0) > (t.high80 ?? 0)
  return `${above ? 'More' : 'Fewer'} children in ${monthText(t.month)} than the 8 in 10 band held`
}

function isLast(model: ExplainModel, t: Told): boolean {
  return model.lastDay.startsWith(t.month)
}

function hrefOf(model: ExplainModel, t: Told): string {
  return `/demand/explain/${model.run}?to=${t.month}`
}

function lookAt(model: ExplainModel): Html {
  const at = `/demand/explain/${model.run}`
  const { chosen, told } = model
  const quarters = told.filter((t) => t.months % 3 === 0 || t === told.at(-1) || t === chosen)
  const to = quarters.map((t) => ({
    text: monthText(t.month),
    href: hrefOf(model, t),
    current: t === chosen,
  }))
  const twin = chosen === undefined ? `${at}.json` : `${at}.json?to=${chosen.month}`
  return demandTools('/demand/explain', {
    show: to.length > 1 ? [showLinks('To the end of', to)] : [],
    take: downloads([{ text: 'JSON', href: twin }]),
  })
}

function happened(model: ExplainModel, t: Told): Html {
  return html`${fan(model)}
${model.bridge === undefined ? outside(model) : bridgeSection(model.bridge, model, t)}`
}

function outside(model: ExplainModel): Html {
  return html`${!model.inside && html`<p>Where the difference lies is shown inside the service alone: it tells of starts and stays of few.</p>`}`
}

/** History, the forecast as it was made, and what came after it through its band. */
function fan(model: ExplainModel): Html {
  const drawn = drawnOf(model.whole)
  const after = drawnAfter(model.told)
  const last = drawn.ahead.at(-1)
  const now = drawn.history.at(-1)
  if (last === undefined || now === undefined || after.length === 0)
    return html`<p>Not drawn: small numbers could be worked out.</p>${monthsTable(model)}`
  const known = model.told.filter((t) => t.within !== null)
  const inside = known.filter((t) => t.within === true).length
  const end = after.at(-1) ?? now
  return fanChart({
    id: 'fan',
    lead: `What happened lay in the 8 in 10 band in ${count(inside)} of ${count(known.length)} months`,
    note: `Children in our care at each month’s end, forecast from ${dayMiddle(isoDay(model.origin))}; the black line goes on with what happened, to ${monthText(end.month)}`,
    title: 'The forecast as it was made, and what happened',
    desc: `${count(now.value)} before the forecast. At the end of ${monthText(end.month)} there were ${count(end.value)}. The forecast reaches ${count(last.middle)} in ${monthText(last.month)}; 8 in 10 band ${count(last.low80)} to ${count(last.high80)}.`,
    what: 'Children in our care, each month end',
    history: drawn.history,
    ahead: drawn.ahead,
    after,
    format: count,
    table: monthsTable(model),
  })
}

function drawnAfter(told: readonly Told[]) {
  const hidden = told.findIndex((t) => t.actual === null)
  const shown = hidden < 0 ? told : told.slice(0, hidden)
  return shown.flatMap((t) => (t.actual === null ? [] : [{ month: t.month, value: t.actual }]))
}

function monthsTable(model: ExplainModel): Html {
  return simpleTable({
    caption: 'Each month of the forecast that has happened',
    note: 'Difference: what happened less the middle of the forecast.',
    columns: [
      { head: 'Month' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
      { head: 'What happened', kind: 'num' },
      { head: 'Difference', kind: 'num' },
      { head: '8 in 10 band' },
    ],
    lines: model.told.map((t) => ({
      here: t === model.chosen,
      cells: [
        html`<a href="${hrefOf(model, t)}">${monthText(t.month)}</a>`,
        ...forecastCells(model, t),
        counted(t.actual, model),
        changed(changeShown(t.actual, t.middle), model),
        t.within === null ? model.mark : t.within ? tag('done', 'within') : tag('wait', 'outside'),
      ],
    })),
  })
}

function forecastCells(model: ExplainModel, t: Told): readonly (Html | string)[] {
  const figure = (value: Count, measure: string) =>
    figured(value, `/working/demand/forecast/${model.run}/all/${t.months}/${measure}`, model)
  return [
    figure(t.middle, 'p50'),
    html`${figure(t.low80, 'p10')} to ${figure(t.high80, 'p90')}`,
    html`${figure(t.low95, 'p2_5')} to ${figure(t.high95, 'p97_5')}`,
  ]
}

function others(model: ExplainModel): Html {
  if (model.others.length === 0) return html``
  return more(
    'Other forecasts',
    html`<ul class="govuk-list">${model.others.map((o) => html`<li><a href="/demand/explain/${o.run}">From ${dayMiddle(isoDay(o.origin))}</a>, asked for on ${moment(o.askedAt)}</li>`)}</ul>`,
  )
}
