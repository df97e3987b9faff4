import { totalHref } from '../../addresses.ts'
import { versionName, versionSlug } from '../../rules/index.ts'
import {
  count,
  downloads,
  exactSwitch,
  html,
  keys,
  pageHead,
  percentOne,
  plural,
  pounds,
  tools,
} from '#web'
import type { Html } from '#web'
import type { Axis, Names } from '../../rules/index.ts'
import { barsChart } from '../bars.ts'
import { checkSection } from '../checks/view.ts'
import { money, versionChips, year as yearPart } from '../parts.ts'
import { CHOICES } from './model.ts'
import type { CellLine, YearModel } from './model.ts'
import { stepForm } from './step-form.ts'
import type { StepOptions } from './step-form.ts'
import { axisTable, labelOf } from './table.ts'

/** The sentence, the table by the axes chosen, then the pictures and the checks. */
export function yearView(model: YearModel, names: Names, options: StepOptions): Html {
  return html`${pageHead({
    kicker: html`Children’s services, ${versionName(model.version).toLowerCase()}`,
    title: html`Budget ${yearPart(model.year)}`,
    lede: lede(model, names),
  })}
${versionChips(model.versions, model.version)}
${tools([exactSwitch(), axesSwitch(model), downloads(downloadsOf(model))])}
${keys([
  { term: 'Gross', value: money(model.total.grossPence, totalHref(model.version, 'gross')) },
  { term: 'Income', value: money(model.total.incomePence, totalHref(model.version, 'income')) },
  { term: 'Net', value: money(model.total.netPence, totalHref(model.version, 'net')) },
  {
    term: 'One-off, in net',
    value: money(model.oneOffPence, totalHref(model.version, 'one-off')),
    note: 'Reverses by itself next year',
  },
])}
${axisTable(model, names)}
${pictures(model, names)}
<h2 id="checks">Checks</h2>
${checkSection(model.checks)}
${stepForm(model, options)}`
}

function lede(model: YearModel, names: Names): Html {
  const { version, total } = model
  const first = model.groups[0]
  const blocks = model.checks.filter((c) => !c.passed && c.severity === 'block').length
  const core = model.streams.find((s) => s.at[0] === 'core')
  return html`It spends ${money(total.grossPence, totalHref(version, 'gross'))} gross and ${money(total.netPence, totalHref(version, 'net'))} net.${first !== undefined && total.grossPence > 0 && html` ${percentOne(first.grossPence / total.grossPence)} goes to ${labelOf('group', first.at[0] ?? '', names).toLowerCase()}.`}${core !== undefined && html` Core pays ${money(core.netPence, totalHref(version, 'net', [['stream', 'core']]))}.`} ${blocks === 0 ? 'Every blocking check holds.' : html`<a href="#checks">${plural(blocks, 'check blocks', 'checks block')}</a> it.`}`
}

/** The axes as links: what the rows are, and what they are set against. */
function axesSwitch(model: YearModel): Html {
  return html`<b>Rows:</b> ${CHOICES.map((c, i) => html`${i > 0 && ', '}${link(model, c.axis, model.against, c.name, model.by === c.axis)}`)}. <b>Against:</b> ${link(model, model.by, undefined, 'nothing', model.against === undefined)}${CHOICES.filter((c) => c.axis !== model.by).map((c) => html`, ${link(model, model.by, c.axis, c.name.toLowerCase(), model.against === c.axis)}`)}`
}

function link(
  model: YearModel,
  by: Axis,
  against: Axis | undefined,
  text: string,
  here: boolean,
): Html {
  const query = new URLSearchParams({ version: versionSlug(model.version), by })
  if (against !== undefined && against !== by) query.set('against', against)
  return html`<a href="/budget/${model.year}?${query.toString()}"${here && html` aria-current="true"`}>${text}</a>`
}

function downloadsOf(model: YearModel) {
  const version = encodeURIComponent(versionSlug(model.version))
  const base = `/budget/${model.year}`
  return [
    { text: 'XLSX', href: `${base}/budget.xlsx?version=${version}` },
    { text: 'CSV', href: `${base}/lines.csv?version=${version}` },
    { text: 'JSON', href: `${base}.json?version=${version}&by=${model.by}` },
  ]
}

function pictures(model: YearModel, names: Names): Html {
  return html`<h2>In pictures</h2>
${picture(model, 'group', model.groups, names, 'By service group')}
${picture(model, 'stream', model.streams, names, 'By who pays')}`
}

function picture(
  model: YearModel,
  axis: Axis,
  lines: readonly CellLine[],
  names: Names,
  what: string,
): Html {
  const [first] = lines
  if (first === undefined) return html``
  const bars = lines
    .slice(0, 12)
    .map((l) => ({ label: labelOf(axis, l.at[0] ?? '', names), value: l.grossPence }))
  const rest = lines.length - bars.length
  return barsChart({
    id: `${axis}-${model.year}`,
    lead: html`${what}: ${labelOf(axis, first.at[0] ?? '', names)} is the largest, ${pounds(first.grossPence)} of ${pounds(model.total.grossPence)}`,
    note: html`Gross, ${yearPart(model.year)}, ${versionName(model.version).toLowerCase()}.${rest > 0 && html` The ${count(rest)} smallest are in the table.`}`,
    title: `Gross budget ${what.toLowerCase()}`,
    desc: bars.map((b) => `${b.label} ${pounds(b.value)}`).join('; '),
    bars,
  })
}
