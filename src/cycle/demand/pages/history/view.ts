import { day, isoDay } from '#kernel/dates.ts'
import { changeShown } from '#office/disclosure/index.ts'
import { count, countChange, dayMiddle, downloads, html, keys, pageHead, plural } from '#web'
import type { Html } from '#web'
import { groupName, GROUPS } from '../../rules/index.ts'
import { demandTools, showLinks } from '../navigation.ts'
import { childrenOf, counted, figured, markLine } from '../shown.ts'
import { agesSection } from './ages-view.ts'
import { countSection } from './count-view.ts'
import { stockHref } from './model.ts'
import type { HistoryModel, Who } from './model.ts'
import { movesSection } from './moves-view.ts'
import { rowsHref } from './rows.ts'
import { survivalSection } from './survival-view.ts'
import { yearsSection } from './years-view.ts'

export function historyView(model: HistoryModel): Html {
  return html`${head(model)}
${lookAt(model)}
${latestKeys(model)}
${markLine(model)}
<section><h2>In care at the end of each month</h2>${countSection(model)}</section>
<section><h2>Starts and ends by year</h2>${yearsSection(model)}</section>
<section><h2>Moves between kinds of placement</h2>${movesSection(model)}</section>
<section><h2>Ages on ${dayMiddle(isoDay(model.lastDay))}</h2>${agesSection(model)}</section>
<section><h2>How long children stay</h2>${survivalSection(model)}</section>`
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

function hrefOf(who: Who, twin = ''): string {
  const query = new URLSearchParams()
  if (who.uasc !== 'all') query.set('uasc', who.uasc)
  if (who.sex !== 'all') query.set('sex', who.sex)
  const text = query.toString()
  return `/demand/history${twin}${text === '' ? '' : `?${text}`}`
}

const WHO: readonly (readonly [Who['uasc'], string])[] = [
  ['all', 'all children'],
  ['no', 'without unaccompanied children'],
  ['yes', 'unaccompanied children alone'],
]
const SEXES: readonly (readonly [Who['sex'], string])[] = [
  ['all', 'girls and boys'],
  ['2', 'girls'],
  ['1', 'boys'],
]

/** Filters as links, where the reader may choose; then the other pages. */
function lookAt(model: HistoryModel): Html {
  const { who } = model
  const uasc = WHO.map(([value, text]) => ({
    text,
    href: hrefOf({ ...who, uasc: value }),
    current: who.uasc === value,
  }))
  const sex = SEXES.map(([value, text]) => ({
    text,
    href: hrefOf({ ...who, sex: value }),
    current: who.sex === value,
  }))
  return demandTools('/demand/history', {
    traced: model.traced,
    show: model.inside ? [showLinks('Show', uasc), showLinks('Sex', sex)] : [],
    take: downloads([{ text: 'JSON', href: hrefOf(who, '.json') }]),
  })
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
