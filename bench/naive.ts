import { countAt } from '#cycle/demand/rules/own/chance.ts'
import { intakeMeans } from '#cycle/demand/rules/own/intake.ts'
import { bandAt } from '#cycle/demand/rules/own/periods.ts'
import { pointRate } from '#cycle/demand/rules/own/pool.ts'
import { calendarOf, SUB_GROUP } from '#cycle/demand/rules/own/tables.ts'
import type { Calendar } from '#cycle/demand/rules/own/tables.ts'
import {
  AGE_ENDS,
  AGES,
  DURATION_ENDS,
  DURATIONS,
  EVENTS,
  KINDS,
  PLACES,
} from '#cycle/demand/rules/own/types.ts'
import type { SimInput } from '#cycle/demand/rules/own/types.ts'
import { drawKey, stream } from '#kernel/random.ts'

/**
 * What a careful person would write first: each child, each day, looks up the hazard of the day in a table and throws a
 * die. The same hazards as our model at their point values, and the same birthdays; no returns, no drift, no drawn rates,
 * no counting by placement.
 */
export function naiveDraw(input: SimInput, seed: number, draw: number): number {
  const chance = stream(drawKey(seed, draw))
  const { calendar, rates, totals } = pointRates(input)
  type Child = { birthdays: Int32Array; since: number; group: number; age: number }
  const birthdaysOf = (born: number) => {
    const from = (born - calendar.bornFrom) * AGES
    return calendar.birthdays.subarray(from, from + AGES)
  }
  let children: Child[] = input.people.born.map((born, i) => ({
    birthdays: birthdaysOf(born - input.origin),
    age: 0,
    since: (input.people.since[i] ?? 0) - input.origin,
    group: SUB_GROUP[input.people.subType[i] ?? 0] ?? 0,
  }))
  const intakes = input.model.intake.map((intake) => ({
    intake,
    means: intakeMeans(intake, input.origin, input.months),
  }))
  let childDays = 0
  for (let day = 0; day < calendar.days; day += 1) {
    const month = calendar.monthOf[day] ?? 0
    for (const { intake, means } of intakes) {
      const length = (calendar.monthEnds[month] ?? 0) - (calendar.monthStarts[month] ?? 0)
      const count = countAt((means[month] ?? 0) / length, intake.theta, chance())
      for (let k = 0; k < count; k += 1) {
        const years = pick(intake.ages, chance())
        const born = day - Math.min(6572, Math.floor((years + chance()) * 365.25))
        const band = bandAt(AGE_ENDS, years)
        const shares = intake.groups.slice(band * PLACES, (band + 1) * PLACES)
        children.push({
          birthdays: birthdaysOf(born),
          since: day,
          group: pick(shares, chance()),
          age: 0,
        })
      }
    }
    children = children.filter((child) => {
      const { birthdays } = child
      while (child.age < AGES && (birthdays[child.age] ?? 0) <= day) child.age += 1
      if (child.age === AGES) return false
      childDays += 1
      const duration = bandAt(DURATION_ENDS, day - child.since)
      const state = (child.group * AGES + child.age) * DURATIONS + duration
      const u = chance()
      if (u >= (totals[state] ?? 0)) return true
      const event = eventOf(rates, state * EVENTS, u)
      child.group = event < KINDS ? child.group : event - KINDS
      return event >= KINDS
    })
  }
  return childDays
}

type Point = {
  readonly calendar: Calendar
  readonly rates: Float64Array
  readonly totals: Float64Array
}
const known = new WeakMap<SimInput, Point>()

function pointRates(input: SimInput): Point {
  const held = known.get(input)
  if (held !== undefined) return held
  const rates = Float64Array.from(input.model.rates.prior, (_, i) =>
    pointRate(input.model.rates, i),
  )
  const totals = new Float64Array(rates.length / EVENTS)
  for (const [i, rate] of rates.entries()) {
    const state = Math.floor(i / EVENTS)
    totals[state] = (totals[state] ?? 0) + rate
  }
  const made = { calendar: calendarOf(input), rates, totals }
  known.set(input, made)
  return made
}

function eventOf(rates: Float64Array, cell: number, u: number): number {
  let rest = u
  for (let event = 0; event < EVENTS - 1; event += 1) {
    rest -= rates[cell + event] ?? 0
    if (rest < 0) return event
  }
  return EVENTS - 1
}

function pick(shares: readonly number[], u: number): number {
  let rest = u * shares.reduce((a, b) => a + b, 0)
  for (const [i, share] of shares.entries()) {
    rest -= share
    if (rest < 0) return i
  }
  return shares.length - 1
}
