import { gapHref } from '../../addresses.ts'
import { versionName } from '../../rules/index.ts'
import {
  downloads,
  exactSwitch,
  gapBandsChart,
  html,
  nothingYet,
  pageHead,
  pounds,
  side,
  simpleTable,
  tag,
  tools,
} from '#web'
import type { Html, Line, NeedYear, Part } from '#web'
import type { Refusal } from '#kernel/result.ts'
import { money, moneyChange, notKnown, year as yearPart } from '../parts.ts'
import { demandSection } from '../demand/view.ts'
import type { BandPence, GapLine, GapModel } from './model.ts'

export function gapView(
  model: GapModel,
  options: { readonly csrf: string; readonly refusals: readonly Refusal[] },
): Html {
  if (model.years.length === 0)
    return html`${pageHead({ kicker: 'Children’s services', title: 'The gap over the years' })}${nothingYet(
      'There is no gap without a budget',
      'The gap is what services need less what is known to come in. It starts from the lines of one year and the funding of each.',
      html`<p><a class="btn" href="/budget/import">Load a budget</a></p>`,
    )}`
  return html`${pageHead({
    kicker: html`${model.scope === 'children' ? 'Children’s services alone, not the whole council' : 'The whole council'}; nothing closed yet`,
    title: titleOf(model),
    lede: ledeOf(model),
  })}
${tools([
  exactSwitch(),
  html`<a href="/budget">Years</a>, <a href="/budget/streams">Streams</a>`,
  downloads([
    { text: 'CSV', href: '/budget/gap.csv' },
    { text: 'JSON', href: '/budget/gap.json' },
  ]),
])}
${chart(model)}
${gapTable(model)}
${unmet(model)}
${demandSection(model, options)}
${fundingTable(model)}
${assumed(model)}`
}

function titleOf(model: GapModel): Html {
  const last = lastKnown(model)
  if (last === undefined) return html`The gap is not known: no core funding is recorded`
  return last.pence > 0
    ? html`By ${yearPart(last.year)} need outruns funding by ${pounds(last.pence)}`
    : html`Funding covers need to ${yearPart(last.year)}`
}

function lastKnown(model: GapModel): { readonly year: string; readonly pence: number } | undefined {
  const found = model.years.findLast((y) => y.cumulativePence !== null)
  return found === undefined ? undefined : { year: found.year, pence: found.cumulativePence ?? 0 }
}

function ledeOf(model: GapModel): Html {
  const known = model.years.filter((y) => y.cumulativePence !== null)
  const last = known.at(-1)
  if (last === undefined)
    return html`Record what core brings in for each year in stream_money.csv; need is shown below.`
  const parts = known.map(
    (y, i) =>
      html`${i > 0 && (i === known.length - 1 ? ' and ' : ', ')}${moneyChange(y.newPence ?? 0, gapHref(y.year, 'new'))} in ${yearPart(y.year)}`,
  )
  const band = last.cumulativeBand
  return html`New in each year: ${parts}. Together, in ${yearPart(last.year)}, ${money(last.cumulativePence ?? 0, gapHref(last.year, 'cumulative'))}${band !== null && html`; there is an 8 in 10 chance of between ${pounds(band.p10)} and ${pounds(band.p90)}`}.`
}

type Row = {
  readonly name: Part
  readonly cell: (y: GapLine) => Part
  readonly sum?: boolean
}

function rowsOf(model: GapModel): readonly Row[] {
  const anyDemand = model.years.some((y) => y.demandPence !== null)
  const anyCliff = model.years.some((y) => y.grantEndedPence !== 0)
  return [
    { name: 'As the lines say', cell: (y) => money(y.linesPence, gapHref(y.year, 'lines')) },
    ...(anyCliff
      ? [
          {
            name: html`<span class="slate">of which on grants that have ended</span>`,
            cell: (y: GapLine) => money(y.grantEndedPence, gapHref(y.year, 'grant-ended')),
          },
        ]
      : []),
    ...(anyDemand
      ? [
          {
            name: html`Demand for placements<span class="why">forecast cost less the budget of placements</span>`,
            cell: (y: GapLine) =>
              y.demandPence === null
                ? notKnown()
                : moneyChange(y.demandPence, gapHref(y.year, 'demand')),
          },
        ]
      : []),
    { name: 'Need', cell: (y) => money(y.needPence, gapHref(y.year, 'need')), sum: true },
    {
      name: 'Funding known',
      cell: (y) =>
        y.fundingPence === null ? notKnown() : money(y.fundingPence, gapHref(y.year, 'funding')),
    },
    {
      name: html`Gap, cumulative<span class="why">need less funding of the year</span>`,
      cell: (y) =>
        y.cumulativePence === null
          ? notKnown()
          : moneyChange(y.cumulativePence, gapHref(y.year, 'cumulative')),
      sum: true,
    },
    { name: bandName, cell: (y) => bandCell(y.cumulativeBand) },
    {
      name: html`Gap, new<span class="why">added to the year before</span>`,
      cell: (y) =>
        y.newPence === null ? notKnown() : moneyChange(y.newPence, gapHref(y.year, 'new')),
      sum: true,
    },
    { name: bandName, cell: (y) => bandCell(y.newBand) },
  ]
}

