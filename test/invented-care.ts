import { birthday, day, dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { join, mix, stream } from '#kernel/random.ts'
import type { ChildRecord, CleanedCare, Stay } from '#cycle/demand/rules/episode.ts'
import { anchorRate, pooledAges, pooledGroups } from '#cycle/demand/rules/own/anchors.ts'
import { AGE_ENDS, EVENTS, KINDS } from '#cycle/demand/rules/own/types.ts'
import { bandAt } from '#cycle/demand/rules/own/periods.ts'
import { GROUPS, SUB_TYPES, groupOf } from '#cycle/demand/rules/taxonomy.ts'
import type { Group, SubType } from '#cycle/demand/rules/taxonomy.ts'

/** What an invented council is made from. Its children are invented; its truth is known, so that forecasts can be judged. */
export type Invention = {
  readonly seed: number
  /** First entries a month. About a twenty-fifth of the children in care. */
  readonly entriesAMonth: number
  readonly unaccompaniedAMonth?: number
  readonly from?: Day
  readonly to?: Day
  /** Share of leavers who return, spread over two years. */
  readonly returning?: number
}

const FROM = dayOf(2017, 4, 1)
const TO = dayOf(2022, 4, 1)
const EARLIER_YEARS = 16
const REASONS = ['E4A', 'E12', 'E5', 'E8'] as const
const CODES: Readonly<Record<Group, readonly (readonly [SubType, string, string])[]>> = {
  fostering: [
    ['kinship-foster', 'U1', 'PR1'],
    ['in-house-foster', 'U6', 'PR1'],
    ['agency-foster', 'U6', 'PR4'],
  ],
  residential: [
    ['home-agency', 'K2', 'PR4'],
    ['home-own', 'K2', 'PR1'],
  ],
  secure: [['secure-home', 'K1', 'PR2']],
  supported: [['supported-accommodation', 'H5', 'PR4']],
  'with-parents': [['with-parents', 'P1', '']],
  adoption: [['placed-for-adoption', 'A4', 'PR1']],
  other: [['health-or-family-centre', 'R2', 'PR3']],
}

/** An invented council's care history, already clean. The same seed gives the same children. */
export function inventedCare(invention: Invention): CleanedCare {
  const { seed, from = FROM, to = TO } = invention
  const children: ChildRecord[] = []
  const stays: Stay[] = []
  const monthly = [invention.entriesAMonth, invention.unaccompaniedAMonth ?? 0]
  for (const [which, entries] of monthly.entries()) {
    const chance = stream(join(mix(seed), which))
    const start = from - EARLIER_YEARS * 365
    for (let at = start + gap(chance, entries); at < to; at += gap(chance, entries)) {
      const born = birthOf(Math.floor(at), which, chance)
      const life = lifeOf(born, Math.floor(at), which, chance, invention.returning ?? 0.08, to)
      const seen = life.filter((s) => s.to === undefined || s.to >= from)
      if (seen.length === 0) continue
      const index = children.length
      const name = mix(join(seed, index)).toString(16).padStart(8, '0')
      const sex = chance() < 0.55 ? '1' : '2'
      children.push({ child: name + index, born, sex, uasc: which === 1, ethnicity: 'WBRI' })
      for (const stay of seen) stays.push({ ...stay, child: index })
    }
  }
  const files = [{ name: 'invented.csv', sha256: '0', table: 'episodes', year: undefined }]
  return { children, stays, files, from, to }
}

function birthOf(entry: number, which: number, chance: () => number): Day {
  const age = pickFrom(pooledAges(which), chance())
  return day(entry - Math.min(6572, Math.floor((age + chance()) * 365.25)))
}

function gap(chance: () => number, monthly: number): number {
  return monthly === 0 ? Infinity : (-Math.log(chance()) * 365.25) / 12 / monthly
}

/** Rates are highest in the first quarter of a period of care, as in life. */
function haste(duration: number): number {
  return duration < 91 ? 1.6 : duration < 730 ? 1.05 : 0.85
}

/** The invented council's true rate a day of an event: what the model is to find. */
export function trueRate(group: Group, ageBand: number, duration: number, event: number): number {
  return anchorRate(group, ageBand, event) * haste(duration)
}

const RATES = GROUPS.map((group) =>
  AGE_ENDS.map((_, band) => Array.from({ length: EVENTS }, (_, e) => anchorRate(group, band, e))),
)

function lifeOf(
  born: Day,
  entry: number,
  which: number,
  chance: () => number,
  returning: number,
  end: Day,
): readonly Stay[] {
  const ends = AGE_ENDS.map((years) => birthday(born, years))
  const adult = birthday(born, 18)
  const stays: Stay[] = []
  let since = entry
  let began = entry
  let group = groupAt(pickFrom(pooledGroups(which, bandAt(ends, entry)), chance()))
  let place = placeIn(group, chance())
  for (let d = entry; d < end - 1; d += 1) {
    if (d + 1 >= adult) {
      stays.push(stay(began, adult < end ? adult : undefined, group, place, 'E7', stays.length))
      return stays
    }
    const band = bandAt(ends, d)
    const event = eventAt(group, band, d - since, chance())
    if (event === undefined) continue
    stays.push(stay(began, day(d + 1), group, place, REASONS[event] ?? 'X1', stays.length))
    began = d + 1
    if (event < KINDS) {
      if (chance() > returning) return stays
      began = d + 2 + Math.floor(chance() * 700)
      if (began >= adult || began >= end) return stays
      d = began - 1
      since = began
      group = groupAt(pickFrom(pooledGroups(which, bandAt(ends, began)), chance()))
    } else group = groupAt(event - KINDS)
    place = placeIn(group, chance())
  }
  stays.push(stay(began, undefined, group, place, '', stays.length))
  return stays
}

function eventAt(group: Group, band: number, duration: number, u: number): number | undefined {
  let sum = 0
  const rates = RATES[GROUPS.indexOf(group)]?.[band] ?? []
  const scaled = u / haste(duration)
  for (let event = 0; event < EVENTS; event += 1) {
    sum += rates[event] ?? 0
    if (scaled < sum) return event
  }
  return undefined
}

function stay(
  from: number,
  to: Day | undefined,
  group: Group,
  [subType, place, provider]: readonly [SubType, string, string],
  reason: string,
  order: number,
): Stay {
  return {
    child: 0,
    from: day(from),
    to,
    subType,
    group,
    place,
    provider,
    legalStatus: 'C2',
    need: 'N1',
    rne: order === 0 ? 'S' : 'P',
    reasonEnded: to === undefined ? '' : reason,
    reasonPlaceChange: '',
    endUnknown: false,
    origin: { file: 0, row: 2 },
  }
}

function groupAt(index: number): Group {
  const group = GROUPS[index]
  if (group === undefined) throw new Error(`no group ${index}`)
  return group
}

function placeIn(group: Group, u: number): readonly [SubType, string, string] {
  const places = CODES[group]
  const place = places[Math.floor(u * places.length)]
  if (place === undefined || groupOf(place[0]) !== group || !SUB_TYPES.includes(place[0]))
    throw new Error(`no place in ${group}`)
  return place
}

function pickFrom(shares: readonly number[], u: number): number {
  const target = u * shares.reduce((a, b) => a + b, 0)
  let sum = 0
  for (const [i, share] of shares.entries()) {
    sum += share
    if (target < sum) return i
  }
  return shares.length - 1
}
