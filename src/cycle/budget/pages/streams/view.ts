import { gapHref, streamHref } from '../../addresses.ts'
import { day as asDay } from '#kernel/dates.ts'
import {
  dataTable,
  dayMiddle,
  dayShort,
  definitions,
  exactPounds,
  html,
  more,
  pageHead,
  percentOne,
  pounds,
  side,
  simpleTable,
  tag,
} from '#web'
import type { Html, Line, Part } from '#web'
import type { Condition, StreamMoney } from '../../rules/index.ts'
import { money, notKnown, year as yearPart } from '../parts.ts'
import type { StreamLine, StreamModel, StreamsModel, StreamYear } from './get.ts'

const FAMILY_NAMES: Readonly<Record<StreamLine['family'], string>> = {
  core: 'Core',
  dsg: 'Schools grant',
  'general-grant': 'General grants',
  'specific-grant': 'Specific grants',
  partner: 'Partners',
  fees: 'Fees and traded income',
  reserve: 'Reserves',
}

export function streamsView(model: StreamsModel): Html {
  const used = model.streams.filter((s) =>
    s.years.some((y) => y.appliedPence !== 0 || y.plannedPence !== null),
  )
  const idle = model.streams.filter((s) => !used.includes(s))
  return html`${pageHead({
    kicker: 'Who pays',
    title: 'Funding streams',
    lede: 'Each stream with what it has and what is applied. A stream has several published figures, never one: what may be planned with is the latest allocated, else the latest announced, which is not confirmed.',
  })}
${cliffNote(model)}
${used.length === 0 ? html`<p>No stream has money or lines yet. <a href="/budget/import">Load a budget</a>.</p>` : usedTable(model, used)}
${more(`The ${idle.length} other streams that are known here`, idleTable(idle))}`
}

function cliffNote(model: StreamsModel): Html {
  const falls = model.streams.flatMap((s) =>
    s.years.filter((y) => y.cliffPence !== 0).map((y) => ({ s, y })),
  )
  if (falls.length === 0) return html``
  return side(
    html`<p><b>Spending on streams that have ended.</b> It is need of that year: fund it, stop it or move it.</p><ul>${falls.map(({ s, y }) => html`<li><a href="/budget/streams/${s.id}">${s.name}</a>, ${yearPart(y.year)}: ${money(y.cliffPence, gapHref(y.year, 'grant-ended'))}</li>`)}</ul>`,
    'clay',
  )
}

function usedTable(model: StreamsModel, used: readonly StreamLine[]): Html {
  const families = [...new Set(used.map((s) => s.family))]
  return dataTable({
    caption: 'What is applied, and what each stream has',
    note: 'Applied: spending charged to the stream, or income received on it. Have: what may be planned with.',
    columns: [
      { head: 'Stream' },
      ...model.years.flatMap((y) => [
        { head: html`${yearPart(y)} applied`, kind: 'num' as const },
        { head: 'have', kind: 'num' as const },
      ]),
    ],
    groups: families.map((family) => ({
      head: FAMILY_NAMES[family],
      lines: used.filter((s) => s.family === family).map(usedLine),
    })),
  })
}

function usedLine(s: StreamLine): Line {
  return {
    cells: [
      html`<a href="/budget/streams/${s.id}">${s.name}</a>${s.ringFenced && html` ${tag('open', 'Ring-fenced')}`}`,
      ...s.years.flatMap((y): readonly Part[] => [
        money(y.appliedPence, streamHref(s.id, y.year, 'applied')),
        haveCell(s, y),
      ]),
    ],
  }
}

function haveCell(s: StreamLine, y: StreamYear): Part {
  if (y.ended) return html`<span class="slate">ended</span>`
  if (y.plannedPence === null) {
    // Fees and partners have what they bring in: there is no letter to wait for.
    const own = s.family === 'fees' || s.family === 'partner' || y.appliedPence === 0
    return own ? html`<span class="slate">–</span>` : notKnown()
  }
  return html`${money(y.plannedPence, streamHref(s.id, y.year, 'planned'))}${!y.confirmed && html` ${tag('wait', 'Announced')}`}`
}

function idleTable(idle: readonly StreamLine[]): Html {
  return simpleTable({
    caption: 'Streams without money or lines here',
    quietCaption: true,
    stack: true,
    columns: [{ head: 'Stream' }, { head: 'Kind' }, { head: 'Paid by' }, { head: 'Until' }],
    lines: idle.map((s) => ({
      cells: [
        html`<a href="/budget/streams/${s.id}">${s.name}</a>`,
        FAMILY_NAMES[s.family],
        s.payer,
        s.lastDay === undefined ? 'no end' : dayShort(asDay(s.lastDay)),
      ],
    })),
  })
}

