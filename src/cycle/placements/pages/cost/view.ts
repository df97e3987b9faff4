import { isoDay } from '#kernel/dates.ts'
import {
  change,
  count,
  dayMiddle,
  downloads,
  exactSwitch,
  fig,
  html,
  moment,
  monthText,
  more,
  nothingYet,
  pageHead,
  percent,
  side,
  simpleTable,
  tools,
} from '#web'
import type { Html } from '#web'
import type { Measure } from '../../addresses.ts'
import type { Costed } from '../costed.ts'
import { costForm } from '../overview/view.ts'
import { money, yearWords } from '../parts.ts'
import { bridgeSection } from './bridge-view.ts'
import { monthsChart, yearsChart } from './charts.ts'
import { unpricedLink, valueOf, yearLink } from './links.ts'
import type { CostModel, YearModel } from './model.ts'
import { partsSection } from './parts-view.ts'

/** A costed forecast: the answer in a sentence, by year, by kind and line, by month, why it changes, and what was assumed. */
export function costView(model: CostModel, token: string | undefined): Html {
  const at = `/placements/cost/${model.run.run}`
  return html`${head(model)}
${unpricedSection(model)}
${model.stale && side(html`<p>Prices or settings have changed since this was worked out on ${moment(model.costing.madeAt)}.</p>${token !== undefined && costForm(model.run.run, token)}`, 'clay')}
${tools([
  ...(model.inside ? [exactSwitch()] : []),
  html`<a href="/demand/forecast/${model.run.run}">The forecast</a>${model.inside && html`, <a href="/placements/prices">Prices</a>`}`,
  downloads(
    model.inside
      ? [
          { text: 'CSV', href: `${at}/costs.csv` },
          { text: 'XLSX', href: `${at}/costs.xlsx` },
          { text: 'JSON', href: `${at}.json` },
        ]
      : [{ text: 'JSON', href: `${at}.json` }],
  ),
])}
${yearsChart(model)}
${model.inside ? partsSection(model) : outsideNote()}
${bridgeSection(model)}
<h2>Month by month</h2>
${monthsChart(model)}
${spreadSection(model)}
${assumptions(model)}
${provenance(model)}`
}

function head(model: CostModel): Html {
  const whole = model.years.filter((y) => y.months === 12)
  const first = whole[0] ?? model.years[0]
  const last = whole.at(-1)
  return pageHead({
    kicker: html`Forecast of ${moment(model.run.askedAt)} at the prices of ${model.book.file}`,
    title: 'What will placements cost?',
    lede: html`${first !== undefined && html`We expect placements to cost ${cost(model, first, 'mean')} in ${yearWords(first.year, first.months)}, with an 8 in 10 chance of between ${band(model, first)}.`}${first !== undefined && last !== undefined && last !== first && html` In ${yearWords(last.year, last.months)} we expect ${cost(model, last, 'mean')}, ${change(last.meanPence - first.meanPence)} on ${yearWords(first.year, first.months)}; there is an 8 in 10 chance of between ${band(model, last)}.`}`,
  })
}

function cost(model: CostModel, y: YearModel, measure: Measure): Html {
  return money(valueOf(y, measure), yearLink(model, y.year, measure))
}

function band(model: CostModel, y: YearModel): Html {
  return html`${cost(model, y, 'p10')} and ${cost(model, y, 'p90')}`
}

function unpricedSection(model: CostModel): Html {
  if (!model.someUnpriced) return html``
  return side(
    html`<p><strong>Not costed.</strong> The price book has no price for these children; they are in no figure below.</p>${model.unpriced.length > 0 && html`<ul>${model.unpriced.map((u) => html`<li>${u.name}: ${weeksOf(model, u)} child-weeks, ${monthText(u.first)} to ${monthText(u.last)} (${u.why})</li>`)}</ul>`}`,
    'clay',
  )
}

function weeksOf(model: CostModel, u: CostModel['unpriced'][number]): Html | string {
  const href = unpricedLink(model, u.subType)
  return href === undefined ? count(u.childWeeks) : fig(count(u.childWeeks), href)
}

