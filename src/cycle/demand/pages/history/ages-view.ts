import { dayMiddle, count, html, keys, percent, pyramidChart, simpleTable } from '#web'
import type { Html } from '#web'
import { isoDay } from '#kernel/dates.ts'
import { AGE_BAND_NAMES, AGE_BANDS, sum } from '../../rules/index.ts'
import { counted } from '../shown.ts'
import type { HistoryModel } from './model.ts'

/** How old they are: by band, and inside by year of age as a pyramid of girls and boys. */
export function agesSection(model: HistoryModel): Html {
  const last = model.months.at(-1)
  const bands = keys(
    AGE_BANDS.map((band, i) => ({
      term: AGE_BAND_NAMES[band],
      value: counted(last?.ages[i] ?? (last === undefined ? 0 : null), model),
    })),
  )
  return model.inside ? html`${bands}${pyramid(model)}` : bands
}

function pyramid(model: HistoryModel): Html {
  const { ages } = model
  const girls = sum(ages.map((r) => r.female))
  const boys = sum(ages.map((r) => r.male))
  const other = sum(ages.map((r) => r.notStated))
  return pyramidChart({
    id: 'ages',
    lead: leadOf(model),
    note: `Children in our care on ${dayMiddle(isoDay(model.lastDay))}, by age in completed years, the oldest at the top${other > 0 ? `; ${count(other)} whose sex is not stated are in the table` : ''}`,
    title: 'Girls and boys by age',
    desc: `${count(girls)} girls and ${count(boys)} boys. ${ages.map((r) => `Aged ${r.age}: ${count(r.female)} and ${count(r.male)}`).join('; ')}.`,
    leftName: `Girls, ${count(girls)}`,
    rightName: `Boys, ${count(boys)}`,
    rows: ages.toReversed().map((r) => ({ name: String(r.age), left: r.female, right: r.male })),
    format: count,
    table: singleYears(model),
  })
}

/** What the picture shows, in a sentence. */
function leadOf(model: HistoryModel): string {
  const all = childrenIn(model.ages)
  if (all === 0) return 'No children'
  const teens = childrenIn(model.ages.filter((r) => r.age >= 13))
  return `${percent(teens / all)} are aged 13 or over: ${count(teens)} of ${count(all)} children`
}

function childrenIn(rows: HistoryModel['ages']): number {
  return sum(rows.map((r) => r.female + r.male + r.notStated))
}

function singleYears(model: HistoryModel): Html {
  const rows = model.ages.map((r) => [r.female, r.male, r.notStated])
  return simpleTable({
    caption: 'Children in care by age in completed years',
    columns: [
      { head: 'Age' },
      { head: 'Girls', kind: 'num' },
      { head: 'Boys', kind: 'num' },
      { head: 'Not stated', kind: 'num' },
      { head: 'All', kind: 'num' },
    ],
    lines: rows.map((row, age) => ({ cells: [String(age), ...row.map(count), count(sum(row))] })),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          ...[0, 1, 2].map((c) => count(sum(rows.map((row) => row[c] ?? 0)))),
          counted(model.latest, model),
        ],
      },
    ],
  })
}
