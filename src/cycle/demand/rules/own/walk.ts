import { uniform } from '#kernel/random.ts'
import { addWhole, real, small, whole } from './read.ts'
import { begin, finish } from './spells.ts'
import type { Sink } from './spells.ts'
import {
  AGES,
  DURATIONS,
  DURATION_ENDS,
  EVENTS,
  FLOWS,
  KINDS,
  PLACES,
  SINCES,
  SINCE_ENDS,
  SUBS,
} from './types.ts'
import type { Calendar } from './tables.ts'
import type { Truth } from './parameters.ts'

/**
 * One life at a time. An event at continuous time t takes effect at the next midnight, day ceil(t); a child counts on a
 * day if in care after that midnight's events (10-demand, 4C4). This is the hot loop: numbers in typed arrays, nothing
 * made anew. A child known at the origin starts on the last known day, day -1; an entrant on the day first counted.
 */
export type Walk = {
  readonly calendar: Calendar
  readonly truth: Truth
  /** Cumulative shares inside groups: `(month * AGES + age) * SUBS + i`, sub-types in the order of `order`. */
  readonly places: Float64Array
  /** Sub-types group by group, and where each group begins among them (with the end of the last). */
  readonly order: Int32Array
  readonly members: Int32Array
  /** Cumulative shares of first groups: `(uasc * AGES + ageBand) * PLACES + group`. */
  readonly firstGroups: Float64Array
  /** Months and two, the width of a row of `counts`. */
  readonly width: number
  /** Child-days to come and heads, as differences: see `open`. `(cell * width + month) * 2`. */
  readonly counts: Int32Array
  /** `flow * months + month` */
  readonly flows: Int32Array
  /** `(month * PLACES + from) * PLACES + to` */
  readonly moves: Int32Array
  /** Takes every placement as it begins and ends; absent where nobody asks for them. */
  readonly sink: Sink | undefined
  /** A scenario's factors on rates by state: `(epoch * STATES + state) * EVENTS + event`. Absent without one. */
  readonly scale: Float64Array | undefined
  /** A scenario's factors on returns by month. Absent without one. */
  readonly backScale: Float64Array | undefined

  key: number
  /** The person's number: known children and leavers by their order, entrants by stream, month and number in it. */
  person: number
  ordinal: number
  /** Offset of the person's birthdays. */
  birthdays: number
  /** `uasc * AGES * SUBS` */
  stream: number
  uasc: number
  hereNow: boolean
  /** Continuous time, in days from the origin. */
  time: number
  /** Day the latest event takes effect. */
  day: number
  group: number
  subType: number
  ageBand: number
  duration: number
  /** Day the period of care began. */
  since: number
}

const GOLDEN = 0x9e3779b9
const STATES = PLACES * AGES * DURATIONS
const flow = (name: (typeof FLOWS)[number]) => FLOWS.indexOf(name)
const STARTS = flow('starts')
const STARTS_UASC = flow('starts-uasc')
const RETURNS = flow('returns')
const FIRST_EXIT = flow('home')
const BIRTHDAY_HERE = flow('birthday-here-now')
const BIRTHDAY_LATER = flow('birthday-later-entrant')
const AWAY = -1
const BANDS = Int32Array.from(DURATION_ENDS)
const SINCE = Int32Array.from(SINCE_ENDS)
const RISK = whole(SINCE, SINCES - 1)
const EIGHTEEN = AGES - 1

/** The person's next uniform number: a function of who, in which draw, for what. */
function luck(w: Walk): number {
  w.ordinal += 1
  return uniform(w.key + Math.imul(w.ordinal, GOLDEN))
}

/** Begins to count a person in a state on a day. */
function open(w: Walk, day: number): void {
  const { calendar, counts } = w
  const month = small(calendar.monthOf, day)
  const at = ((w.stream + w.ageBand * SUBS + w.subType) * w.width + month) * 2
  addWhole(counts, at, whole(calendar.monthEnds, month) - day)
  addWhole(counts, at + 3, 1)
}

/** Ends the count begun by `open`: on this day the person is no longer in the state. */
function close(w: Walk, day: number): void {
  const { calendar, counts } = w
  const month = small(calendar.monthOf, day)
  const at = ((w.stream + w.ageBand * SUBS + w.subType) * w.width + month) * 2
  addWhole(counts, at, day - whole(calendar.monthEnds, month))
  addWhole(counts, at + 3, -1)
}

