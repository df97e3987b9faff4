import { isoDay } from '#kernel/dates.ts'
import {
  actionForm,
  button,
  columnsChart,
  count,
  dayMiddle,
  downloads,
  exactSwitch,
  fig,
  html,
  inMillions,
  keys,
  moment,
  nothingYet,
  pageHead,
  plural,
  pounds,
  side,
  simpleTable,
  tools,
  year as yearText,
} from '#web'
import type { Html } from '#web'
import { exactly, money, yearWords } from '../parts.ts'
import type { NowLine, NowModel, OverviewModel, YearLine } from './model.ts'

export function overviewView(model: OverviewModel, csrf: string): Html {
  return html`${head(model)}
${unpriced(model)}
${tools([
  ...(model.inside ? [exactSwitch()] : []),
  html`${model.inside && html`<a href="/placements/prices">Prices</a>, `}<a href="/placements/cost">Cost of the forecast</a>`,
  downloads([{ text: 'JSON', href: '/placements.json' }]),
])}
${model.book === undefined && noBook(model)}
${forecastSection(model, csrf)}
${model.now !== undefined && model.inside && nowSection(model.now)}
${!model.inside && html`<p class="small slate">Costs by kind of placement are shown inside the service: some kinds hold few children, and an amount could tell of one child.</p>`}`
}

function head(model: OverviewModel): Html {
  const { now, forecast, book } = model
  const today =
    now === undefined
      ? ''
      : html`The ${childrenFigure(now)} children in our care on ${dayMiddle(isoDay(now.counted))} cost ${money(now.weekPence, now.weekHref)} a week at today’s prices.`
  const whole = (forecast?.years ?? []).filter((y) => y.months === 12)
  const [first] = whole
  const last = whole.at(-1)
  const ahead = html`${first !== undefined && html` We expect placements to cost ${yearSentence(first)}`}${last !== undefined && last !== first && html`; ${yearSentence(last)}`}${first !== undefined && '.'}`
  return pageHead({
    kicker:
      book === undefined
        ? 'No price book is in use'
        : html`Prices of ${book.file}, in use since ${moment(book.decidedAt ?? '')}`,
    title: 'What do placements cost?',
    lede: html`${today}${ahead}`,
  })
}

function yearSentence(y: YearLine): Html {
  return html`${money(y.meanPence, y.href)} in ${yearWords(y.year, y.months)}, with an 8 in 10 chance of between ${money(y.p10Pence, y.lowHref)} and ${money(y.p90Pence, y.highHref)}`
}

/** What has no price is said before any figure is read: a child without a price is not a child at no cost. */
function unpriced(model: OverviewModel): Html {
  const children = model.now?.unpricedChildren
  const weeks = model.forecast?.unpricedChildWeeks
  const words = [
    some(children) ? `${counted(children, (n) => plural(n, 'child', 'children'))} in care now` : '',
    some(weeks) ? `${counted(weeks, (n) => `${count(n)} child-weeks`)} of the forecast` : '',
  ].filter((w) => w !== '')
  if (words.length === 0) return html``
  return side(
    html`<p><strong>Not costed: ${words.join(' and ')}.</strong> The price book has no price for their kind of placement, so they are in no figure of cost.${model.inside && html` <a href="/placements/prices#unpriced">What has no price</a>`}</p>`,
    'clay',
  )
}

function some(value: number | null | undefined): value is number | null {
  return value !== undefined && value !== 0
}

/** A number, or that there are some: how few is not shown outside the service. */
function counted(value: number | null, words: (n: number) => string): string {
  return value === null ? 'some children' : words(value)
}

function noBook(model: OverviewModel): Html {
  return nothingYet(
    'There are no prices yet',
    'A price book says what each kind of placement costs a week, from which day, and how it rises. With it every forecast is costed, and every pound leads to a row of the book.',
    model.mayLoad
      ? html`<p><a class="btn" href="/placements/prices">Load a price book</a></p>`
      : html`<p class="small slate">Prices are loaded by people with the finance role.</p>`,
  )
}

function forecastSection(model: OverviewModel, csrf: string): Html {
  const { forecast, book } = model
  if (book === undefined) return html``
  if (forecast === undefined)
    return nothingYet(
      'No forecast has been made yet',
      'The cost ahead comes from a forecast of children in care.',
      html`<p><a class="btn" href="/demand/forecast">Make a forecast</a></p>`,
    )
  if (!forecast.costed)
    return nothingYet(
      'The forecast has not been costed yet',
      `The forecast of ${moment(forecast.askedAt)} is priced draw by draw with the book in use. It takes a few seconds, once.`,
      model.mayCost ? costForm(forecast.run, csrf) : undefined,
    )
  return html`<h2>What the forecast costs</h2>
<p><a href="/placements/cost/${forecast.run}">Month by month, and why it changes</a></p>
${forecast.stale && side(html`<p>Prices or settings have changed since this was costed.</p>${model.mayCost && costForm(forecast.run, csrf)}`, 'clay')}
${yearsChart(forecast)}`
}

