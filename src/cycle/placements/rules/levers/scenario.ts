import { AGES, DURATIONS, EXITS, GROUPS, KINDS, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type {
  FlowEffects,
  Group,
  IntakeEffect,
  RateEffect,
  ShareEffect,
} from '#cycle/demand/rules/index.ts'
import { civil, day } from '#kernel/dates.ts'
import { asNumber } from '#kernel/rate.ts'
import { binomialAt } from '../pipeline/binomial.ts'
import type { PipelineChanges } from '../pipeline/pipeline.ts'
import type { RunCalendar } from '../capacity/run-calendar.ts'
import type { Pool } from '../capacity/types.ts'
import { asRatio, drawEffect, leverKey, referralLuck } from './effect.ts'
import type { Effect } from './effect.ts'
import type { ReadyLever, ReadyLevers } from './check.ts'
import { hazardFactor, meanStrength, strengthOn } from './ramp.ts'
import type { Lever, Target } from './types.ts'

/** What a set of levers does to one draw: each effect has been drawn once. */
export type DrawnLevers = {
  readonly flows: FlowEffects
  /** Places added by day, for the pools named. */
  readonly places: readonly { readonly pools: readonly number[]; readonly byDay: Int32Array }[]
  readonly pipelines: readonly {
    readonly target: Extract<Target, { kind: 'pipeline' }>
    readonly changes: PipelineChanges
  }[]
  readonly prices: readonly PriceChange[]
}

/** A change of a sub-type's price by month: times, and pence a week more. */
export type PriceChange = {
  readonly subType: number
  readonly times: Float64Array
  readonly more: Float64Array
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const orAll = (given: readonly number[], count: number) => (given.length > 0 ? given : range(count))
const groupsOf = (given: readonly Group[]) =>
  orAll(
    given.map((g) => GROUPS.indexOf(g)),
    GROUPS.length,
  )

/** Whether a set changes anything at all in this run: an empty set, or one without reach, is the base to the last byte. */
export function changesNothing(levers: ReadyLevers, calendar: RunCalendar): boolean {
  const last = calendar.origin + calendar.days
  return levers.every(({ lever, effect }) => {
    const still = effect.kind !== 'money' && effect.middle === 0 && effect.spread === 0
    return lever.reach === 0 || still || lever.start >= last
  })
}

/** Months in which rates change under a set: what a simulation need cut its time by. */
export function rateMonths(levers: ReadyLevers, calendar: RunCalendar): readonly number[] {
  const changed = new Set<number>()
  for (const { lever } of levers) {
    if (lever.target.kind !== 'exit' && lever.target.kind !== 'move') continue
    let before = 0
    for (const [m, { from, to }] of calendar.months.entries()) {
      const now = meanStrength(lever, calendar.origin + from, calendar.origin + to)
      if (now !== before) changed.add(m)
      before = now
    }
  }
  return [...changed].toSorted((a, b) => a - b)
}

/** Draws a set of levers for one draw. The same lever draws the same effect whatever else is in the set. */
export function drawLevers(
  levers: ReadyLevers,
  calendar: RunCalendar,
  pools: readonly Pool[],
  luck: { readonly seed: number; readonly draw: number },
): DrawnLevers {
  const drawn = levers.map((ready) => drawOne(ready, calendar, luck))
  return {
    flows: flowsOf(drawn, calendar),
    places: drawn.flatMap((d) => placesOf(d, calendar, pools)),
    pipelines: drawn.flatMap((d) => {
      const { target } = d.lever
      if (target.kind !== 'pipeline') return []
      return [{ target, changes: { [target.figure]: [...factors(d)] } }]
    }),
    prices: drawn.flatMap((d) => priceOf(d, calendar)),
  }
}

/** A lever with its effect drawn and its strength by month. */
type Drawn = {
  readonly lever: Lever
  readonly key: number
  readonly value: number
  /** The effect as a ratio, where it is one. */
  readonly ratio: number
  readonly effect: Effect['kind']
  readonly reach: number
  readonly byMonth: Float64Array
}

function drawOne(
  { lever, effect }: ReadyLever,
  calendar: RunCalendar,
  luck: { readonly seed: number; readonly draw: number },
): Drawn {
  const key = leverKey(lever.id, luck.seed, luck.draw)
  const value = drawEffect(effect, key, lever.contested)
  return {
    lever,
    key,
    value,
    effect: effect.kind,
    ratio: asRatio(effect, value),
    reach: asNumber(lever.reach),
    byMonth: Float64Array.from(calendar.months, ({ from, to }) =>
      meanStrength(lever, calendar.origin + from, calendar.origin + to),
    ),
  }
}

/** Factor on a hazard or a mean by month. */
function factors(d: Drawn): Float64Array {
  return d.byMonth.map((strength) => hazardFactor(d.reach, strength, d.ratio))
}

function flowsOf(drawn: readonly Drawn[], calendar: RunCalendar): FlowEffects {
  const returns = drawn.filter(
    (d) => d.lever.target.kind === 'intake' && d.lever.target.stream === 'returns',
  )
  const referred = drawn.filter((d) => d.lever.target.kind === 'referrals')
  return {
    rates: drawn.flatMap(rateOf),
    intake: drawn.flatMap(intakeOf),
    returns:
      returns.length === 0 ? undefined : product(returns.map(factors), calendar.months.length),
    avoided: referred.length === 0 ? undefined : avoidedOf(referred, calendar.months.length),
    shares: drawn.flatMap(shareOf),
  }
}

function product(parts: readonly Float64Array[], months: number): Float64Array {
  return Float64Array.from({ length: months }, (_, m) =>
    parts.reduce((all, part) => all * (part[m] ?? 1), 1),
  )
}

function rateOf(d: Drawn): readonly RateEffect[] {
  const { target } = d.lever
  if (target.kind === 'exit')
    return [
      {
        groups: groupsOf(target.groups),
        events: orAll(
          target.exits.map((e) => EXITS.indexOf(e)),
          KINDS,
        ),
        ages: orAll(target.ages, AGES),
        durations: orAll(target.durations, DURATIONS),
        byMonth: factors(d),
      },
    ]
  if (target.kind !== 'move') return []
  return [
    {
      groups: groupsOf(target.from),
      events: groupsOf(target.to).map((g) => KINDS + g),
      ages: orAll(target.ages, AGES),
      durations: range(DURATIONS),
      byMonth: factors(d),
    },
  ]
}

const STREAMS = { all: [0, 1], 'other children': [0], unaccompanied: [1] } as const

function intakeOf(d: Drawn): readonly IntakeEffect[] {
  const { target } = d.lever
  if (target.kind !== 'intake' || target.stream === 'returns') return []
  const every = target.ages.length === 0 || target.ages.length === AGES
  return [
    {
      streams: STREAMS[target.stream],
      ages: every ? undefined : target.ages,
      byMonth: factors(d),
    },
  ]
}

function shareOf(d: Drawn): readonly ShareEffect[] {
  const { target } = d.lever
  if (target.kind !== 'allocation') return []
  return [
    {
      subType: SUB_TYPES.indexOf(target.subType),
      ages: orAll(target.ages, AGES),
      byMonth: d.byMonth.map((strength) => d.reach * strength * d.value),
    },
  ]
}

/** Entries avoided by month: binomial of the referrals, at the evidence's lag. An effect for the worse adds entries. */
function avoidedOf(referred: readonly Drawn[], months: number): Int32Array {
  const avoided = new Int32Array(months)
  for (const d of referred) {
    const { target } = d.lever
    if (target.kind !== 'referrals') continue
    for (let m = 0; m + target.lagMonths < months; m += 1) {
      const fewer = riskFewer(target, d) * d.reach * (d.byMonth[m] ?? 0)
      const count = binomialAt(target.aMonth, Math.min(1, Math.abs(fewer)), referralLuck(d.key, m))
      const at = m + target.lagMonths
      avoided[at] = (avoided[at] ?? 0) + (fewer < 0 ? -count : count)
    }
  }
  return avoided
}

/** By how much the risk of entry falls: never below nought entries, nor above all. */
function riskFewer(target: Extract<Target, { kind: 'referrals' }>, d: Drawn): number {
  const without = asNumber(target.riskWithout)
  const fewer = d.effect === 'ratio' ? without * (1 - d.ratio) : -d.value
  return Math.min(without, Math.max(without - 1, fewer))
}

function placesOf(d: Drawn, calendar: RunCalendar, pools: readonly Pool[]): DrawnLevers['places'] {
  const { target } = d.lever
  if (target.kind !== 'places') return []
  const own = pools.flatMap((p, i) => (p.kind === target.pool && p.area === target.area ? [i] : []))
  const byDay = Int32Array.from({ length: calendar.days + 1 }, (_, day) =>
    Math.trunc(d.value * d.reach * strengthOn(d.lever, calendar.origin + day) + 1e-9),
  )
  return [{ pools: own.slice(0, 1), byDay }]
}

function priceOf(d: Drawn, calendar: RunCalendar): readonly PriceChange[] {
  const { target } = d.lever
  if (target.kind !== 'price') return []
  const subType = SUB_TYPES.indexOf(target.subType)
  const months = calendar.months.length
  const none = { subType, times: new Float64Array(months).fill(1), more: new Float64Array(months) }
  if (target.how === 'multiply') return [{ ...none, times: factors(d) }]
  if (target.how === 'add')
    return [{ ...none, more: d.byMonth.map((strength) => strength * d.reach * d.value) }]
  const was = asNumber(target.how.upliftWas)
  const yearly = (1 + was + d.reach * d.value) / (1 + was)
  return [{ ...none, times: raisedOtherwise(yearly, d, calendar) }]
}

/** Another yearly rise: from the first 1 April after the start on, its quotient with the book's, once more each year. */
function raisedOtherwise(yearly: number, d: Drawn, { origin, months }: RunCalendar): Float64Array {
  let times = 1
  return Float64Array.from(months, ({ from }) => {
    const on = civil(day(origin + from))
    if (on.month === 4 && on.day === 1 && origin + from > d.lever.start) times *= yearly
    return times
  })
}