function note(w: Walk, kind: number, day: number): void {
  addWhole(w.flows, kind * w.calendar.months + small(w.calendar.monthOf, day), 1)
}

/** Tells the sink, where there is one, that a placement begins. */
function placed(w: Walk, day: number): void {
  const { sink } = w
  if (sink !== undefined) begin(sink, w.person, day, w.subType, w.ageBand, w.birthdays, w.uasc)
}

/** Tells the sink that the placement begun last ends. */
function ended(w: Walk, day: number): void {
  if (w.sink !== undefined) finish(w.sink, day)
}

function birthdayOf(w: Walk, band: number): number {
  return whole(w.calendar.birthdays, w.birthdays + band)
}

/** Lives on until the end of the run, the eighteenth birthday, or leaving for good. Starts in care. */
export function live(w: Walk): void {
  open(w, Math.max(0, w.day))
  placed(w, w.day)
  let exit = spell(w)
  while (exit !== AWAY && away(w, exit)) exit = spell(w)
}

/** Lives on from having left care on `w.day` by a kind of exit. */
export function liveAway(w: Walk, kind: number): void {
  let exit = kind
  while (exit !== AWAY && away(w, exit)) exit = spell(w)
}

/** Counts a first entry on `w.day`, and lives on. */
export function enter(w: Walk): void {
  note(w, w.uasc === 1 ? STARTS_UASC : STARTS, w.day)
  settle(w)
  live(w)
}

/** The first place of a period of care that begins on `w.day`. */
function settle(w: Walk): void {
  w.group = firstGroup(w, luck(w))
  w.subType = place(w, w.group, w.day)
  w.since = w.day
  w.duration = 0
  w.time = w.day
}

function firstGroup(w: Walk, u: number): number {
  const from = (w.uasc * AGES + w.ageBand) * PLACES
  const target = u * real(w.firstGroups, from + PLACES - 1)
  let group = 0
  while (group < PLACES - 1 && real(w.firstGroups, from + group) < target) group += 1
  return group
}

/** Which sub-type of a group a new placement is, by the month's shares for the age band. */
function place(w: Walk, group: number, day: number): number {
  const from = (small(w.calendar.monthOf, day) * AGES + w.ageBand) * SUBS
  const last = whole(w.members, group + 1) - 1
  const target = luck(w) * real(w.places, from + last)
  let i = whole(w.members, group)
  while (i < last && real(w.places, from + i) < target) i += 1
  return whole(w.order, i)
}

/** One spell in care. Returns the kind of exit, or AWAY when the run or childhood ends first. */
function spell(w: Walk): number {
  const { calendar, truth } = w
  const { total } = truth
  const { epochEnds, days } = calendar
  let time = w.time
  let epoch = time < 0 ? 0 : small(calendar.epochOf, time)
  let toBirthday = birthdayOf(w, w.ageBand)
  let toBand = w.since + whole(BANDS, w.duration)
  let toEpoch = whole(epochEnds, epoch)
  let row = stateOf(w)
  let rest = -Math.log(luck(w))
  for (;;) {
    const next = Math.min(toBirthday, toBand, toEpoch)
    const hazard = real(total, epoch * STATES + row)
    const spent = hazard * (next - time)
    if (rest <= spent) {
      time += rest / hazard
      const event = happen(w, time, epoch, row, hazard)
      if (event < KINDS) return event
      row = stateOf(w)
      rest = -Math.log(luck(w))
      continue
    }
    rest -= spent
    time = next
    if (next === toEpoch) {
      epoch += 1
      if (next === days) return AWAY
      toEpoch = whole(epochEnds, epoch)
    }
    if (next === toBand) {
      w.duration += 1
      toBand = w.since + whole(BANDS, w.duration)
      row += 1
    }
    if (next === toBirthday) {
      if (grown(w, next)) return AWAY
      toBirthday = birthdayOf(w, w.ageBand)
      row += DURATIONS
    }
  }
}

function stateOf(w: Walk): number {
  return (w.group * AGES + w.ageBand) * DURATIONS + w.duration
}

