import { MONTH_DAYS, TWELFTHS } from './expected-work.ts'
import type { Work } from './expected-work.ts'
import { comeBack } from './expected-returns.ts'
import { intakeMeans } from './intake.ts'
import { bandAt } from './periods.ts'
import { addTimes } from './propagate.ts'
import type { Propagator } from './propagate.ts'
import { addReal, real, whole } from './read.ts'
import type { Calendar } from './tables.ts'
import { AGES, AGE_ENDS, DURATIONS, DURATION_ENDS, KINDS, PLACES } from './types.ts'
import type { Intake } from './types.ts'

/** What one entrant of an age does: by days since entry for the whole stream, and by months since for each age. */
type Response = {
  /** `[day since entry][group]`, averaged over ages at entry. */
  readonly daily: Float64Array
  readonly dailyGone: Float64Array
  /** `[age][months since][group]` child-days, and share at the month's end; `[age][months since][kind]` leavers. */
  readonly days: Float64Array
  readonly end: Float64Array
  readonly gone: Float64Array
}

/** First entrants of a stream, those of them who leave and come back, and known children who do. */
export function carryStream(work: Work, stream: number, intake: Intake): void {
  const response = responseOf(work, intake)
  const factors = work.input.intakeFactor
  const means = intakeMeans(intake, work.input.origin, work.out.months).map(
    (mean, m) => mean * (factors[m] ?? 1),
  )
  enterMonths(work, response, means)
  for (const [month, mean] of means.entries()) {
    for (let age = 0; age < TWELFTHS; age += 1) {
      const heads = (mean * (intake.ages[Math.floor(age / 12)] ?? 0)) / 12
      if (heads > 0) leaveFrom(work, stream, month, age, heads, response)
    }
  }
  for (let month = 0; month < work.out.months; month += 1) {
    comeBack(work, stream, month)
    carryBack(work, stream, month, response)
  }
}

function responseOf(work: Work, intake: Intake): Response {
  const { days, months } = work.calendar
  const response: Response = {
    daily: new Float64Array((days + 2) * PLACES),
    dailyGone: new Float64Array((days + 2) * KINDS),
    days: new Float64Array(TWELFTHS * (months + 1) * PLACES),
    end: new Float64Array(TWELFTHS * (months + 1) * PLACES),
    gone: new Float64Array(TWELFTHS * (months + 1) * KINDS),
  }
  const youngest = Math.max(
    0,
    intake.ages.findIndex((share) => share > 0),
  )
  for (let age = youngest * 12; age < TWELFTHS; age += 1) respond(work, intake, age, response)
  return response
}

function respond(work: Work, intake: Intake, age: number, response: Response): void {
  const { days, months } = work.calendar
  const years = (age + 0.5) / 12
  const weight = (intake.ages[Math.floor(age / 12)] ?? 0) / 12
  const ends = AGE_ENDS.map((end) => Math.round((end - years) * 365.25 + 0.5))
  const last = Math.min((ends[AGES - 1] ?? 0) - 1, days)
  const entry = bandAt(AGE_ENDS, years) * PLACES
  let share = Float64Array.from({ length: PLACES }, (_, g) => intake.groups[entry + g] ?? 0)
  let next = new Float64Array(PLACES)
  const gone = new Float64Array(KINDS)
  for (let day = 0; day <= last; day += 1) {
    const month = age * (months + 1) + Math.min(months, Math.floor(day / MONTH_DAYS + 0.5))
    count(response, day * PLACES, month * PLACES, weight, share)
    next.fill(0)
    gone.fill(0)
    const step = stepAt(work, ends, day)
    addTimes(share, step.stay, PLACES, next)
    if (day < last) addTimes(share, step.gone, KINDS, gone)
    for (let kind = 0; kind < KINDS; kind += 1) {
      addReal(response.dailyGone, (day + 1) * KINDS + kind, weight * real(gone, kind))
      addReal(response.gone, month * KINDS + kind, real(gone, kind))
    }
    const spare = share
    share = next
    next = spare
  }
}

function stepAt(work: Work, ends: readonly number[], day: number): Propagator {
  const step = work.daily[bandAt(ends, day) * DURATIONS + bandAt(DURATION_ENDS, day)]
  if (step === undefined) throw new Error(`no rates on day ${day} after entry`)
  return step
}

