import { addMonths, monthOf } from '#kernel/dates.ts'
import { carryStream } from './expected-entrants.ts'
import { backRates, backTable, returnKnown } from './expected-returns.ts'
import { TWELFTHS, twelfth } from './expected-work.ts'
import type { Expected, Work } from './expected-work.ts'
import { bandAt } from './periods.ts'
import { addTimes, dailyPropagators, powers } from './propagate.ts'
import type { Propagator } from './propagate.ts'
import { addReal, real, small, whole } from './read.ts'
import { SUB_GROUP, birthdaysOf, calendarOf, knownOf } from './tables.ts'
import type { Known } from './tables.ts'
import { AGES, DURATIONS, DURATION_ENDS, KINDS, PLACES } from './types.ts'
import type { SimInput } from './types.ts'

/**
 * The analytic expectation (10-demand, 4C6): each known child's distribution over the groups is carried along their own
 * calendar by matrix exponentials; entrants are carried by months and twelfths of a year of age. Without chance, and
 * the check on the simulation. Dated levers on rates are not taken: their entrants' rates depend on the date.
 */
export function expected(input: SimInput): Expected {
  if (input.levers.length > 0) throw new Error('the analytic expectation takes no dated levers')
  const { months } = input
  const back = backRates(input.model.returns)
  const work: Work = {
    input,
    calendar: calendarOf(input),
    daily: dailyPropagators(input.model.rates),
    back,
    backLater: backTable(back),
    out: {
      firstMonth: addMonths(monthOf(input.origin), 0),
      months,
      childDays: new Float64Array(months * PLACES),
      monthEnd: new Float64Array(months * PLACES),
      starts: new Float64Array(months),
      returns: new Float64Array(months),
      exits: new Float64Array(months * KINDS),
    },
    leavers: new Float64Array(2 * months * TWELFTHS * KINDS),
    returners: new Float64Array(2 * months * TWELFTHS),
  }
  carryKnown(work)
  returnKnown(work)
  for (const [stream, intake] of input.model.intake.entries()) carryStream(work, stream, intake)
  return work.out
}

/** The powers of each band's daily propagator, made when first met. */
function powersOf(work: Work): (band: number) => readonly Propagator[] {
  const made = new Map<number, readonly Propagator[]>()
  return (band) => {
    const known = made.get(band)
    if (known !== undefined) return known
    const daily = work.daily[band]
    if (daily === undefined) throw new Error(`no rates for band ${band}`)
    const steps = powers(daily)
    made.set(band, steps)
    return steps
  }
}

function carryKnown(work: Work): void {
  const { input, calendar } = work
  const people = knownOf(input, calendar, { ...input.people, state: input.people.subType })
  const ofBand = powersOf(work)
  for (let i = 0; i < people.born.length; i += 1) carryOne(work, people, i, ofBand)
}

/** One child's stretches: to the next birthday band, duration band or month's end, until the eighteenth birthday. */
function carryOne(
  work: Work,
  people: Known,
  i: number,
  ofBand: (band: number) => readonly Propagator[],
): void {
  const { calendar, out } = work
  const born = whole(people.born, i)
  const since = whole(people.since, i)
  const birthdays = birthdaysOf(calendar, born)
  const last = Math.min((birthdays[AGES - 1] ?? 0) - 1, calendar.days - 1)
  let share = new Float64Array(PLACES)
  share[whole(SUB_GROUP, whole(people.state, i))] = 1
  let time = -1
  while (time < last) {
    const month = small(calendar.monthOf, time + 1)
    const age = bandAt(birthdays, time)
    const duration = bandAt(DURATION_ENDS, time - since)
    const monthLast = whole(calendar.monthEnds, month) - 1
    const bandEnd = since + (DURATION_ENDS[duration] ?? 0)
    const next = Math.min(last, monthLast, birthdays[age] ?? last, bandEnd)
    const step = ofBand(age * DURATIONS + duration)[next - time - 1]
    if (step === undefined) throw new Error(`a stretch of ${next - time} days within a month`)
    const gone = new Float64Array(KINDS)
    addTimes(share, step.days, PLACES, out.childDays, month * PLACES)
    addTimes(share, step.gone, KINDS, gone)
    leave(work, whole(people.uasc, i), month, twelfth((time + next) / 2 - born), gone)
    const moved = new Float64Array(PLACES)
    addTimes(share, step.stay, PLACES, moved)
    share = moved
    if (next === monthLast) share.forEach((x, g) => addReal(out.monthEnd, month * PLACES + g, x))
    time = next
  }
}

function leave(work: Work, stream: number, month: number, age: number, gone: Float64Array): void {
  const at = ((stream * work.out.months + month) * TWELFTHS + age) * KINDS
  for (let kind = 0; kind < KINDS; kind += 1) {
    addReal(work.out.exits, month * KINDS + kind, real(gone, kind))
    addReal(work.leavers, at + kind, real(gone, kind))
  }
}

/** Mean children at a month's end, over all groups. */
export function expectedTotal(e: Expected, month: number): number {
  let sum = 0
  for (let g = 0; g < PLACES; g += 1) sum += real(e.monthEnd, month * PLACES + g)
  return sum
}