const bandName = html`<span class="slate">8 in 10 chance between</span>`

function bandCell(band: BandPence | null): Part {
  return band === null ? notKnown() : `${pounds(band.p10)} and ${pounds(band.p90)}`
}

function gapTable(model: GapModel): Html {
  const lines: readonly Line[] = rowsOf(model).map((row) => ({
    ...(row.sum === true ? { sum: true } : {}),
    cells: [row.name, ...model.years.map(row.cell)],
  }))
  return simpleTable({
    caption: 'Need against funding',
    note: 'Net, general money. Ring-fenced streams and what they pay for stand outside. A negative gap is headroom.',
    columns: [
      { head: 'Part' },
      ...model.years.map((y) => ({
        head: html`${yearPart(y.year)}<span class="why">${basisText(y)}</span>`,
        kind: 'num' as const,
      })),
    ],
    lines,
  })
}

function basisText(y: GapLine): string {
  return y.basis.kind === 'lines'
    ? versionName(y.basis.version)
    : `rolled forward from ${y.basis.from.year}`
}

/** Need with its band against what is known to come in; the gap stands between them. */
function chart(model: GapModel): Html {
  const known = model.years.filter((y) => y.cumulativePence !== null)
  const [first] = known
  const last = known.at(-1)
  if (first === undefined || last === undefined) return html``
  const banded = known.some((y) => y.cumulativeBand !== null)
  const moved = (last.cumulativePence ?? 0) - (first.cumulativePence ?? 0)
  return gapBandsChart({
    id: 'gap',
    lead: html`The cumulative gap ${movedText(moved)} from ${yearPart(first.year)} to ${yearPart(last.year)}`,
    note: html`Children’s services, general money, need against what is known to come in.${banded ? html` The band holds 8 in 10 futures of demand.` : html` No band: no costed forecast has been brought in.`}`,
    title: 'Need and funding by year',
    desc: known.map(described).join('; '),
    years: known.map(needYear),
    format: pounds,
  })
}

function needYear(y: GapLine): NeedYear {
  const band = y.cumulativeBand
  const funding = y.fundingPence ?? 0
  return {
    year: y.year,
    need: y.needPence,
    funding,
    ...(band === null ? {} : { band: { low: band.p10 + funding, high: band.p90 + funding } }),
  }
}

function movedText(moved: number): string {
  if (moved === 0) return 'stays'
  return `${moved > 0 ? 'grows' : 'shrinks'} by ${pounds(Math.abs(moved))}`
}

function described(y: GapLine): string {
  const band = y.cumulativeBand
  const spread =
    band === null ? '' : `, 8 in 10 chance between ${pounds(band.p10)} and ${pounds(band.p90)}`
  return `${y.year}: gap ${pounds(y.cumulativePence ?? 0)}${spread}`
}

function unmet(model: GapModel): Html {
  const all = new Map<string, string[]>()
  for (const y of model.years)
    for (const u of y.unmet)
      all.set(u.s251, [...(all.get(u.s251) ?? []), `${pounds(u.pence)} in ${y.year}`])
  if (all.size === 0) return html``
  return side(
    html`<p><b>Forecast cost that meets no placement line of the budget.</b> It is not in the gap. Give the service of each S251 line a budget line with a driver of child-days.</p><ul>${[...all].map(([line, years]) => html`<li>${line}: ${years.join(', ')}</li>`)}</ul>`,
    'clay',
  )
}

function fundingTable(model: GapModel): Html {
  const streams = [
    ...new Map(model.years.flatMap((y) => y.funding.map((f) => [f.stream, f.name]))).entries(),
  ]
  if (streams.length === 0) return html``
  return html`<h2>What is known to come in</h2>${simpleTable({
    caption: 'General funding by stream',
    quietCaption: true,
    note: 'Allocated where there is a letter; announced figures are not confirmed. What the lines already count as income is taken off.',
    columns: [
      { head: 'Stream' },
      ...model.years.map((y) => ({ head: yearPart(y.year), kind: 'num' as const })),
    ],
    lines: streams.map(([stream, name]) => ({
      cells: [
        html`<a href="/budget/streams/${stream}">${name}</a>`,
        ...model.years.map((y) => fundingCell(y, stream)),
      ],
    })),
  })}`
}

function fundingCell(y: GapLine, stream: string): Part {
  const found = y.funding.find((f) => f.stream === stream)
  if (found === undefined) return html`<span class="slate">–</span>`
  return html`${money(found.pence, gapHref(y.year, `funding/${encodeURIComponent(stream)}`))}${!found.confirmed && html` ${tag('wait', 'Not confirmed')}`}`
}

function assumed(model: GapModel): Html {
  return html`<h2>What this assumes</h2><ul>${model.assumptions.map((a) => html`<li>${a}</li>`)}</ul>`
}
