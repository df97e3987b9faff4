import { isoDay, month as asMonth, monthOf } from '#kernel/dates.ts'
import { html, month, more, panels, simpleTable } from '#web'
import type { Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { counted, figured } from '../shown.ts'
import { drawnOf } from './drawn.ts'
import type { FinishedModel, Series } from './model.ts'
import { panelOf } from './placement-view.ts'
import { previousDay, workingOf } from './working-links.ts'

/** A panel for each age band, and their table. */
export function agesSection(model: FinishedModel): Html {
  const drawn = model.ages.map((series) => ({ series, drawn: drawnOf(series) }))
  const hidden = drawn.filter((d) => d.drawn.ahead.length === 0)
  return html`<h2>By age</h2>
<p>A child moves to the next band on a birthday, and leaves care at 18. Each panel starts at zero.</p>
${panels(drawn.flatMap((d) => (hidden.includes(d) ? [] : [panelOf(titled(d.series), d.drawn)])))}
${hidden.length > 0 && html`<p>Not drawn, because small numbers could be worked out: ${hidden.map((d) => d.series.name).join(', ')}.</p>`}
${more('Table by age', agesTable(model))}`
}

/** "Aged 5 to 9": a name that stands alone, with a key that may stand in an id. */
function titled(series: Series): Series {
  const name = /^\d/.test(series.name) ? `Aged ${series.name}` : series.name
  return { ...series, name, key: series.key.replace('/', '-') }
}

function agesTable(model: FinishedModel): Html {
  const last = model.whole.ahead.at(-1)
  const end = last === undefined ? '' : month(asMonth(last.month))
  const now = month(monthOf(isoDay(previousDay(model.provenance.origin))))
  return simpleTable({
    caption: `By age, ${now} and ${end}`,
    columns: [
      { head: 'Age' },
      { head: 'Now', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
    ],
    lines: model.ages.map((s) => ({ cells: [s.name, counted(s.now, model), ...ahead(model, s)] })),
    foot: [
      { cells: ['All', counted(model.whole.now, model), ...ahead(model, model.whole)], sum: true },
    ],
  })
}

function ahead(model: FinishedModel, series: Series): readonly (Html | string)[] {
  const last = series.ahead.at(-1)
  if (last === undefined) return ['', '', '']
  const key = series.key.replace('/', '-')
  const link = (what: string, value: Count) =>
    figured(value, workingOf(model, key, series.ahead.length, what), model)
  return [
    link('p50', last.middle),
    html`${link('p10', last.low80)} to ${link('p90', last.high80)}`,
    html`${link('p2_5', last.low95)} to ${link('p97_5', last.high95)}`,
  ]
}