function count(
  response: Response,
  day: number,
  month: number,
  weight: number,
  share: Float64Array,
): void {
  for (let g = 0; g < PLACES; g += 1) {
    addReal(response.daily, day + g, weight * real(share, g))
    addReal(response.days, month + g, real(share, g))
    response.end[month + g] = real(share, g)
  }
}

/** First entrants, on every day of their month alike. */
function enterMonths(work: Work, response: Response, means: readonly number[]): void {
  const { calendar, out } = work
  spread(calendar, response.daily, PLACES, means, (month, g, days, end) => {
    addReal(out.childDays, month * PLACES + g, days)
    addReal(out.monthEnd, month * PLACES + g, end)
  })
  spread(calendar, response.dailyGone, KINDS, means, (month, kind, gone) =>
    addReal(out.exits, month * KINDS + kind, gone),
  )
  for (const [month, mean] of means.entries()) addReal(out.starts, month, mean)
}

type Take = (month: number, which: number, days: number, end: number) => void

/** Sums over entry days and days after by double differences of running sums: exact, whatever the months' lengths. */
function spread(
  calendar: Calendar,
  daily: Float64Array,
  width: number,
  means: readonly number[],
  take: Take,
): void {
  const once = new Float64Array(calendar.days + 2)
  const twice = new Float64Array(calendar.days + 2)
  for (let which = 0; which < width; which += 1) {
    for (let d = 0; d <= calendar.days; d += 1) {
      once[d + 1] = real(once, d) + real(daily, d * width + which)
      twice[d + 1] = real(twice, d) + real(once, d + 1)
    }
    for (const [entry, mean] of means.entries()) {
      spreadOne(calendar, { once, twice, entry, mean, which }, take)
    }
  }
}

function spreadOne(
  calendar: Calendar,
  e: { once: Float64Array; twice: Float64Array; entry: number; mean: number; which: number },
  take: Take,
): void {
  const { monthStarts, monthEnds } = calendar
  const x0 = whole(monthStarts, e.entry)
  const x1 = whole(monthEnds, e.entry)
  const a = e.mean / (x1 - x0)
  const one = (d: number) => real(e.once, Math.max(0, d))
  const two = (d: number) => real(e.twice, Math.max(0, d))
  for (let month = e.entry; month < calendar.months; month += 1) {
    const y0 = whole(monthStarts, month)
    const y1 = whole(monthEnds, month)
    const days = two(y1 - x0) - two(y1 - x1) - two(y0 - x0) + two(y0 - x1)
    take(month, e.which, a * days, a * (one(y1 - x0) - one(y1 - x1)))
  }
}

/** Which ages those who entered at an age leave at, by month: only to find who may return. */
function leaveFrom(
  work: Work,
  stream: number,
  month: number,
  age: number,
  heads: number,
  response: Response,
): void {
  const { months } = work.out
  for (let later = month; later < months && age + later - month < TWELFTHS; later += 1) {
    const from = (age * (months + 1) + later - month) * KINDS
    const to = ((stream * months + later) * TWELFTHS + age + later - month) * KINDS
    for (let kind = 0; kind < KINDS; kind += 1) {
      addReal(work.leavers, to + kind, heads * real(response.gone, from + kind))
    }
  }
}

/** Those who came back in a month, from then on. */
function carryBack(work: Work, stream: number, month: number, response: Response): void {
  const { out } = work
  for (let age = 0; age < TWELFTHS; age += 1) {
    const heads = real(work.returners, (stream * out.months + month) * TWELFTHS + age)
    if (heads === 0) continue
    addReal(out.returns, month, heads)
    leaveFrom(work, stream, month, age, heads, response)
    for (let later = month; later < out.months; later += 1) {
      const at = age * (out.months + 1) + later - month
      for (let g = 0; g < PLACES; g += 1) {
        addReal(out.childDays, later * PLACES + g, heads * real(response.days, at * PLACES + g))
        addReal(out.monthEnd, later * PLACES + g, heads * real(response.end, at * PLACES + g))
      }
      for (let kind = 0; kind < KINDS; kind += 1) {
        addReal(out.exits, later * KINDS + kind, heads * real(response.gone, at * KINDS + kind))
      }
    }
  }
}
