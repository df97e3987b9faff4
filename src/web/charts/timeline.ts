import type { Day } from '#kernel/dates.ts'
import { addMonths, monthOf, monthStart } from '#kernel/dates.ts'
import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { dayMiddle, dayShort, monthShort } from '../format.ts'
import { simpleTable } from '../design/table.ts'
import { drawn, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { shortened, widthOf } from './labels.ts'
import { box } from './looks.ts'
import { linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { CLAY, INK, rule, RULE_SOFT, SLATE, svg, words } from './svg.ts'

export type Span = {
  readonly label: string
  /** Half-open: the day after the last. */
  readonly from: Day
  readonly to: Day
}
export type Meeting = { readonly label: string; readonly on: Day }
export type Lane = {
  readonly name: string
  readonly spans?: readonly Span[]
  readonly meetings?: readonly Meeting[]
}

export type Timeline = ChartText & {
  readonly from: Day
  readonly to: Day
  readonly today: Day
  readonly lanes: readonly Lane[]
  /** A day that the whole year turns on, such as 1 April. */
  readonly turn?: Meeting
}

type Field = {
  readonly t: Timeline
  readonly size: Size
  readonly left: number
  readonly row: number
  readonly foot: number
  readonly x: Scale
}

const HEAD = 28

/** The year as lanes: filled is done, outlined is under way, dashed is to come, a diamond is a meeting. */
export function timelineChart(t: Timeline): Html {
  if (t.lanes.length === 0 || t.to <= t.from) return nothingToDraw(t)
  return drawn(
    t,
    (size) => draw(t, size),
    () => lanesTable(t),
  )
}

function draw(t: Timeline, size: Size): Html {
  const narrow = size.variant === 'narrow'
  const widest = Math.max(...t.lanes.map((l) => widthOf(l.name, 14, true)))
  const left = narrow ? 0 : Math.min(widest + 16, size.width * 0.25)
  const row = narrow ? 58 : 46
  const x = linear([t.from, t.to], [left, size.width - 1])
  const f: Field = { t, size, left, row, x, foot: HEAD + t.lanes.length * row }
  return svg(
    frameOf(t, size, f.foot + 26),
    months(f),
    t.turn !== undefined && turning(f, t.turn),
    inside(f, t.today) &&
      rule([x(t.today), HEAD - 4], [x(t.today), f.foot + 6], { colour: CLAY, width: 2 }),
    t.lanes.map((lane, i) => laneOf(f, lane, HEAD + i * row)),
    inside(f, t.today) &&
      foot(f, `today, ${dayMiddle(t.today).replace(/ \d{4}$/, '')}`, t.today, 'cl b sm'),
  )
}

function inside(f: Field, day: Day): boolean {
  return day >= f.t.from && day <= f.t.to
}

function months(f: Field): Html {
  const starts: Day[] = []
  for (let m = monthOf(f.t.from); monthStart(m) < f.t.to; m = addMonths(m, 1))
    if (monthStart(m) >= f.t.from) starts.push(monthStart(m))
  let end = Number.NEGATIVE_INFINITY
  return html`${starts.map((day, i) => {
    const name = monthShort(monthOf(day))
    const text = i === 0 || name.startsWith('Jan') ? name : name.slice(0, 3)
    const at = f.x(day) + 2
    const next = at + widthOf(text, 13)
    const shown = at > end + 6 && next < f.size.width
    if (shown) end = next
    return html`${rule([f.x(day), HEAD - 4], [f.x(day), f.foot], { colour: RULE_SOFT, width: 1 })}${shown && words([at, 14], text, { classes: 'sl sm' })}`
  })}`
}

function turning(f: Field, turn: Meeting): Html {
  if (!inside(f, turn.on)) return html``
  const near = Math.abs(f.x(turn.on) - f.x(f.t.today)) < 190
  return html`${rule([f.x(turn.on), HEAD - 4], [f.x(turn.on), f.foot + 4], { colour: SLATE, width: 1 })}${!near && foot(f, turn.label, turn.on, 'sl sm')}`
}

/** Words under the chart, kept inside it. */
function foot(f: Field, text: string, day: Day, classes: string): Html {
  const half = widthOf(text, 13, true) / 2
  const at = Math.min(Math.max(f.x(day), half), f.size.width - half)
  return words([at, f.foot + 21], text, { classes, anchor: 'middle' })
}

function laneOf(f: Field, lane: Lane, top: number): Html {
  const narrow = f.left === 0
  const y = narrow ? top + 22 : top + 10
  const name = words(
    [0, narrow ? top + 15 : top + 27],
    shortened(lane.name, f.left || f.size.width, 14, true),
    { classes: 'b halo' },
  )
  const shown = (lane.spans ?? []).filter((s) => s.to > f.t.from && s.from < f.t.to)
  return html`${rule([0, top], [f.size.width, top], { colour: RULE_SOFT, width: 1 })}${name}${shown.map((s, i) => span(f, s, shown[i + 1], y))}${meetingsOf(
    f,
    (lane.meetings ?? []).filter((m) => inside(f, m.on)),
    y,
  )}`
}

function span(f: Field, s: Span, next: Span | undefined, y: number): Html {
  const { today } = f.t
  const from = f.x(Math.max(s.from, f.t.from))
  const to = f.x(Math.min(s.to, f.t.to))
  const scope = scopeOf(f.t, f.size)
  const coming = s.from > today
  const done = Math.min(to, Math.max(from, f.x(today)))
  const outline = coming
    ? box(scope, 'outline', [from, y], [to - from, 14])
    : html`<rect x="${from}" y="${y}" width="${Math.max(1, Math.round(to - from))}" height="14" fill="#fff" stroke="#0b5a73" stroke-width="1.5"/>`
  const room = (next === undefined ? f.size.width : f.x(next.from) - 6) - from
  const text = shortened(s.label, Math.max(room, to - from), 13)
  const at = Math.min(from, f.size.width - widthOf(text, 13))
  return html`${outline}${!coming && done > from && box(scope, 'water', [from, y], [done - from, 14])}${words([Math.max(f.left, at), y + 28], text, { classes: coming ? 'sm halo sl' : 'sm halo' })}`
}

type Placed = { readonly left: number; readonly right: number; readonly below: boolean }

/** Meetings of a lane: the words of each on its right, or its left, or below it, where nothing stands yet. */
function meetingsOf(f: Field, all: readonly Meeting[], y: number): Html {
  const taken: Placed[] = all.map((m) => ({
    left: f.x(m.on) - 10,
    right: f.x(m.on) + 10,
    below: false,
  }))
  return html`${all.map((m) => {
    const at = f.x(m.on)
    const label = shortened(m.label, f.size.width - f.left, 13)
    const wide = widthOf(label, 13)
    const middle = Math.min(Math.max(at - wide / 2, f.left), f.size.width - wide)
    const ways: readonly Placed[] = [
      { left: at + 12, right: at + 12 + wide, below: false },
      { left: at - 12 - wide, right: at - 12, below: false },
    ]
    const place = ways.find((w) => isFree(f, w, taken)) ?? {
      left: middle,
      right: middle + wide,
      below: true,
    }
    taken.push(place)
    return html`${diamond(at, y, m.on < f.t.today)}${words([place.left, y + (place.below ? 30 : 13)], label, { classes: 'sm halo' })}`
  })}`
}

function isFree(f: Field, place: Placed, taken: readonly Placed[]): boolean {
  const inside = place.left >= f.left && place.right <= f.size.width
  return inside && taken.every((t) => t.below || place.right < t.left || place.left > t.right)
}

function diamond(at: number, y: number, held: boolean): Html {
  return html`<path d="M${at} ${y - 1}l8 9l-8 9l-8 -9Z" fill="${held ? INK : '#fff'}" stroke="${INK}" stroke-width="2" stroke-linejoin="round"/>`
}

function lanesTable(t: Timeline): Part {
  const state = (from: Day, to: Day) =>
    to <= t.today ? 'done' : from > t.today ? 'to come' : 'under way'
  return simpleTable({
    caption: t.title,
    columns: [
      { head: 'Stage' },
      { head: 'What' },
      { head: 'From' },
      { head: 'To' },
      { head: 'State' },
    ],
    lines: t.lanes.flatMap((lane) => [
      ...(lane.spans ?? []).map((s) => ({
        cells: [lane.name, s.label, dayShort(s.from), dayShort(s.to), state(s.from, s.to)],
      })),
      ...(lane.meetings ?? []).map((m) => ({
        cells: [
          lane.name,
          m.label,
          dayShort(m.on),
          dayShort(m.on),
          m.on < t.today ? 'held' : 'to come',
        ],
      })),
    ]),
  })
}
