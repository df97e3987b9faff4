import {
  button,
  columns,
  count,
  dotsChart,
  exactPounds,
  fig,
  html,
  keys,
  nothingYet,
  oneDecimal,
  pageHead,
  panel,
  percentOne,
  pounds,
  select,
  side,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import type { Benchmark } from '../../benchmark.ts'
import { benchmarkHref } from '../../benchmark-figures.ts'
import type { MeasureKind, NeighbourLine } from '../../rules/index.ts'
import { year as yearPart } from '../parts.ts'
import type { BenchmarkModel } from './get.ts'

export function benchmarkView(model: BenchmarkModel): Html {
  const { found } = model
  if (found === undefined) return noComparison(model)
  const { comparison: c } = found
  return html`${pageHead({
    kicker: html`${c.own.name}, ${yearPart(c.year)}, beside its statistical neighbours`,
    title: c.measure,
    lede: ledeOf(found),
  })}
${choices(model, found)}
${keyFigures(found)}
${chart(found)}
<h2>Before this is believed</h2>
${side(html`<ul>${found.flags.map((f) => html`<li>${f.text}</li>`)}</ul>`, 'clay')}
${table(found)}`
}

function shown(kind: MeasureKind, value: number): string {
  if (kind === 'share') return percentOne(value / 1_000_000)
  return kind === 'unit-cost' ? `${exactPounds(value)} a week` : exactPounds(value)
}

function ledeOf(b: Benchmark): Html {
  const { comparison: c } = b
  const more = c.difference < 0 ? 'above' : 'below'
  const level = c.difference === 0
  const own = c.own.value ?? 0
  return html`${c.own.name} is at ${fig(shown(c.kind, own), benchmarkHref(b, c.own.code))}, ${level ? 'which is' : html`${distance(b)} ${more}`} the median of the ${c.had} of ${c.of} neighbours with a figure, ${fig(shown(c.kind, c.median), benchmarkHref(b, 'median'))}. It stands ${place(c.place)} of ${c.had + 1}, the highest first.`
}

function distance({ comparison: c }: Benchmark): string {
  const size = Math.abs(c.difference)
  return c.kind === 'share' ? `${oneDecimal(size / 10_000)} points` : exactPounds(size)
}

function place(n: number): string {
  const tens = n % 100
  const end = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${end}`
}

function keyFigures(b: Benchmark): Html {
  const { comparison: c } = b
  if (c.gapPence === null) return html``
  return keys([
    {
      term: 'To the median, for all its children',
      value: fig(pounds(c.gapPence), benchmarkHref(b, 'gap'), exactPounds(c.gapPence)),
      note: 'Not adjusted for need',
    },
    { term: 'Children 0 to 17', value: count(c.own.over ?? 0), note: 'middle of the year' },
    {
      term: 'Neighbours with a figure',
      value: `${c.had} of ${c.of}`,
      note: 'fewer than 5 are not compared',
    },
  ])
}

function chart(b: Benchmark): Html {
  const { comparison: c } = b
  const lines = [c.own, ...c.neighbours].filter((n) => n.value !== null)
  const own = c.own.value ?? 0
  return dotsChart({
    id: 'neighbours',
    lead: html`${c.own.name} and its neighbours`,
    note: html`${c.measure}, ${yearPart(c.year)}. The diamond is ${c.own.name}; circles are its neighbours; the broken line is their median.`,
    title: `${c.measure}, ${c.year}`,
    desc: `${c.own.name} is at ${shown(c.kind, own)}; the median of ${c.had} neighbours is ${shown(c.kind, c.median)}.`,
    dots: lines.map((n) => ({ label: n.name, value: n.value ?? 0, here: n.code === c.own.code })),
    middle: { value: c.median, text: `median ${shown(c.kind, c.median)}` },
    format: (v) => shown(c.kind, v),
    axis: (v) => (c.kind === 'share' ? percentOne(v / 1_000_000) : pounds(v)),
  })
}

function table(b: Benchmark): Html {
  const { comparison: c } = b
  const perChild = c.kind === 'per-child'
  const lines = [c.own, ...c.neighbours].toSorted((x, y) => (y.value ?? -1) - (x.value ?? -1))
  return simpleTable({
    caption: 'The figures',
    note: c.basis === undefined ? 'As published.' : `Spending is ${c.basis}.`,
    columns: [
      { head: 'Council' },
      { head: 'Closeness' },
      ...(perChild
        ? [
            { head: 'Spending', kind: 'num' as const },
            { head: 'Children', kind: 'num' as const },
          ]
        : []),
      { head: perChild ? 'A child' : 'Value', kind: 'num' },
    ],
    lines: lines.map((n) => ({
      here: n.code === c.own.code,
      cells: [
        n.name,
        n.closeness,
        ...(perChild
          ? [n.pence === null ? none() : pounds(n.pence), n.over === null ? none() : count(n.over)]
          : []),
        n.value === null ? none() : fig(shown(c.kind, n.value), benchmarkHref(b, n.code)),
      ],
    })),
  })
}

function none(): Html {
  return html`<span class="slate">no figure</span>`
}

function choices(model: BenchmarkModel, found: Benchmark): Html {
  const { comparison: c, measure } = found
  const measures = select({
    id: 'measure',
    name: 'measure',
    label: { text: 'Measure' },
    items: model.measures.map((m) => ({
      value: m.id,
      text: m.name,
      selected: m.id === measure.id,
    })),
  })
  const years = select({
    id: 'year',
    name: 'year',
    label: { text: 'Year' },
    items: measure.years.map((y) => ({ value: y, text: y, selected: y === c.year })),
  })
  return panel(
    html`<form method="get" action="/budget/benchmark">${columns([
      { span: 3, body: councilSelect(model, c.own) },
      { span: 6, body: measures },
      { span: 3, body: years },
    ])}${button({ text: 'Compare', classes: 'govuk-button--secondary' })}</form>`,
  )
}

function councilSelect(model: BenchmarkModel, own: Pick<NeighbourLine, 'code'>): Html {
  return select({
    id: 'council',
    name: 'council',
    label: { text: 'Council' },
    items: model.councils.map((c) => ({
      value: c.code,
      text: c.name,
      selected: c.code === own.code,
    })),
  })
}

/** Why nothing is compared, with the way on. */
function noComparison(model: BenchmarkModel): Html {
  const lacks = model.measures.length === 0 || model.councils.length === 0
  return html`${pageHead({
    kicker: 'Statistical neighbours',
    title: 'Nothing is compared yet',
    lede: 'Spending a child, unit costs and shares of a council beside the ten that are most like it.',
  })}${
    lacks
      ? nothingYet(
          'Put three published tables beside the budget',
          html`The statistical neighbours of each council; the children 0 to 17 of each; and spending: Section 251 outturn, or the published measures of finance. <a href="/budget/s251">Send them there</a>.`,
        )
      : html`${side(html`${model.refusals.map((r) => html`<p>${r.message}. ${r.mend}.</p>`)}`, 'clay')}<form method="get" action="/budget/benchmark">${councilSelect(model, { code: model.council })}${button({ text: 'Compare', classes: 'govuk-button--secondary' })}</form>`
  }`
}
