import { isoDay } from '#kernel/dates.ts'
import { changeShown } from '#office/disclosure/index.ts'
import {
  count,
  countChange,
  dayMiddle,
  downloads,
  html,
  keys,
  moment,
  nothingYet,
  pageHead,
  plural,
  simpleTable,
  tasks,
} from '#web'
import type { Html } from '#web'
import { EXIT_KINDS, EXIT_NAMES, groupName, GROUPS } from '../../rules/index.ts'
import type { Count } from '../../rules/index.ts'
import { stockHref } from '../history/model.ts'
import { inWords } from '../forecast/fan-view.ts'
import { demandTools } from '../navigation.ts'
import { changed, counted, figured, markLine } from '../shown.ts'
import type { OverviewModel } from './model.ts'
import { recordSection, workingHref } from './record-view.ts'

const HISTORY = '/demand/history'

export function overviewView(model: OverviewModel): Html {
  const { record } = model
  return html`${head(model)}
${demandTools('/demand', {
  traced: model.history.traced,
  take: downloads([{ text: 'JSON', href: '/demand.json' }]),
})}
${record === undefined ? noForecast() : recordSection(model, record)}
${lastYear(model)}
${byGroup(model)}
${markLine(model.history)}
${model.setAside > 0 ? setAsideTask(model) : ''}`
}

function head(model: OverviewModel): Html {
  const { history, record } = model
  const on = dayMiddle(isoDay(history.lastDay))
  const today =
    history.latest === null
      ? html`The number of children in our care on ${on} is not shown (${history.mark}).`
      : html`On ${on} there were ${figured(history.latest, stockHref(history), history)} children in our care.`
  const last = record?.ahead.at(-1)
  if (record === undefined || last === undefined)
    return pageHead({
      kicker: 'From the returns in use',
      title: 'How many children will be in our care?',
      lede: today,
    })
  const figure = (value: Count, measure: string) =>
    figured(value, workingHref(record, last.months, measure), history)
  return pageHead({
    kicker: `Forecast of record, asked for on ${moment(record.askedAt)}`,
    title: 'How many children will be in our care?',
    lede: html`${today} In ${inWords(last.months)} we expect about ${figure(last.middle, 'p50')}; there is an 8 in 10 chance of between ${figure(last.low, 'p10')} and ${figure(last.high, 'p90')}. ${record.skill}`,
  })
}

function noForecast(): Html {
  return nothingYet(
    'No forecast has been made from these returns',
    'A forecast says how many children to expect each month, in what kind of placement, and how sure we may be.',
    html`<p><a class="btn" href="/demand/forecast">Make a forecast</a></p>`,
  )
}

function lastYear(model: OverviewModel): Html {
  const { history } = model
  const year = history.years.findLast((y) => y.whole)
  if (year === undefined) return html``
  const flow = (value: Count, sign: string) =>
    value === null ? history.mark : html`<a href="${HISTORY}">${sign}${count(value)}</a>`
  const change = changeShown(year.after, year.before)
  return html`<h2>The last whole year, ${year.year - 1}\u2011${String(year.year % 100).padStart(2, '0')}</h2>
${keys([
  { term: 'In care before', value: counted(year.before, history) },
  { term: 'Came into care', value: flow(year.starts, '+') },
  { term: 'Left care', value: flow(year.ends, '−') },
  {
    term: 'In care after',
    value: counted(year.after, history),
    ...(change === null ? {} : { note: countChange(change) }),
  },
])}
<p class="small slate">They left: ${EXIT_KINDS.map((k, i) => html`${i > 0 ? '; ' : ''}${EXIT_NAMES[k].toLowerCase()} ${counted(year.exits[i] ?? null, history)}`)}.</p>`
}

function byGroup(model: OverviewModel): Html {
  const { history } = model
  const yearAgo = history.months.at(-13)
  return html`<h2>By kind of placement</h2>${simpleTable({
    caption: `Children in care on ${dayMiddle(isoDay(history.lastDay))}`,
    columns: [
      { head: 'Placement' },
      { head: 'Children', kind: 'num' },
      { head: 'A year before', kind: 'num' },
      { head: 'Change', kind: 'num' },
    ],
    lines: GROUPS.map((g, i) => {
      const here = history.latestByGroup[i] ?? null
      return {
        cells: [
          html`<a href="${HISTORY}">${groupName(g)}</a>`,
          figured(here, stockHref(history, g), history),
          ...beside(here, yearAgo?.stock[i], history),
        ],
      }
    }),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          counted(history.latest, history),
          ...beside(history.latest, yearAgo?.all, history),
        ],
      },
    ],
  })}`
}

/** What stood a year before, where the data reach so far, and the change since. */
function beside(here: Count, before: Count | undefined, history: OverviewModel['history']) {
  if (before === undefined) return ['not known', 'not known']
  return [counted(before, history), changed(changeShown(here, before), history)]
}

function setAsideTask(model: OverviewModel): Html {
  return tasks([
    {
      title: `${plural(model.setAside, 'row was', 'rows were')} set aside by the import in use`,
      href: `/demand/import/${model.importId}#rows`,
      why: 'Each is listed with how to mend it. Mended rows sharpen the forecast.',
    },
  ])
}
