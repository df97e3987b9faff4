import { isoDay } from '#kernel/dates.ts'
import {
  count,
  countChange,
  dayMiddle,
  fig,
  html,
  monthText,
  simpleTable,
  waterfallChart,
} from '#web'
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
${waterfallChart({
  id: 'why',
  lead: leadOf(model),
  note: `${dayMiddle(isoDay(provenance.origin))} to the end of ${end}, on average. Solid black is known: birthdays of children already here.`,
  title: `From ${count(flows.now)} to ${count(flows.mean)}`,
  desc: `${flows.steps.map((s) => `${s.name} ${countChange(s.change)}`).join(', ')}, giving ${count(flows.mean)}.`,
  startName: 'Children now',
  start: flows.now,
  steps: flows.steps,
  endName: `in ${end}`,
  format: count,
  formatChange: countChange,
  table: flowTable(model, end, dayMiddle(isoDay(provenance.origin))),
})}`
}

/** What the picture shows, in a sentence. */
function leadOf(model: FinishedModel): string {
  const { steps } = model.flows
  const total = (sign: 1 | -1) =>
    steps.filter((s) => Math.sign(s.change) === sign).reduce((n, s) => n + s.change, 0)
  const net = total(1) + total(-1)
  const how =
    net > 0.5
      ? 'More come in than leave'
      : net < -0.5
        ? 'More leave than come in'
        : 'As many leave as come in'
  return `${how}: about ${count(total(1))} in, ${count(-total(-1))} out`
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
