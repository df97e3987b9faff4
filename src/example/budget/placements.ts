import { drivenYear } from '#cycle/budget/rules/index.ts'
import type { DriverVolume, Price } from '#cycle/budget/rules/index.ts'
import { civil, dayOf, daysInMonth, monthStart } from '#kernel/dates.ts'
import { at, pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { financialYear, monthsOfYear } from '#kernel/year.ts'
import { PRICES } from '../parameters.ts'
import type { Row } from './lines.ts'

type Planned = {
  readonly driver: string
  /** The kind of placement whose price it takes. */
  readonly subType: string
  readonly service: string
  readonly subjective: string
  readonly centre: number
  /** Children that the budgets of 2025-26, 2026-27 and the draft of 2027-28 pay for, on an average day. */
  readonly children: readonly [number, number, number]
}

/**
 * The placement lines. The budgets pay for somewhat fewer children in homes than there turn out to be: the difference is what
 * demand adds to the gap (invented).
 */
export const PLANNED: readonly Planned[] = [
  driven('agency-foster', 'S01a', 'third-party', 111, [155, 159, 161]),
  driven('in-house-foster', 'S01a', 'transfers', 112, [176, 183, 186]),
  driven('home-agency', 'S01b', 'third-party', 113, [61, 63.5, 64]),
  driven('home-own', 'S01b', 'employees.homes', 114, [10, 10.5, 11.5]),
  driven('residential-school', 'S01b', 'third-party', 117, [5, 5, 5]),
  driven('secure-home', 'S01b', 'third-party', 121, [3.5, 3.5, 3]),
  driven('kinship-foster', 'S01c', 'transfers', 122, [105, 112, 113]),
  driven('supported-accommodation', 'S01d', 'third-party', 123, [41, 43, 44]),
  driven('with-parents', 'S01d', 'transfers', 124, [52, 56, 58]),
  driven('health-or-family-centre', 'S01d', 'third-party', 129, [6.5, 6.5, 6]),
  driven('placed-for-adoption', 'S02', 'transfers.settling-in', 132, [19, 19.5, 20]),
  unaccompanied('supported-accommodation', 'third-party', 133, [30, 30, 31]),
  unaccompanied('agency-foster', 'third-party', 135, [23, 25, 25]),
  unaccompanied('in-house-foster', 'transfers', 137, [6, 6, 6]),
]

type Children = Planned['children']

function driven(
  subType: string,
  service: string,
  subjective: string,
  centre: number,
  children: Children,
): Planned {
  return { driver: subType, subType, service, subjective, centre, children }
}

/** Unaccompanied children stand on a line of their own, whatever their placement. */
function unaccompanied(
  subType: string,
  subjective: string,
  centre: number,
  children: Children,
): Planned {
  return { ...driven(subType, 'S08', subjective, centre, children), driver: `uasc-${subType}` }
}

/** The first financial year of the budget, and how many have lines. */
export const FIRST_YEAR = 2025
const YEARS = [0, 1, 2] as const

/** Child-weeks by month: the children planned for times the days of the month over seven. */
export function plannedVolumes(): readonly DriverVolume[] {
  return PLANNED.flatMap((p) =>
    YEARS.flatMap((i) =>
      monthsOfYear(financialYear(FIRST_YEAR + i)).map((month) => {
        const { year, month: of } = civil(monthStart(month))
        const weeks = (p.children[i] * daysInMonth(year, of)) / 7
        const thousandths = Math.round(weeks * 1000)
        return { driver: p.driver, unit: 'child-week', month, thousandths, source: SOURCE }
      }),
    ),
  )
}

const SOURCE = 'children the budget pays for'

/** The prices of the book, raised each 1 April to the penny. */
export function plannedPrices(): readonly Price[] {
  return PLANNED.flatMap((p) => {
    const price = PRICES.find((each) => each.subType === p.subType)
    if (price === undefined) throw new Error(`the price book has no ${p.subType}`)
    let weekly: Pence = pence(Math.round(price.weekly * 100))
    return YEARS.map((i): Price => {
      if (i > 0) weekly = pence(weekly + at(weekly, percent(price.uplift)))
      const [from, to] = [dayOf(FIRST_YEAR + i, 4, 1), dayOf(FIRST_YEAR + i + 1, 4, 1)]
      return { driver: p.driver, basis: 'week', pence: weekly, from, to, source: price.why }
    })
  })
}

/** The placement lines of a year, priced as the reader will price them. */
export function placementLines(start: number, volumes: readonly DriverVolume[]): readonly Row[] {
  const year = financialYear(start)
  const prices = plannedPrices()
  return PLANNED.map((p) => ({
    line: lineOf(p),
    pence: priced(p.driver, year, volumes, prices),
    oneOff: false,
    driver: p.driver,
    note: '',
  }))
}

/** What a year's volumes would cost at the prices of the year before: the demand part of a change (30-budget, rule 14). */
export function atPricesBefore(
  driver: string,
  start: number,
  volumes: readonly DriverVolume[],
): Pence {
  const before = plannedPrices().filter((p) => p.from === dayOf(start - 1, 4, 1))
  const carried = before.map((p) => ({ ...p, to: dayOf(start + 1, 4, 1) }))
  return priced(driver, financialYear(start), volumes, carried)
}

function lineOf(p: Planned): Row['line'] {
  const { service, subjective } = p
  return { service, subjective, stream: 'core', area: 'county', costCentre: `CC${p.centre}` }
}

function priced(
  driver: string,
  year: ReturnType<typeof financialYear>,
  volumes: readonly DriverVolume[],
  prices: readonly Price[],
): Pence {
  const found = drivenYear(driver, year, volumes, prices)
  if (found.kind === 'priced') return found.pence
  throw new Error(`${driver} of ${year}: ${found.why}`)
}
