import { day, isoDay } from '#kernel/dates.ts'
import { changeShown, valueOrMark } from '#office/disclosure/index.ts'
import {
  chips,
  count,
  countChange,
  dayMiddle,
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
import { AGE_BAND_NAMES, EXIT_NAMES, groupName, sum, sumShown } from '../../rules/index.ts'
import { AGE_BANDS, EXIT_KINDS, GROUPS } from '../../rules/index.ts'
import type { ShownYear } from '../../rules/index.ts'
import { childrenOf, counted, figured, markLine } from '../shown.ts'
import { rowsHref } from './rows.ts'
import { stockHref } from './model.ts'
import type { HistoryModel, Who } from './model.ts'

export function historyView(model: HistoryModel): Html {
  return html`${head(model)}
${model.inside && filters(model.who)}
${latestKeys(model)}
${markLine(model)}
<section><h2>In care at the end of each month</h2>${stock(model)}</section>
<section><h2>Starts and ends by year</h2>${years(model)}</section>
<section><h2>Moves between kinds of placement</h2>${moves(model)}</section>
<section><h2>Ages on ${dayMiddle(isoDay(model.lastDay))}</h2>${ages(model)}</section>
<section><h2>How long children stay</h2>${survival(model)}</section>`
}

function head(model: HistoryModel): Html {
  const change = changeShown(model.latest, model.first)
  const since = dayMiddle(day(isoDay(model.from) - 1))
  return pageHead({
    kicker: 'From the returns in use',
    title: `${childrenOf(model.latest, model)} in care on ${dayMiddle(isoDay(model.lastDay))}`,
    lede: `${change === null || model.first === null ? '' : `${countChange(change)} since ${since}, when there were ${count(model.first)}. `}Nobody is counted on or after the 18th birthday.`,
  })
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
      const value = model.latestByGroup[i] ?? null
      const shown = all ? figured(value, stockHref(model, g), model) : counted(value, model)
      return { term: groupName(g), value: shown }
    }),
  )
  if (!model.traced || !all || model.latest === null) return figures
  return html`${figures}<p class="small"><a href="${rowsHref(model.lastDay)}">The ${plural(model.latest, 'row', 'rows')} of the return behind this count</a></p>`
}

/** Inside, with the flows of each month: outside they would be few nearly always, and the year's are shown below. */
function stock(model: HistoryModel): Html {
  const flows = model.inside
  const table = simpleTable({
    caption: 'Children in care after the last midnight of each month',
    ...(flows
      ? {
          note: 'Stock is the stock of the month before, with starts and without ends; moves change the group alone.',
        }
      : {}),
    columns: [
      { head: 'Month' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
      ...(flows ? ['Starts', 'Ends'] : []).map((head) => ({ head, kind: 'num' as const })),
    ],
    lines: model.months.map((m) => ({
      cells: [
        month(m.month),
        ...m.stock.map((n) => counted(n, model)),
        html`<b>${counted(m.all, model)}</b>`,
        ...(flows ? [m.starts, m.ends] : []).map((n) => counted(sumShown(n), model)),
      ],
    })),
  })
  return more('The table of every month', table)
}

/** A year that the data cover in part says so. */
function yearName(y: { readonly year: number; readonly whole: boolean }): string {
  const name = `${y.year - 1}\u2011${String(y.year % 100).padStart(2, '0')}`
  return y.whole ? name : `${name}, in part`
}

function years(model: HistoryModel): Html {
  const line = (y: ShownYear) => ({
    cells: [
      yearName(y),
      ...[y.before, y.starts, ...y.exits, y.ends, y.after].map((n) => counted(n, model)),
    ],
  })
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
    lines: model.years.map(line),
  })
}

function moves(model: HistoryModel): Html {
  const { moves } = model
  if (moves === null) return html`<p>There is no whole year to show.</p>`
  const n = GROUPS.length
  return simpleTable({
    caption: `Moves in ${yearName(moves)}: from the row, to the column`,
    note: 'A move to another placement of the same kind stands on the diagonal.',
    columns: [
      { head: 'From' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
    ],
    lines: GROUPS.map((g, a) => {
      const row = [...moves.cells.slice(a * n, a * n + n), moves.from[a] ?? null]
      return { cells: [groupName(g), ...row.map((value) => counted(value, model))] }
    }),
    foot: [
      {
        sum: true,
        cells: ['All', ...[...moves.to, moves.all].map((value) => counted(value, model))],
      },
    ],
  })
}

function ages(model: HistoryModel): Html {
  const last = model.months.at(-1)
  const bands = keys(
    AGE_BANDS.map((band, i) => ({
      term: AGE_BAND_NAMES[band],
      value: counted(last?.ages[i] ?? (last === undefined ? 0 : null), model),
    })),
  )
  return model.inside ? html`${bands}${more('By single year of age', singleYears(model))}` : bands
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
