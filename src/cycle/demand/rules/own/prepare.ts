import { birthday, day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { SUB_TYPES } from '../taxonomy.ts'
import { inCareOn } from './estimate.ts'
import type { Estimated } from './estimate.ts'
import { AGES, AT_RISK_OF_RETURN } from './types.ts'
import type { Allocation, SimInput } from './types.ts'

export type PrepareSettings = {
  readonly months: number
  readonly parameters?: boolean
  readonly drift?: boolean
  readonly allocation?: Allocation
  readonly intakeFactor?: readonly number[]
  readonly levers?: SimInput['levers']
}

/** Who is in care and who lately left, with the model: all that a draw needs. Order of children is by pseudonym. */
export function prepare(care: CleanedCare, fitted: Estimated, settings: PrepareSettings): SimInput {
  return {
    model: fitted.model,
    origin: care.to,
    months: settings.months,
    people: peopleOf(care, fitted),
    left: leaversOf(care, fitted),
    allocation: sharesOf(fitted, settings),
    intakeFactor: settings.intakeFactor ?? [],
    levers: settings.levers ?? [],
    chance: { parameters: settings.parameters ?? true, drift: settings.drift ?? true },
  }
}

function sharesOf(fitted: Estimated, settings: PrepareSettings): SimInput['allocation'] {
  const { allocation } = settings
  if (allocation === undefined) return [fitted.model.allocation]
  return Array.from({ length: settings.months }, (_, month) =>
    Array.from({ length: AGES }, (_, ageBand) => allocation(ageBand, month)).flat(),
  )
}

function peopleOf(care: CleanedCare, fitted: Estimated): SimInput['people'] {
  const here = inCareOn(fitted.periods, day(care.to - 1))
    .flatMap(({ period, stay }) => {
      const child = care.children[period.child]
      const place = period.stays[stay]
      return child === undefined || place === undefined ? [] : [{ child, period, place }]
    })
    .toSorted((a, b) => byText(a.child.child, b.child.child))
  return {
    born: here.map((p) => p.child.born),
    since: here.map((p) => p.period.from),
    subType: here.map((p) => SUB_TYPES.indexOf(p.place.subType)),
    uasc: here.map((p) => (p.child.uasc ? 1 : 0)),
  }
}

function leaversOf(care: CleanedCare, fitted: Estimated): SimInput['left'] {
  const latest = fitted.periods.filter(
    (p, i) => fitted.periods[i + 1]?.child !== p.child && p.exit !== undefined,
  )
  const left = latest
    .flatMap((period) => {
      const child = care.children[period.child]
      const { to, exit } = period
      if (child === undefined || to === undefined || exit === undefined) return []
      const gone = to < care.to && care.to - to < AT_RISK_OF_RETURN
      return gone && birthday(child.born, 18) > care.to ? [{ child, on: to, exit }] : []
    })
    .toSorted((a, b) => byText(a.child.child, b.child.child))
  return {
    born: left.map((p) => p.child.born),
    on: left.map((p) => p.on),
    kind: left.map((p) => p.exit),
    uasc: left.map((p) => (p.child.uasc ? 1 : 0)),
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
