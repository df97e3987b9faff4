import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { GROUPS } from '../taxonomy.ts'
import { ageEnds, bandAt, durationBand, sinceBand, stretches } from './periods.ts'
import type { Period } from './periods.ts'
import {
  AGES,
  AT_RISK_OF_RETURN,
  DURATIONS,
  DURATION_ENDS,
  EVENTS,
  KINDS,
  PLACES,
  SINCES,
  SINCE_ENDS,
} from './types.ts'

/** Days that rates are counted on: half-open, in order, not touching. */
export type Window = { readonly from: Day; readonly to: Day }

export type Counted = { readonly events: Float64Array; readonly exposure: Float64Array }

export function careState(group: number, ageBand: number, duration: number): number {
  return (group * AGES + ageBand) * DURATIONS + duration
}

export function awayState(kind: number, ageBand: number, since: number): number {
  return (kind * AGES + ageBand) * SINCES + since
}

/**
 * Events k and exposure T by (group, event, age band, duration band) in the windows (10-demand, 4B3). A day of exposure
 * is a day in care whose next midnight is known; the event of that midnight belongs to it.
 */
export function countCare(
  care: CleanedCare,
  periods: readonly Period[],
  windows: readonly Window[],
): Counted {
  const states = PLACES * AGES * DURATIONS
  const exposure = new Float64Array(states)
  const events = new Float64Array(states * EVENTS)
  for (const period of periods) {
    const ages = ageEnds(bornOf(care, period))
    for (const [i, stay] of period.stays.entries()) {
      const group = GROUPS.indexOf(stay.group)
      const end = Math.min(stay.to ?? care.to - 1, period.to ?? care.to - 1, period.adult)
      for (const w of windows) {
        const to = Math.min(end, w.to, care.to - 1)
        for (const s of stretches(
          ages,
          period.from,
          DURATION_ENDS,
          Math.max(stay.from, w.from),
          to,
        )) {
          add(exposure, careState(group, s.ageBand, s.band), s.days)
        }
      }
      const event = eventOf(period, i)
      if (event === undefined || stay.to === undefined || !counts(stay.to, care.to, windows))
        continue
      const last = stay.to - 1
      const state = careState(
        group,
        bandAt(ages, last),
        durationBand(Math.max(0, last - period.from)),
      )
      add(events, state * EVENTS + event, 1)
    }
  }
  return { events, exposure }
}

function eventOf(period: Period, i: number): number | undefined {
  const next = period.stays[i + 1]
  return next === undefined ? period.exit : KINDS + GROUPS.indexOf(next.group)
}

/** Whether an event that takes effect on a day is the end of a day of exposure. */
function counts(on: Day, dataEnd: Day, windows: readonly Window[]): boolean {
  return on < dataEnd && windows.some((w) => w.from < on && on <= w.to)
}

/** Returns by (kind of exit, age band, time since leaving) among leavers under 18 (10-demand, 4B7). */
export function countReturns(
  care: CleanedCare,
  periods: readonly Period[],
  windows: readonly Window[],
): Counted {
  const exposure = new Float64Array(KINDS * AGES * SINCES)
  const events = new Float64Array(KINDS * AGES * SINCES)
  for (const [i, period] of periods.entries()) {
    const { exit, to } = period
    if (exit === undefined || to === undefined) continue
    const back = nextStart(period, periods[i + 1])
    const ages = ageEnds(bornOf(care, period))
    const risk = { ages, exit, to, until: Math.min(back ?? care.to, period.adult, care.to - 1) }
    for (const w of windows) atRisk(exposure, risk, w)
    if (back === undefined || !isReturn(period, back)) continue
    if (counts(back, care.to, windows)) add(events, stateOf(risk, back - 1), 1)
  }
  return { events, exposure }
}

function nextStart(period: Period, next: Period | undefined): Day | undefined {
  return next?.before === period ? next.from : undefined
}

function stateOf(risk: Risk, on: number): number {
  return awayState(risk.exit, bandAt(risk.ages, on), sinceBand(on - risk.to))
}

type Risk = {
  readonly ages: readonly Day[]
  readonly exit: number
  readonly to: Day
  readonly until: number
}

function atRisk(exposure: Float64Array, risk: Risk, window: Window): void {
  const { ages, exit, to } = risk
  const until = Math.min(risk.until, to + AT_RISK_OF_RETURN, window.to)
  for (const s of stretches(ages, to, SINCE_ENDS, Math.max(to, window.from), until)) {
    add(exposure, awayState(exit, s.ageBand, s.band), s.days)
  }
}

/** Whether a start this soon after leaving is a return rather than a first entry. */
export function isReturn(before: Period | undefined, from: Day): boolean {
  return (
    before?.exit !== undefined && before.to !== undefined && from - before.to <= AT_RISK_OF_RETURN
  )
}

function bornOf(care: CleanedCare, period: Period): Day {
  const born = care.children[period.child]?.born
  if (born === undefined) throw new Error(`period of child ${period.child}, who is not listed`)
  return born
}

function add(into: Float64Array, at: number, amount: number): void {
  into[at] = (into[at] ?? 0) + amount
}