type Forecast = NonNullable<OverviewModel['forecast']>

function yearsChart(forecast: Forecast): Html {
  const { years } = forecast
  const [first, last] = [years[0], years.at(-1)]
  return columnsChart({
    id: 'years',
    lead:
      first === undefined || last === undefined
        ? 'Cost of placements'
        : `From ${pounds(first.meanPence)} in ${yearText(first.year)} to ${pounds(last.meanPence)} in ${yearText(last.year)}`,
    note: 'Expected cost of placements in each financial year. The line on each column holds 8 in 10 futures.',
    title: 'Cost of placements by year',
    desc: years
      .map(
        (y) =>
          `${y.year} ${pounds(y.meanPence)}, 8 in 10 between ${pounds(y.p10Pence)} and ${pounds(y.p90Pence)}`,
      )
      .join('; '),
    along: years.map((y) => (y.months < 12 ? `${y.year}, ${y.months} months` : y.year)),
    parts: [{ name: 'Placements', values: years.map((y) => y.meanPence) }],
    bands: years.map((y) => ({ low: y.p10Pence, high: y.p90Pence })),
    format: inMillions,
    table: yearsTable(forecast),
  })
}

function yearsTable(forecast: Forecast): Html {
  return simpleTable({
    caption: 'Cost of placements by year',
    note: 'Expected: the exact cost of the children expected. Band: of the cost of every simulated future.',
    columns: [
      { head: 'Year' },
      { head: 'Expected', kind: 'num' },
      { head: '8 in 10, low', kind: 'num' },
      { head: '8 in 10, high', kind: 'num' },
    ],
    lines: forecast.years.map((y) => ({
      cells: [
        html`<a href="/placements/cost/${forecast.run}">${yearWords(y.year, y.months)}</a>`,
        money(y.meanPence, y.href),
        money(y.p10Pence, y.lowHref),
        money(y.p90Pence, y.highHref),
      ],
    })),
  })
}

export function costForm(run: string, csrf: string): Html {
  return actionForm({
    action: `/placements/cost/${run}`,
    csrf,
    body: button({ text: 'Work out the cost' }),
  })
}

function nowSection(now: NowModel): Html {
  const priced = now.lines.filter((l) => l.weekPence !== undefined)
  const most = priced.toSorted((a, b) => (b.weekPence ?? 0) - (a.weekPence ?? 0))[0]
  return html`<h2>Where children live now, and what it costs</h2>
${keys([
  { term: 'Children', value: childrenFigure(now), note: `on ${dayMiddle(isoDay(now.counted))}` },
  {
    term: 'Cost a week',
    value: money(now.weekPence, now.weekHref),
    note: `at the prices of ${dayMiddle(isoDay(now.pricesOn))}`,
  },
  ...(most === undefined
    ? []
    : [
        {
          term: 'Most is spent on',
          value: most.name,
          note: `${count(((most.weekPence ?? 0) / Math.max(1, now.weekPence)) * 100)}% of the cost, ${count((most.children / Math.max(1, now.children)) * 100)}% of the children`,
        },
      ]),
])}
${simpleTable({
  caption: 'By kind of placement',
  note: 'Dearest kind of placement first. A year of one more child is 365 days over 7, at today’s price.',
  columns: [
    { head: 'Placement' },
    { head: 'Children', kind: 'num' },
    { head: 'A week, each', kind: 'num' },
    { head: 'A week, all', kind: 'num' },
    { head: 'Share', kind: 'num' },
    { head: 'One more child, a year', kind: 'num' },
  ],
  lines: now.lines
    .toSorted((a, b) => (b.weekPence ?? -1) - (a.weekPence ?? -1))
    .map((l) => ({ cells: nowCells(l, now) })),
  foot: [
    {
      sum: true,
      cells: ['All', childrenFigure(now), '', money(now.weekPence, now.weekHref), '', ''],
    },
  ],
})}`
}

function childrenFigure(now: NowModel): Html | string {
  return now.childrenHref === undefined
    ? count(now.children)
    : fig(count(now.children), now.childrenHref)
}

function nowCells(l: NowLine, now: NowModel): readonly (Html | string)[] {
  const children =
    l.childrenHref === undefined ? count(l.children) : fig(count(l.children), l.childrenHref)
  if (l.weekPence === undefined)
    return [
      l.name,
      children,
      html`<span class="tag tag-none">No price</span>`,
      html`<span class="slate">not costed</span>`,
      '',
      html`<span class="slate">${l.why ?? ''}</span>`,
    ]
  return [
    l.name,
    children,
    l.weeklyPence === undefined ? '' : exactly(l.weeklyPence, l.priceHref),
    money(l.weekPence, l.weekHref),
    `${count((l.weekPence / Math.max(1, now.weekPence)) * 100)}%`,
    l.yearPence === undefined ? '' : money(l.yearPence, l.priceHref),
  ]
}
