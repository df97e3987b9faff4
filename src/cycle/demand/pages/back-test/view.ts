import { isoDay } from '#kernel/dates.ts'
import {
  count,
  dayMiddle,
  downloads,
  html,
  moment,
  nothingYet,
  pageHead,
  percent,
  percentOne,
  plural,
  side,
} from '#web'
import type { Html } from '#web'
import { groupName } from '../../rules/index.ts'
import type { Judgement } from '../../rules/index.ts'
import {
  beaten,
  skillTable,
  testsOf,
  TOO_LITTLE,
  trustFigure,
  widened,
} from '../forecast/trust-view.ts'
import { demandTools, showLinks } from '../navigation.ts'
import { markLine } from '../shown.ts'
import { datesSection } from './dates-view.ts'
import type { BackTestModel, TestedSeries } from './model.ts'

export const BACK_TEST_TITLE = 'How far can our forecasts be trusted?'

/** How the method fared on our own past: in a sentence, by distance, by placement, and date by date. */
export function backTestView(model: BackTestModel): Html {
  const judged = model.skill.filter((j) => j.series === model.show)
  return html`${head(model, judged)}
${lookAt(model)}
${markLine(model)}
${judged.length === 0 ? tooLittle(model) : tested(model, judged)}`
}

/** Before any forecast has been made. */
export function noBackTest(): Html {
  return html`${pageHead({ title: BACK_TEST_TITLE })}
${demandTools('/demand/back-test', {})}
${nothingYet(
  'No forecast has been made from these returns',
  'Each forecast is tested on our own past when it is made: the method is run again from past dates and held against what happened.',
  html`<p><a class="btn" href="/demand/forecast">Make a forecast</a></p>`,
)}`
}

export function seriesText(series: TestedSeries): string {
  return series === 'all' ? 'all children' : groupName(series).toLowerCase()
}

function head(model: BackTestModel, judged: readonly Judgement[]): Html {
  const a = judged.find((j) => j.horizon === 12) ?? judged.at(-1)
  const which = model.ofRecord ? 'Forecast of record' : 'Forecast'
  return pageHead({
    kicker: `${which}, asked for on ${moment(model.askedAt)} by ${model.askedBy}`,
    title: BACK_TEST_TITLE,
    lede: a === undefined ? model.skillInWords : answer(model, a),
  })
}

/** The error at one distance, as a share and as children, and how often the band held. */
function answer(model: BackTestModel, j: Judgement): string {
  const about = model.now === null ? 0 : Math.round(j.error * model.now)
  const children = about > 5 ? `, about ${count(about)} children` : ''
  const inside = Math.round(j.cover80 * j.n)
  const ahead = j.horizon === 12 ? 'A year' : plural(j.horizon, 'month', 'months')
  const of = model.show === 'all' ? '' : ` in ${seriesText(model.show)}`
  return `${ahead} ahead, our forecasts${of} have erred by ${percentOne(j.error)}${children}; assuming no change would have erred by ${percentOne(j.errorNoChange)}. What happened lay in the 8 in 10 band ${plural(inside, 'time', 'times')} of ${count(j.n)}.`
}

function query(series: TestedSeries): string {
  return series === 'all' ? '' : `?show=${series}`
}

function lookAt(model: BackTestModel): Html {
  const at = `/demand/back-test/${model.run}`
  const show = model.tested.map((s) => ({
    text: seriesText(s),
    href: `${at}${query(s)}`,
    current: s === model.show,
  }))
  return demandTools('/demand/back-test', {
    show: model.tested.length > 1 ? [showLinks('Show', show)] : [],
    take: downloads([{ text: 'JSON', href: `${at}.json${query(model.show)}` }]),
  })
}

function tooLittle(model: BackTestModel): Html {
  return nothingYet(
    'There is too little history to test this forecast',
    `${model.skillInWords} ${TOO_LITTLE}`,
    html`<p><a class="btn" href="/demand/forecast/${model.run}">Look at the forecast</a></p>`,
  )
}

function tested(model: BackTestModel, judged: readonly Judgement[]): Html {
  return html`<h2>By distance</h2>
<p>The method was run again from ${plural(testsOf(judged), 'past date', 'past dates')}, each time knowing only what was known then. ${beaten(judged)} ${widened(judged)}</p>
${trustFigure(judged)}
${side(advice(judged), judged.some((j) => !isBetter(j)) ? 'clay' : 'water')}
${model.dates.length > 0 ? datesSection(model) : html`<p>The tests are not shown one by one: small numbers could be worked out.</p>`}
<h2>By placement</h2>
<p>Kinds of placement with at least 20 children are tested. Where a kind is not, its band follows that of all children.</p>
${skillTable(
  'Skill and coverage by placement',
  model.tested.map((series) => ({
    head: series === 'all' ? 'All children' : groupName(series),
    lines: model.skill.filter((j) => j.series === series),
  })),
)}
<p class="small slate">Tests of the forecast from ${dayMiddle(isoDay(model.origin))}, each with 200 draws. Width used: the factor on the simulated band, from these tests with the weight of eight more that needed none. <a href="/demand/forecast/${model.run}">The forecast</a></p>`
}

function isBetter(j: Judgement): boolean {
  return j.skill !== undefined && j.skill > 0
}

/** How far to trust it, in plain words: the line where it beat no change, the band where it held, and what is untested. */
function advice(judged: readonly Judgement[]): Html {
  const good = judged.filter(isBetter)
  const last = judged.at(-1)
  const narrow = judged.filter((j) => j.cover80 < 0.75)
  const line =
    good.length === judged.length
      ? 'Use the middle line: it was nearer than “no change” at every distance tested.'
      : good.length === 0
        ? 'Use the band, not the line: at no distance was the line nearer than “no change”.'
        : `Use the middle line at ${good.map((j) => count(j.horizon)).join(', ')} months; elsewhere the band alone.`
  const band =
    narrow.length === 0
      ? 'The band held as often as it says.'
      : `The band was too narrow at ${narrow.map((j) => `${count(j.horizon)} months (${percent(j.cover80)})`).join(', ')}, and has been widened for it.`
  const far =
    last === undefined ? '' : `Beyond ${count(last.horizon)} months nothing could be tested.`
  const few = testsOf(judged) < 10 ? ' These are few tests: take the shares as rough.' : ''
  return html`<p><strong>How far to trust it.</strong> ${line} ${band} ${far}${few}</p>`
}
