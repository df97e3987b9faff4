import { MONTH_DAYS, TWELFTHS, twelfth } from './expected-work.ts'
import type { Work } from './expected-work.ts'
import { bandAt, sinceBand } from './periods.ts'
import { pointRate } from './pool.ts'
import { addReal, real, small, whole } from './read.ts'
import { birthdaysOf, knownOf } from './tables.ts'
import { AGES, AGE_ENDS, AT_RISK_OF_RETURN, KINDS, SINCES, SINCE_ENDS } from './types.ts'
import type { Rates } from './types.ts'

/** Months in which a leaver may return. */
export const RETURN_MONTHS = Math.ceil(AT_RISK_OF_RETURN / MONTH_DAYS) + 1

/** Point rates of return, by kind, age band and time since leaving. */
export function backRates(returns: Rates): Float64Array {
  return Float64Array.from({ length: KINDS * AGES * SINCES }, (_, i) => pointRate(returns, i))
}

/** Returns of those who left before the origin, day by day. */
export function returnKnown(work: Work): void {
  const { input, calendar } = work
  const state = input.left.kind
  const left = knownOf(input, calendar, { ...input.left, since: input.left.on, state })
  for (let i = 0; i < left.born.length; i += 1) {
    const born = whole(left.born, i)
    const on = whole(left.since, i)
    const birthdays = birthdaysOf(calendar, born)
    const last = Math.min((birthdays[AGES - 1] ?? 0) - 1, calendar.days - 1, on + AT_RISK_OF_RETURN)
    const kind = whole(left.state, i) * AGES
    let away = 1
    for (let time = -1; time < last; time += 1) {
      const at = (kind + bandAt(birthdays, time)) * SINCES + sinceBand(time - on)
      const back = away * -Math.expm1(-real(work.back, at))
      away -= back
      const row = whole(left.uasc, i) * work.out.months + small(calendar.monthOf, time + 1)
      addReal(work.returners, row * TWELFTHS + twelfth(time + 1 - born), back)
    }
  }
}

/** Chance that a leaver of a kind and age returns so many months later: `(kind * TWELFTHS + age) * RETURN_MONTHS`. */
export function backTable(rates: Float64Array): Float64Array {
  const table = new Float64Array(KINDS * TWELFTHS * RETURN_MONTHS)
  const chance = rates.map((rate) => -Math.expm1(-rate))
  for (let row = 0; row < KINDS * TWELFTHS; row += 1) {
    const kind = Math.floor(row / TWELFTHS)
    const born = ((row % TWELFTHS) + 0.5) / 12
    const last = Math.min(AT_RISK_OF_RETURN, Math.ceil((18 - born) * 365.25))
    let away = 1
    let at = (kind * AGES + bandAt(AGE_ENDS, born)) * SINCES
    for (let day = 0; day < last; day += 1) {
      if (day % 30 === 0) at = (kind * AGES + bandAt(AGE_ENDS, born + day / 365.25)) * SINCES
      const back = away * real(chance, at + bandAt(SINCE_ENDS, day))
      away -= back
      addReal(table, row * RETURN_MONTHS + Math.floor((day + 1) / MONTH_DAYS + 0.5), back)
    }
  }
  return table
}

/** Those who come back in a month, by age, from everybody who left before. */
export function comeBack(work: Work, stream: number, month: number): void {
  const { months } = work.out
  const back = work.backLater
  for (let later = 0; later < RETURN_MONTHS && later <= month; later += 1) {
    for (let age = 0; age + later < TWELFTHS; age += 1) {
      const from = ((stream * months + month - later) * TWELFTHS + age) * KINDS
      let heads = 0
      for (let kind = 0; kind < KINDS; kind += 1) {
        const chance = real(back, (kind * TWELFTHS + age) * RETURN_MONTHS + later)
        heads += real(work.leavers, from + kind) * chance
      }
      addReal(work.returners, (stream * months + month) * TWELFTHS + age + later, heads)
    }
  }
}