function outsideNote(): Html {
  return html`<p class="small slate">Costs by kind of placement are shown inside the service: some kinds hold few children, and an amount could tell of one child.</p>`
}

function spreadSection(model: CostModel): Html {
  const told = model.years.filter((y) => y.fromChildren !== undefined)
  return html`<h2>How sure is this?</h2>
<p>Every one of ${count(model.run.draws)} simulated futures was priced, and the band is of their costs: a few dear placements weigh more in it than many cheap ones. Its width was set to what our own past has shown to be right for counts of children, so that bands of cost and of children agree.</p>
${simpleTable({
  caption: 'Where the cost of each year may lie',
  columns: [
    { head: 'Year' },
    { head: 'Expected', kind: 'num' },
    { head: 'Middle', kind: 'num' },
    { head: '8 in 10 chance', kind: 'num' },
    { head: '19 in 20 chance', kind: 'num' },
    { head: 'Spread from children', kind: 'num' },
    { head: 'Spread from price', kind: 'num' },
    { head: 'Width of band', kind: 'num' },
  ],
  lines: model.years.map((y) => ({
    cells: [
      yearWords(y.year, y.months),
      cost(model, y, 'mean'),
      cost(model, y, 'p50'),
      html`${cost(model, y, 'p10')} to ${cost(model, y, 'p90')}`,
      html`${cost(model, y, 'p2_5')} to ${cost(model, y, 'p97_5')}`,
      shareOf(y.fromChildren),
      shareOf(y.fromChildren === undefined ? undefined : 1 - y.fromChildren),
      `× ${y.width.toFixed(2)}`,
    ],
  })),
})}
${told.length > 0 && html`<p class="small slate">Spread from children: how much the cost would differ between futures were prices the book’s; from price: were the children as expected. Shares of the two together.</p>`}`
}

function shareOf(share: number | undefined): Html | string {
  return share === undefined ? html`<span class="slate">no spread</span>` : percent(share)
}

function assumptions(model: CostModel): Html {
  return html`${model.averaged.length > 0 && side(html`<p>No price of the kind alone for ${model.averaged.join(', ')}: the average of its providers’ prices was used. Add a row without provider and band to the book to set it.</p>`, 'clay')}
${more(
  'What this takes as given',
  html`<ul>
<li>Prices of ${model.inside ? html`<a href="/placements/prices/${model.book.id}">${model.book.file}</a>` : model.book.file}, each with its uplift on its date, rounded to the penny then.</li>
<li>A forecast knows no provider: each kind is priced at its general price.</li>
<li>Prices of single placements differ from the book’s as the book, or else the setting “Spread of prices”, says; the average of many differs less, and the difference fades as placements end.</li>
<li>Income from health and education is not taken off. One-off costs are not in it.</li></ul>`,
)}`
}

function provenance(model: CostModel): Html {
  const { costing: c, run, book } = model
  return html`<p class="small slate">Costing ${c.id.slice(-8)} · worked out on ${moment(c.madeAt)} by ${c.madeBy} · run <a href="/jobs/${run.run}">${run.run.slice(-8)}</a> · from ${dayMiddle(isoDay(run.origin))} · seed ${run.seed} · prices SHA-256 ${book.sha256.slice(0, 12)} · input ${c.inputHash.slice(0, 12)} · result ${c.resultHash.slice(0, 12)} · rules ${c.rulesVersion}</p>`
}

/** A finished forecast that nobody has costed yet. */
export function uncostedView(costed: Costed, token: string | undefined): Html {
  const { run, refusals } = costed
  const why = refusals[0]
  return html`${pageHead({
    kicker: html`Forecast of ${moment(run.askedAt)} by ${run.askedBy}`,
    title: 'What will placements cost?',
  })}
${
  why === undefined
    ? nothingYet(
        'This forecast has not been costed yet',
        'Each of its futures is priced with the book in use. It takes a few seconds, once.',
        token === undefined ? undefined : costForm(run.run, token),
      )
    : nothingYet(
        why.message,
        why.mend,
        html`<p><a class="btn" href="/placements/prices">Prices</a></p>`,
      )
}`
}
