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
import { counted } from '../shown.ts'
import type { FinishedModel, FlowStep } from './model.ts'
import { flowWorking, stockFigured } from './working-links.ts'

const NOTES: Readonly<Record<string, string>> = {
  starts: 'From the last 36 months, the latest weighing most',
  'birthday-here-now': 'Known dates of birth: only an earlier exit can change this',
}

/** Why the count changes: what comes in and what goes out, on average over the draws. */
export function whySection(model: FinishedModel): Html {
  const { now, mean } = model.flows
  const last = model.whole.ahead.at(-1)
  if (last === undefined || last.middle === null || now === null || mean === null) return html``
  return whyDrawn(model, { now, mean, middle: last.middle, end: monthText(last.month) })
}

type Ends = {
  readonly now: number
  readonly mean: number
  readonly middle: number
  readonly end: string
}

function whyDrawn(model: FinishedModel, ends: Ends): Html {
  const { provenance } = model
  const { now, mean, middle, end } = ends
  const steps = drawnSteps(model, ends)
  const start = dayMiddle(isoDay(provenance.origin))
  return html`<h2>Why ${count(now)} becomes ${count(mean)}</h2>
<p>${model.diary === null ? 'Some' : count(model.diary)} of those here now turn 18 before the end of ${end}, if they are still in care: those days are known. The figures are averages over the draws; the average at the end, ${count(mean)}, and the middle, ${count(middle)}, differ because a high outcome can be further away than a low one.</p>
${waterfallChart({
  id: 'why',
  lead: leadOf(steps),
  note: `${start} to the end of ${end}, on average. Solid black is known: birthdays of children already here.`,
  title: `From ${count(now)} to ${count(mean)}`,
  desc: `${steps.map((s) => `${s.name} ${countChange(s.change)}`).join(', ')}, giving ${count(mean)}.`,
  startName: 'Children now',
  start: now,
  steps,
  endName: `in ${end}`,
  format: count,
  formatChange: countChange,
  table: flowTable(model, end, start),
})}`
}

type DrawnStep = { readonly name: string; readonly change: number; readonly firm: boolean }

/** Steps that are hidden one by one are drawn as one, which is what is left between the two ends. */
function drawnSteps(model: FinishedModel, { now, mean }: Ends): readonly DrawnStep[] {
  const shown = model.flows.steps.flatMap(({ name, change, firm }) =>
    change === null ? [] : [{ name, change, firm }],
  )
  if (shown.length === model.flows.steps.length) return shown
  const change = shown.reduce((n, s) => n - s.change, mean - now)
  return [...shown, { name: 'Not shown one by one', change, firm: false }]
}

/** What the picture shows, in a sentence. */
function leadOf(steps: readonly DrawnStep[]): string {
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
  const change = (s: FlowStep) =>
    s.change === null ? model.mark : fig(countChange(s.change), flowWorking(provenance.run, s.key))
  return simpleTable({
    caption: `From ${start} to the end of ${end}, on average`,
    columns: [{ head: 'Flow' }, { head: 'Children', kind: 'num' }],
    lines: [
      {
        cells: ['In care now', stockFigured(model, flows.now, 'all')],
      },
      ...flows.steps.map((s) => ({ cells: [stepName(s), change(s)] })),
    ],
    foot: [{ cells: [`In care, end of ${end}`, counted(flows.mean, model)], sum: true }],
  })
}

function stepName(step: FlowStep): Html {
  const note = NOTES[step.key]
  return html`${step.name}${note !== undefined && html`<span class="why">${note}</span>`}`
}
