import {
  columnsChart,
  empty,
  inMillions,
  monthShort,
  monthText,
  pounds,
  simpleTable,
  year as yearText,
} from '#web'
import type { Html } from '#web'
import { month as asMonth } from '#kernel/dates.ts'
import type { Measure } from '../../addresses.ts'
import { exactly, yearWords } from '../parts.ts'
import { monthLink, valueOf, yearLink } from './links.ts'
import type { Amount, CostModel, Stack } from './model.ts'

/** One column for each year, of what each kind of placement costs; without kinds, of the whole. */
export function yearsChart(model: CostModel): Html {
  const { years } = model
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined) return empty
  const all: Stack = { name: 'Placements', values: years.map((y) => y.meanPence) }
  return columnsChart({
    id: 'cost-years',
    lead: leadOf(model),
    note: 'Expected cost of placements in each financial year. The line on each column holds 8 in 10 futures.',
    title: 'Cost of placements by year',
    desc: years
      .map(
        (y) =>
          `${y.year}${y.months < 12 ? ` (${y.months} months)` : ''} ${pounds(y.meanPence)}, 8 in 10 between ${pounds(y.p10Pence)} and ${pounds(y.p90Pence)}`,
      )
      .join('; '),
    along: years.map((y) => (y.months < 12 ? `${y.year}, ${y.months} months` : y.year)),
    parts: model.inside ? model.yearStacks : [all],
    bands: years.map((y) => ({ low: y.p10Pence, high: y.p90Pence })),
    format: inMillions,
    table: yearsTable(model),
  })
}

/** The kind that takes most, in a sentence. */
function leadOf(model: CostModel): string {
  const [first] = model.years
  const last = model.years.findLast((y) => y.months === 12) ?? first
  const [stack] = model.yearStacks.toSorted((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0))
  if (first === undefined || last === undefined) return 'Cost of placements'
  const from = `From ${pounds(first.meanPence)} to ${pounds(last.meanPence)} by ${yearText(last.year)}`
  if (stack === undefined || first.meanPence === 0) return from
  const share = Math.round(((stack.values[0] ?? 0) / first.meanPence) * 100)
  return `${from}; ${stack.name.toLowerCase()} take ${share}p of every pound now`
}

/** Measures of a table to the penny, in the order of its columns. */
const SHOWN = ['mean', 'p10', 'p90', 'p2_5', 'p97_5'] as const

function amountCells(a: Amount, link: (measure: Measure) => string | undefined): readonly Html[] {
  return SHOWN.map((measure) => exactly(valueOf(a, measure), link(measure)))
}

const HEADS = [
  { head: 'Expected', kind: 'num' },
  { head: '8 in 10, low', kind: 'num' },
  { head: '8 in 10, high', kind: 'num' },
  { head: '19 in 20, low', kind: 'num' },
  { head: '19 in 20, high', kind: 'num' },
] as const

function yearsTable(model: CostModel): Html {
  return simpleTable({
    caption: 'Cost of placements by year, to the penny',
    columns: [{ head: 'Year' }, ...HEADS],
    lines: model.years.map((y) => ({
      cells: [yearWords(y.year, y.months), ...amountCells(y, (m) => yearLink(model, y.year, m))],
    })),
  })
}

export function monthsChart(model: CostModel): Html {
  const { months } = model
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return empty
  const all: Stack = { name: 'Placements', values: months.map((m) => m.meanPence) }
  return columnsChart({
    id: 'cost-months',
    lead: `From ${pounds(first.meanPence)} in ${monthText(first.month)} to ${pounds(last.meanPence)} in ${monthText(last.month)}`,
    note: 'Expected cost of placements in each month; months differ in length, and prices rise on their dates. The line on each column holds 8 in 10 futures.',
    title: 'Cost of placements by month',
    desc: `${pounds(first.meanPence)} in ${monthText(first.month)}, ${pounds(last.meanPence)} in ${monthText(last.month)} with an 8 in 10 band of ${pounds(last.p10Pence)} to ${pounds(last.p90Pence)}.`,
    along: months.map((m) => m.month),
    parts: model.inside ? model.monthStacks : [all],
    bands: months.map((m) => ({ low: m.p10Pence, high: m.p90Pence })),
    format: inMillions,
    table: simpleTable({
      caption: 'Cost of placements by month, to the penny',
      columns: [{ head: 'Month' }, ...HEADS],
      lines: months.map((m) => ({
        cells: [
          monthShort(asMonth(m.month)),
          ...amountCells(m, (x) => monthLink(model, m.month, x)),
        ],
      })),
    }),
  })
}
