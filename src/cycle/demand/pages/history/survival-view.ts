import { valueOrMark } from '#office/disclosure/index.ts'
import { lineChart, percent, simpleTable } from '#web'
import type { Html } from '#web'
import type { ShownCohort } from '../../rules/index.ts'
import { counted } from '../shown.ts'
import type { HistoryModel } from './model.ts'

const LENGTHS: Readonly<Record<number, string>> = {
  28: '4 weeks',
  91: '3 months',
  182: '6 months',
  365: '1 year',
  730: '2 years',
  1095: '3 years',
  1460: '4 years',
}
/** Lines of one drawing: more would not be told apart. */
const MOST_LINES = 5
const A_MONTH = 365.25 / 12

/** How long children stay, by year of entry: a line for each of the last years, and the table of all. */
export function survivalSection(model: HistoryModel): Html {
  const table = survivalTable(model)
  const drawn = model.survival
    .filter((c) => (c.entries ?? 0) >= 10 && c.stillIn.some((s) => typeof s === 'number'))
    .slice(-MOST_LINES)
  if (drawn.length === 0) return table
  const months = Math.round((model.survivalDays.at(-1) ?? 0) / A_MONTH)
  return lineChart({
    id: 'survival',
    lead: leadOf(model, drawn),
    note: `Share of the year’s entries still in care, by months since entry. A line ends where nobody of its year has been watched longer; its last share stands at the right${drawn.length < model.survival.length ? '. Other years are in the table, or are too few' : ''}`,
    title: 'Share still in care by months since entry',
    desc: `${drawn.map((c) => `Entered in ${nameOf(c)}: ${said(model, c)}`).join('. ')}.`,
    along: Array.from({ length: months + 1 }, (_, m) => String(m)),
    series: drawn.map((c) => ({ name: nameOf(c), values: pointsOf(model, c, months) })),
    format: percent,
    fractions: true,
    fromZero: true,
    table,
  })
}

function nameOf(c: ShownCohort): string {
  return `${c.year - 1}\u2011${String(c.year % 100).padStart(2, '0')}`
}

function said(model: HistoryModel, c: ShownCohort): string {
  return c.stillIn
    .flatMap((share, i) => {
      const days = model.survivalDays[i] ?? 0
      return typeof share === 'number' ? [`${percent(share)} after ${LENGTHS[days] ?? ''}`] : []
    })
    .join(', ')
}

/** What the picture shows, in a sentence: after a year, of the first and the last year that can be told. */
function leadOf(model: HistoryModel, drawn: readonly ShownCohort[]): string {
  const year = model.survivalDays.indexOf(365)
  const told = drawn.flatMap((c) => {
    const share = c.stillIn[year]
    return typeof share === 'number' ? [{ name: nameOf(c), share }] : []
  })
  const [first] = told
  const last = told.at(-1)
  if (first === undefined || last === undefined) return 'How long children stay, by year of entry'
  const since =
    first.name === last.name ? '' : `; ${percent(first.share)} of those of ${first.name}`
  return `A year on, ${percent(last.share)} of those who came in ${last.name} were still in care${since}`
}

/**
 * The shares by month: known ones where they stand, and straight between two known ones, as a line joins them. Nothing is
 * drawn up to or away from a share that is not shown.
 */
function pointsOf(
  model: HistoryModel,
  c: ShownCohort,
  months: number,
): readonly (number | undefined)[] {
  const at = (i: number) => Math.round((model.survivalDays[i] ?? 0) / A_MONTH)
  const known = [
    { month: 0, share: 1 as number | null | undefined },
    ...c.stillIn.map((share, i) => ({ month: at(i), share })),
  ]
  const values: (number | undefined)[] = Array.from({ length: months + 1 }, () => undefined)
  for (const [i, here] of known.entries()) {
    if (typeof here.share !== 'number') continue
    values[here.month] = here.share
    const next = known[i + 1]
    if (typeof next?.share !== 'number') continue
    for (let m = here.month + 1; m < next.month; m += 1)
      values[m] =
        here.share + ((next.share - here.share) * (m - here.month)) / (next.month - here.month)
  }
  return values
}

function survivalTable(model: HistoryModel): Html {
  return simpleTable({
    caption: 'Share still in care after a time, by year of entry',
    note: 'Product-limit method: a child still in care counts for as long as watched. No share on fewer than 10 entries.',
    columns: [
      { head: 'Entered in' },
      { head: 'Entries', kind: 'num' },
      ...model.survivalDays.map((d) => ({ head: LENGTHS[d] ?? `${d} days`, kind: 'num' as const })),
    ],
    lines: model.survival.map((c) => ({
      cells: [
        nameOf(c),
        counted(c.entries, model),
        ...c.stillIn.map((share) => shareText(share, c.entries, model)),
      ],
    })),
  })
}

function shareText(
  share: number | null | undefined,
  entries: number | null,
  model: HistoryModel,
): string {
  if (entries !== null && entries < 10) return 'too few'
  return share === undefined ? 'not yet' : valueOrMark(share, percent, model)
}