/** Passes a birthday that ends an age band. True when it is the eighteenth. */
function grown(w: Walk, day: number): boolean {
  close(w, day)
  if (w.ageBand === EIGHTEEN) {
    note(w, w.hereNow ? BIRTHDAY_HERE : BIRTHDAY_LATER, day)
    ended(w, day)
    return true
  }
  w.ageBand += 1
  open(w, day)
  return false
}

/** An event: which, by its rate; and what it changes. Returns AWAY, a kind of exit, or a move. */
function happen(w: Walk, time: number, epoch: number, row: number, hazard: number): number {
  const day = Math.ceil(time) | 0
  if (day >= w.calendar.days) return AWAY
  if (day >= birthdayOf(w, EIGHTEEN)) {
    grown(w, day)
    return AWAY
  }
  const at = (epoch * PLACES + w.group) * EVENTS
  const target = luck(w) * hazard
  const event =
    w.scale === undefined
      ? eventOf(w.truth, row * EVENTS, at, target)
      : scaledEvent(w.truth, w.scale, row * EVENTS, at, epoch * STATES * EVENTS, target)
  close(w, day)
  ended(w, day)
  if (event < KINDS) {
    note(w, FIRST_EXIT + event, day)
    w.day = day
    return event
  }
  move(w, event - KINDS, day)
  return event
}

function eventOf(truth: Truth, cell: number, at: number, target: number): number {
  const { rate, factor } = truth
  let event = 0
  let sum = real(rate, cell) * real(factor, at)
  while (sum < target && event < EVENTS - 1) {
    event += 1
    sum += real(rate, cell + event) * real(factor, at + event)
  }
  return event
}

/** The same under a scenario: every rate times its factor. */
function scaledEvent(
  truth: Truth,
  scale: Float64Array,
  cell: number,
  at: number,
  from: number,
  target: number,
): number {
  const { rate, factor } = truth
  let event = 0
  let sum = real(rate, cell) * real(factor, at) * real(scale, from + cell)
  while (sum < target && event < EVENTS - 1) {
    event += 1
    const drifted = real(rate, cell + event) * real(factor, at + event)
    sum += drifted * real(scale, from + cell + event)
  }
  return event
}

function move(w: Walk, group: number, day: number): void {
  const month = small(w.calendar.monthOf, day)
  addWhole(w.moves, (month * PLACES + w.group) * PLACES + group, 1)
  w.group = group
  w.subType = place(w, group, day)
  open(w, day)
  placed(w, day)
}

/** Time out of care after leaving on `w.day`. True when the person comes back within the run, before turning 18. */
function away(w: Walk, kind: number): boolean {
  const u = luck(w)
  if (u < real(w.truth.never, kind)) return false
  return comesBack(w, kind, -Math.log(u))
}

function comesBack(w: Walk, kind: number, until: number): boolean {
  const { calendar, truth } = w
  const left = w.day
  const last = Math.min(left + RISK, calendar.days, birthdayOf(w, EIGHTEEN))
  let rest = until
  let time = Math.max(left, -1)
  let since = 0
  while (time < last) {
    const end = Math.max(time, left + whole(SINCE, since))
    const toBirthday = birthdayOf(w, w.ageBand)
    const next = Math.min(toBirthday, end, last, scaleUntil(w, time))
    const usual = real(truth.back, (kind * AGES + w.ageBand) * SINCES + since)
    const hazard = usual * backScaleAt(w, time)
    const spent = hazard * (next - time)
    if (rest <= spent) return back(w, Math.ceil(time + rest / hazard) | 0)
    rest -= spent
    time = next
    if (next === end) since += 1
    if (next === toBirthday) w.ageBand += 1
  }
  return false
}

/** Until when a scenario's factor on returns holds: the end of the month. */
function scaleUntil(w: Walk, time: number): number {
  if (w.backScale === undefined) return Infinity
  return time < 0 ? 0 : whole(w.calendar.monthEnds, small(w.calendar.monthOf, time))
}

function backScaleAt(w: Walk, time: number): number {
  if (w.backScale === undefined || time < 0) return 1
  return real(w.backScale, small(w.calendar.monthOf, time))
}

function back(w: Walk, day: number): boolean {
  if (day >= w.calendar.days || day >= birthdayOf(w, EIGHTEEN)) return false
  if (day >= birthdayOf(w, w.ageBand)) w.ageBand += 1
  w.day = day
  note(w, RETURNS, day)
  settle(w)
  open(w, day)
  placed(w, day)
  return true
}