export function streamView(model: StreamModel): Html {
  const { stream, line } = model
  const fall = line.years.find((y) => y.cliffPence !== 0)
  return html`${pageHead({
    kicker: html`${FAMILY_NAMES[stream.family]}, paid by ${stream.payer === '' ? 'not stated' : stream.payer}`,
    title: stream.name,
    lede:
      fall === undefined
        ? html`${line.lastDay === undefined ? 'It has no stated end.' : html`It pays until ${dayMiddle(asDay(line.lastDay))}.`}`
        : html`It ended on ${line.lastDay === undefined ? '' : dayMiddle(asDay(line.lastDay))}, and ${money(fall.cliffPence, gapHref(fall.year, 'grant-ended'))} of recurring spending is still charged to it in ${yearPart(fall.year)}.`,
  })}
${definitions([
  {
    term: 'Ring-fenced',
    value: stream.ringFenced ? 'Yes: it is never counted towards the general gap' : 'No',
  },
  { term: 'Carry forward', value: carryText(stream.carryForward) },
  ...(stream.successor === undefined
    ? []
    : [
        {
          term: 'Followed by',
          value: html`<a href="/budget/streams/${stream.successor}">${stream.successor}</a>`,
        },
      ]),
  ...stream.conditions.map((c) => ({ term: 'Condition', value: conditionText(c) })),
  ...(stream.note === undefined ? [] : [{ term: 'Note', value: stream.note }]),
])}
<h2>Year by year</h2>
${yearsTable(model)}
<h2>Published figures</h2>
${figuresTable(model.figures, 'The council’s own figures')}
${stream.national.length > 0 && figuresTable(stream.national, 'National figures: shown, never planned with')}
${servicesTable(model)}`
}

function yearsTable(model: StreamModel): Html {
  const { line, stream } = model
  if (line.years.length === 0) return html`<p>No budget has been loaded.</p>`
  return simpleTable({
    caption: 'Applied against what it has',
    quietCaption: true,
    columns: [
      { head: 'Year' },
      { head: 'Applied', kind: 'num' },
      { head: 'Have', kind: 'num' },
      { head: 'Left', kind: 'num' },
      { head: 'Spending after its end', kind: 'num' },
    ],
    lines: line.years.map((y) => ({
      cells: [
        yearPart(y.year),
        money(y.appliedPence, streamHref(stream.id, y.year, 'applied')),
        haveCell(line, y),
        y.plannedPence === null || stream.family === 'core'
          ? html`<span class="slate">–</span>`
          : pounds(y.plannedPence - y.appliedPence),
        money(y.cliffPence, gapHref(y.year, 'grant-ended')),
      ],
    })),
  })
}

function figuresTable(figures: readonly StreamMoney[], caption: string): Html {
  if (figures.length === 0)
    return html`<p>${tag('none', 'Not stated')} No figure has been recorded. Load the letter’s amount in stream_money.csv.</p>`
  return simpleTable({
    caption,
    stack: true,
    columns: [
      { head: 'Year' },
      { head: 'Status' },
      { head: 'Amount', kind: 'num' },
      { head: 'Dated' },
      { head: 'Source' },
    ],
    lines: figures.map((f) => ({
      cells: [
        yearPart(f.year),
        `${f.status.slice(0, 1).toUpperCase()}${f.status.slice(1)}`,
        f.origin?.importId === undefined
          ? exactPounds(f.pence)
          : html`<a class="fig" href="/budget/import/${f.origin.importId}">${exactPounds(f.pence)}</a>`,
        f.on === undefined ? 'not stated' : dayShort(f.on),
        f.source === '' ? 'not stated' : f.source,
      ],
    })),
  })
}

function servicesTable(model: StreamModel): Html {
  if (model.services.length === 0) return html``
  return html`<h2>What it pays for</h2>${simpleTable({
    caption: 'Services it pays for',
    quietCaption: true,
    columns: [{ head: 'Service' }, { head: 'Year' }, { head: 'Applied', kind: 'num' }],
    lines: model.services.map((s) => ({
      cells: [
        html`<a href="/budget/services/${s.id}">${s.name}</a>`,
        yearPart(s.year),
        money(s.pence, streamHref(model.stream.id, s.year, 'applied')),
      ],
    })),
  })}`
}

function carryText(carry: StreamModel['stream']['carryForward']): string {
  if (carry === 'none') return 'None: what is not spent is repaid'
  if (carry === 'all') return 'All of it'
  return carry === 'with-consent'
    ? 'With the payer’s consent'
    : `Up to ${percentOne(carry / 1_000_000)}`
}

/** A condition in words. */
function conditionText(c: Condition): string {
  switch (c.kind) {
    case 'purpose':
      return `For ${c.text}`
    case 'eligible':
      return `Only for ${c.services.join(', ')} (checked)`
    case 'use-share':
      return `${c.least / 10_000}% to ${c.most / 10_000}% for ${c.service} (checked)`
    case 'match':
      return `Others pay at least ${c.rate / 10_000}% of it`
    case 'spend-by':
      return `To be spent by ${dayMiddle(c.day)} (checked)`
    case 'repay-if-unspent':
      return 'What is not spent is repaid'
    case 'not-for':
      return `Not for ${c.what} services${c.what === 'statutory' ? ' (checked)' : ''}`
    case 'report-due':
      return `A report is due on ${dayMiddle(c.day)}`
  }
}
