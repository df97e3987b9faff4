import { isoDay, month as asMonth, monthOf } from '#kernel/dates.ts'
import { count, html, month, monthText, more, panelChart, panels, side, simpleTable } from '#web'
import type { Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { figured } from '../shown.ts'
import { drawnOf } from './drawn.ts'
import type { Drawn } from './drawn.ts'
import type { FinishedModel, Series } from './model.ts'
import { previousDay, stockFigured, workingOf } from './working-links.ts'

/** A panel for each kind of placement, and their table. */
export function placementSection(model: FinishedModel): Html {
  const last = model.whole.ahead.at(-1)
  const end = last === undefined ? '' : month(asMonth(last.month))
  const now = month(monthOf(isoDay(previousDay(model.provenance.origin))))
  const worse = model.panels.filter((p) => p.skill?.skill !== undefined && p.skill.skill <= 0)
  const drawn = model.panels.map((panel) => ({ panel, drawn: drawnOf(panel) }))
  const hidden = drawn.filter((d) => d.drawn.ahead.length === 0)
  return html`<h2>By placement</h2>
<p>Each panel starts at zero; panels side by side share a scale only where the top figure is the same.</p>
${panels(drawn.flatMap((d) => (hidden.includes(d) ? [] : [panelOf(d.panel, d.drawn)])))}
${hidden.length > 0 && html`<p>Not drawn, because small numbers could be worked out: ${hidden.map((d) => d.panel.name).join(', ')}.</p>`}
${more('Table by placement', placementTable(model, now, end))}
${worse.map((p) => side(html`<p><strong>${p.name}: no better than assuming no change</strong> over the last ${count(p.skill?.n ?? 0)} tests at twelve months. Use the band, not the line.</p>`, 'clay'))}`
}

function placementTable(model: FinishedModel, now: string, end: string): Html {
  return simpleTable({
    caption: `By placement, ${now} and ${end}`,
    columns: [
      { head: 'Placement' },
      { head: 'Now', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
      { head: 'Skill, 12 months', kind: 'num' },
    ],
    lines: model.panels.map((p) => panelLine(model, p)),
    foot: [{ ...panelLine(model, { ...model.whole, name: 'All' }), sum: true }],
  })
}

/** A panel that has something to draw: `drawn.ahead` is not empty. */
export function panelOf(panel: Series, drawn: Drawn): Html {
  const now = count(drawn.history.at(-1)?.value ?? 0)
  const left = drawn.whole ? '' : '; months that are not shown are not drawn'
  const said = drawn.ahead.slice(-1).map((last) => ({
    note: `; ${count(last.low80)} to ${count(last.high80)} in ${last.month.slice(0, 4)}`,
    desc: `; middle forecast ${count(last.middle)} in ${monthText(last.month)}, 8 in 10 band ${count(last.low80)} to ${count(last.high80)}`,
  }))[0]
  return panelChart({
    id: `panel-${panel.key}`,
    name: panel.name,
    note: `${now} now${said?.note ?? ''}${left}`,
    title: `${panel.name}, history and forecast`,
    desc: `${now} children now${said?.desc ?? ''}.`,
    history: drawn.history,
    ahead: drawn.ahead,
    format: count,
  })
}

function panelLine(model: FinishedModel, panel: Series) {
  const last = panel.ahead.at(-1)
  const skill = panel.skill?.skill
  const ahead = panel.ahead.length
  const link = (what: string, value: Count) =>
    figured(value, workingOf(model, panel.key, ahead, what), model)
  return {
    cells: [
      panel.name,
      stockFigured(model, panel.now, panel.key),
      ...(last === undefined
        ? ['', '', '']
        : [
            link('p50', last.middle),
            html`${link('p10', last.low80)} to ${link('p90', last.high80)}`,
            html`${link('p2_5', last.low95)} to ${link('p97_5', last.high95)}`,
          ]),
      skill === undefined ? 'not tested' : `${count(skill * 100)}%`,
    ],
  }
}
