import { columnsChart, count, countChange, html, simpleTable } from '#web'
import type { Html } from '#web'
import { EXIT_KINDS, EXIT_NAMES } from '../../rules/index.ts'
import type { ShownYear } from '../../rules/index.ts'
import { counted } from '../shown.ts'
import type { HistoryModel } from './model.ts'

/** A year that the data cover in part says so. */
export function yearName(y: { readonly year: number; readonly whole: boolean }): string {
  const name = `${y.year - 1}\u2011${String(y.year % 100).padStart(2, '0')}`
  return y.whole ? name : `${name}, in part`
}

type Drawn = { readonly name: string; readonly starts: number; readonly ends: number }

/** Who came and who left, by year: columns up and down from nought, and their table. */
export function yearsSection(model: HistoryModel): Html {
  const drawn = model.years.flatMap((y): readonly Drawn[] =>
    y.starts === null || y.ends === null || !y.whole
      ? []
      : [{ name: yearName(y), starts: y.starts, ends: y.ends }],
  )
  const last = drawn.at(-1)
  const table = yearsTable(model)
  if (last === undefined) return table
  const left = model.years.length - drawn.length
  return columnsChart({
    id: 'years',
    lead: leadOf(drawn, last),
    note: `Periods of care that began (up) and that ended (down) in each year to 31 March${left > 0 ? '; years in part, or not shown, are not drawn' : ''}`,
    title: 'Starts and ends of periods of care by year',
    desc: `${drawn.map((y) => `${y.name}: ${count(y.starts)} starts, ${count(y.ends)} ends`).join('; ')}.`,
    along: drawn.map((y) => y.name),
    parts: [
      { name: 'Starts', values: drawn.map((y) => y.starts) },
      { name: 'Ends', values: drawn.map((y) => -y.ends), look: 'pale' },
    ],
    format: (value) => count(Math.abs(value)),
    table,
  })
}

/** What the picture shows, in a sentence. */
function leadOf(drawn: readonly Drawn[], last: Drawn): string {
  const more = drawn.filter((y) => y.starts > y.ends).length
  const net = last.starts - last.ends
  const years =
    more === drawn.length
      ? 'More came than left in every year'
      : more === 0
        ? 'No more came than left in any year'
        : `More came than left in ${count(more)} of ${count(drawn.length)} years`
  return `${years}; in ${last.name}, ${count(last.starts)} came and ${count(last.ends)} left: ${countChange(net)}`
}

function yearsTable(model: HistoryModel): Html {
  const line = (y: ShownYear) => ({
    cells: [
      yearName(y),
      ...[y.before, y.starts, ...y.exits, y.ends, y.after].map((n) => counted(n, model)),
    ],
  })
  return simpleTable({
    caption: 'Starts and ends of periods of care',
    columns: [
      { head: 'Year' },
      { head: 'In care before', kind: 'num' },
      { head: 'Starts', kind: 'num' },
      ...EXIT_KINDS.map((k) => ({ head: EXIT_NAMES[k], kind: 'num' as const })),
      { head: 'All ends', kind: 'num' },
      { head: 'In care after', kind: 'num' },
    ],
    lines: model.years.map(line),
  })
}

/** For sections that stand on years alone. */
export function noYear(): Html {
  return html`<p>There is no whole year to show.</p>`
}
