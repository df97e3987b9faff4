import { isoDay } from '#kernel/dates.ts'
import { dayMiddle, downloads, html, moment, monthText, pageHead, simpleTable } from '#web'
import type { Chip, Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { demandTools, showLinks } from '../navigation.ts'
import { counted, figured, markLine } from '../shown.ts'
import { agesSection } from './ages-view.ts'
import { assumptionsTable, provenanceLine } from './assumptions-view.ts'
import { fanOf, inWords, WHO } from './fan-view.ts'
import type { FinishedModel, Series, Show } from './model.ts'
import { movesSection } from './moves-view.ts'
import { placementSection } from './placement-view.ts'
import { trustSection } from './trust-view.ts'
import { whySection } from './why-view.ts'
import { previousDay, stockFigured, workingOf } from './working-links.ts'

/** A finished forecast: the answer in a sentence, the fan, how far to trust it, by placement, why, and what was assumed. */
export function finishedView(model: FinishedModel, traced: boolean): Html {
  return html`${head(model)}
${lookAt(model)}
${markLine(model)}
${fanOf(model, monthsTable(model, model.whole))}
${trustSection(model)}
${model.panels.length > 0 && placementSection(model)}
${model.ages.length > 0 && agesSection(model)}
${model.show === 'all' && whySection(model)}
${model.show === 'all' && movesSection(model)}
<h2>Assumptions</h2>
${assumptionsTable(model)}
${provenanceLine(model.provenance, traced)}`
}

function head(model: FinishedModel): Html {
  const { whole, provenance: p } = model
  const last = whole.ahead.at(-1)
  const link = (what: string, value: Count) =>
    figured(value, workingOf(model, whole.key, p.months, what), model)
  const answer =
    last === undefined
      ? ''
      : html`In ${inWords(p.months)} we expect about ${link('p50', last.middle)}; there is an 8 in 10 chance of between ${link('p10', last.low80)} and ${link('p90', last.high80)}.`
  return pageHead({
    kicker: `Forecast asked for on ${moment(p.askedAt)} by ${p.askedBy}`,
    title: 'How many children will be in our care?',
    lede: html`On ${dayMiddle(isoDay(previousDay(p.origin)))} there were ${stockFigured(model, whole.now, model.show)} ${WHO[model.show][1]} in our care. ${answer} ${model.show === 'all' && model.skillInWords}`,
  })
}

function lookAt(model: FinishedModel): Html {
  const { run } = model.provenance
  const at = `/demand/forecast/${run}`
  const chip = (show: Show): Chip => ({
    text: WHO[show][0],
    href: show === 'all' ? at : `${at}?show=${show}`,
    current: model.show === show,
  })
  return demandTools(undefined, {
    show: [showLinks('Show', [chip('all'), chip('without-uasc'), chip('uasc')])],
    take: downloads([
      { text: 'CSV', href: `${at}/months.csv` },
      { text: 'XLSX', href: `${at}/months.xlsx` },
      { text: 'SVG', href: `${at}/fan.svg` },
      { text: 'JSON', href: `${at}/months.json` },
    ]),
  })
}

/** Every sixth month and the last: what a person reads. Every month is in the downloads. */
export function shownMonths(series: Series): readonly Series['ahead'][number][] {
  return series.ahead.filter((_, i) => (i + 1) % 6 === 0 || i === series.ahead.length - 1)
}

export function monthsTable(model: FinishedModel, series: Series): Html {
  return simpleTable({
    caption: `${series.name}, at the month’s end`,
    note: 'Middle: as likely to be more as less. No change: the last count, carried on.',
    columns: [
      { head: 'Month' },
      { head: 'No change', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10, low', kind: 'num' },
      { head: '8 in 10, high', kind: 'num' },
      { head: '19 in 20, low', kind: 'num' },
      { head: '19 in 20, high', kind: 'num' },
    ],
    lines: shownMonths(series).map((a) => {
      const ahead = series.ahead.indexOf(a) + 1
      const link = (what: string, value: Count) =>
        figured(value, workingOf(model, series.key, ahead, what), model)
      return {
        cells: [
          monthText(a.month),
          counted(series.now, model),
          link('p50', a.middle),
          link('p10', a.low80),
          link('p90', a.high80),
          link('p2_5', a.low95),
          link('p97_5', a.high95),
        ],
      }
    }),
  })
}
