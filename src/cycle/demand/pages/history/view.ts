import { day, isoDay } from '#kernel/dates.ts'
import {
  chips,
  count,
  countChange,
  dayMiddle,
  fig,
  html,
  keys,
  month,
  more,
  pageHead,
  percent,
  plural,
  simpleTable,
} from '#web'
import type { Chip, Html } from '#web'
import { AGE_BAND_NAMES, EXIT_NAMES, groupName } from '../../rules/index.ts'
import { AGE_BANDS, EXIT_KINDS, GROUPS } from '../../rules/index.ts'
import { rowsHref } from './rows.ts'
import { stockHref } from './model.ts'
import type { HistoryModel, Who, YearLine } from './model.ts'

export function historyView(model: HistoryModel): Html {
  return html`${head(model)}
${filters(model.who)}
${latestKeys(model)}
<section><h2>In care at the end of each month</h2>${stock(model)}</section>
<section><h2>Starts and ends by year</h2>${years(model)}</section>
<section><h2>Moves between kinds of placement</h2>${moves(model)}</section>
<section><h2>Ages on ${dayMiddle(isoDay(model.lastDay))}</h2>${ages(model)}</section>
<section><h2>How long children stay</h2>${survival(model)}</section>`
}

function head(model: HistoryModel): Html {
  const first = sum(model.opening)
  const change = model.latest - first
  return pageHead({
    kicker: 'From the returns in use',
    title: `${plural(model.latest, 'child', 'children')} in care on ${dayMiddle(isoDay(model.lastDay))}`,
    lede: `${countChange(change)} since ${dayMiddle(day(isoDay(model.from) - 1))}, when there were ${count(first)}. Nobody is counted on or after the 18th birthday.`,
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

function hrefOf(who: Who): string {
  const query = new URLSearchParams()
  if (who.uasc !== 'all') query.set('uasc', who.uasc)
  if (who.sex !== 'all') query.set('sex', who.sex)
  const text = query.toString()
  return `/demand/history${text === '' ? '' : `?${text}`}`
}

function filters(who: Who): Html {
  const uasc: readonly (readonly [Who['uasc'], string])[] = [
    ['all', 'All children'],
    ['no', 'Without unaccompanied children'],
    ['yes', 'Unaccompanied children alone'],
  ]
  const sex: readonly (readonly [Who['sex'], string])[] = [
    ['all', 'All'],
    ['2', 'Girls'],
    ['1', 'Boys'],
  ]
  return html`${chips(
    uasc.map(([value, text]): Chip => ({
      text,
      href: hrefOf({ ...who, uasc: value }),
      current: who.uasc === value,
    })),
    'Unaccompanied children',
  )}${chips(
    sex.map(([value, text]): Chip => ({
      text,
      href: hrefOf({ ...who, sex: value }),
      current: who.sex === value,
    })),
    'Sex',
  )}`
}

/** By kind of placement; each count leads to its working, unless the page shows some of the children alone. */
function latestKeys(model: HistoryModel): Html {
  const all = model.who.uasc === 'all' && model.who.sex === 'all'
  const figures = keys(
    GROUPS.map((g, i) => {
      const value = count(model.latestByGroup[i] ?? 0)
      return { term: groupName(g), value: all ? fig(value, stockHref(model, g)) : value }
    }),
  )
  if (!model.traced || !all) return figures
  return html`${figures}<p class="small"><a href="${rowsHref(model.lastDay)}">The ${plural(model.latest, 'row', 'rows')} of the return behind this count</a></p>`
}

function stock(model: HistoryModel): Html {
  const table = simpleTable({
    caption: 'Children in care after the last midnight of each month',
    note: 'Stock is the stock of the month before, with starts and without ends; moves change the group alone.',
    columns: [
      { head: 'Month' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
      { head: 'Starts', kind: 'num' },
      { head: 'Ends', kind: 'num' },
    ],
    lines: model.months.map((m) => ({
      cells: [
        month(m.month),
        ...m.stock.map(count),
        html`<b>${count(sum(m.stock))}</b>`,
        count(sum(m.starts)),
        count(sum(m.ends)),
      ],
    })),
  })
  return more('The table of every month', table)
}

/** A year that the data cover in part says so. */
function yearName(y: YearLine): string {
  const name = `${y.year - 1}\u2011${String(y.year % 100).padStart(2, '0')}`
  return y.whole ? name : `${name}, in part`
}

function years(model: HistoryModel): Html {
  return simpleTable({
    caption: 'Starts and ends of periods of care',
    quietCaption: true,
    columns: [
      { head: 'Year' },
      { head: 'In care before', kind: 'num' },
      { head: 'Starts', kind: 'num' },
      ...EXIT_KINDS.map((k) => ({ head: EXIT_NAMES[k], kind: 'num' as const })),
      { head: 'All ends', kind: 'num' },
      { head: 'In care after', kind: 'num' },
    ],
    lines: model.years.map((y) => ({
      cells: [
        yearName(y),
        count(y.before),
        count(y.starts),
        ...y.exits.map(count),
        count(y.ends),
        count(y.after),
      ],
    })),
  })
}

function moves(model: HistoryModel): Html {
  const year = model.years.findLast((y) => y.whole) ?? model.years.at(-1)
  if (year === undefined) return html`<p>There is no year to show.</p>`
  const n = GROUPS.length
  return simpleTable({
    caption: `Moves in ${yearName(year)}: from the row, to the column`,
    note: 'A move to another placement of the same kind stands on the diagonal.',
    columns: [
      { head: 'From' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
    ],
    lines: GROUPS.map((g, a) => {
      const row = year.moves.slice(a * n, a * n + n)
      return { cells: [groupName(g), ...row.map(count), count(sum(row))] }
    }),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          ...GROUPS.map((_, b) => count(sum(GROUPS.map((_, a) => year.moves[a * n + b] ?? 0)))),
          count(sum(year.moves)),
        ],
      },
    ],
  })
}

function ages(model: HistoryModel): Html {
  const last = model.months.at(-1)
  return html`${keys(
    AGE_BANDS.map((band, i) => ({
      term: AGE_BAND_NAMES[band],
      value: count(last?.ages[i] ?? 0),
    })),
  )}
${more(
  'By single year of age',
  simpleTable({
    caption: 'Children in care by age in completed years',
    columns: [
      { head: 'Age' },
      { head: 'Girls', kind: 'num' },
      { head: 'Boys', kind: 'num' },
      { head: 'Not stated', kind: 'num' },
      { head: 'All', kind: 'num' },
    ],
    lines: model.ages.map((r) => ({
      cells: [
        String(r.age),
        count(r.female),
        count(r.male),
        count(r.notStated),
        count(r.female + r.male + r.notStated),
      ],
    })),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          count(sum(model.ages.map((r) => r.female))),
          count(sum(model.ages.map((r) => r.male))),
          count(sum(model.ages.map((r) => r.notStated))),
          count(model.latest),
        ],
      },
    ],
  }),
)}`
}

const LENGTHS: Readonly<Record<number, string>> = {
  28: '4 weeks',
  91: '3 months',
  182: '6 months',
  365: '1 year',
  730: '2 years',
  1095: '3 years',
  1460: '4 years',
}

function survival(model: HistoryModel): Html {
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
        `${c.year - 1}\u2011${String(c.year % 100).padStart(2, '0')}`,
        count(c.entries),
        ...c.stillIn.map((share) =>
          c.entries < 10 ? 'too few' : share === undefined ? 'not yet' : percent(share),
        ),
      ],
    })),
  })
}
