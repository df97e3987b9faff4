import { isoDay } from '#kernel/dates.ts'
import { count, countChange, dayMiddle, fig, html, monthText, simpleTable } from '#web'
import type { Html } from '#web'
import type { FinishedModel, FlowStep } from './model.ts'
import { flowWorking } from './working-links.ts'

const NOTES: Readonly<Record<string, string>> = {
  starts: 'From the last 36 months, the latest weighing most',
  'birthday-here-now': 'Known dates of birth: only an earlier exit can change this',
}

/** Why the count changes: what comes in and what goes out, on average over the draws. */
export function whySection(model: FinishedModel): Html {
  const { flows, provenance, whole } = model
  const last = whole.ahead.at(-1)
  if (last === undefined) return html``
  const end = monthText(last.month)
  return html`<h2>Why ${count(flows.now)} becomes ${count(flows.mean)}</h2>
<p>${count(model.diary)} of those here now turn 18 before the end of ${end}, if they are still in care: those days are known. The figures are averages over the draws; the average at the end, ${count(flows.mean)}, and the middle, ${count(last.middle)}, differ because a high outcome can be further away than a low one.</p>
${flowTable(model, end, dayMiddle(isoDay(provenance.origin)))}`
}

function flowTable(model: FinishedModel, end: string, start: string): Html {
  const { flows, provenance } = model
  return simpleTable({
    caption: `From ${start} to the end of ${end}, on average`,
    columns: [{ head: 'Flow' }, { head: 'Children', kind: 'num' }],
    lines: [
      {
        cells: [
          'In care now',
          fig(count(flows.now), `/working/demand/stock/${provenance.importId}`),
        ],
      },
      ...flows.steps.map((s) => ({
        cells: [stepName(s), fig(countChange(s.change), flowWorking(provenance.run, s.key))],
      })),
    ],
    foot: [{ cells: [`In care, end of ${end}`, count(flows.mean)], sum: true }],
  })
}

function stepName(step: FlowStep): Html {
  const note = NOTES[step.key]
  return html`${step.name}${note !== undefined && html`<span class="why">${note}</span>`}`
}
