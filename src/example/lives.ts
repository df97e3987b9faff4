import { ageOn, birthday, civil, dayOf, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { drawKey, stream } from '#kernel/random.ts'
import {
  COUNTY,
  ENDINGS,
  ENTRIES,
  ENTRY_AGE,
  FIRST_PLACE,
  KINDS,
  MOVES,
  NEXT_PLACE,
  RETURNS,
  STATUS_CHANGES_A_YEAR,
  UASC,
  UASC_PLACE,
} from './parameters.ts'
import type { Kind } from './parameters.ts'

type Chance = () => number

export type InventedEpisode = {
  readonly from: Day
  to: Day | undefined
  readonly rne: string
  readonly ls: string
  readonly cin: string
  readonly place: string
  readonly provider: string
  rec: string
  reasonPlaceChange: string
  readonly urn: string
  readonly placePost: string
}

export type InventedChild = {
  readonly id: string
  readonly born: Day
  readonly sex: '1' | '2'
  readonly ethnicity: string
  readonly uasc: boolean
  readonly homePost: string
  readonly episodes: readonly InventedEpisode[]
}

/** Every invented child who entered care from the first of the lives to the end of the last return. The same seed, the same children. */
export function inventLives(seed: number): readonly InventedChild[] {
  const until = dayOf(COUNTY.lastReturn, 4, 1)
  const children: InventedChild[] = []
  for (let year = civil(isoDay(COUNTY.livesFrom)).year; year < COUNTY.lastReturn; year += 1) {
    const chance = stream(drawKey(seed, year))
    for (const uasc of [false, true]) {
      const count = poisson(expectedEntries(year, uasc), chance)
      for (let k = 0; k < count; k += 1) {
        const entry = entryDay(year, chance)
        children.push(
          inventChild(
            entry,
            uasc,
            until,
            stream(drawKey(seed + 1, year * 10_000 + k * 2 + (uasc ? 1 : 0))),
          ),
        )
      }
    }
  }
  return children
}

function expectedEntries(year: number, uasc: boolean): number {
  if (uasc) return year < 2016 ? 3 : year < 2021 ? UASC.before2021 : UASC.after
  const trend = ENTRIES.in2012 * (1 + ENTRIES.growthAYear) ** (year - 2012)
  return trend * (year === ENTRIES.pandemicYear ? ENTRIES.pandemicFactor : 1)
}

function entryDay(year: number, chance: Chance): Day {
  const index = pick(
    ENTRIES.season.map((weight, i) => [i, weight] as const),
    chance,
  )
  const month = ((index + 3) % 12) + 1
  const first = dayOf(month >= 4 ? year : year + 1, month, 1)
  return (first + Math.floor(chance() * 28)) as Day
}

function inventChild(entry: Day, uasc: boolean, until: Day, chance: Chance): InventedChild {
  const age = uasc ? between(UASC.ages.from, UASC.ages.to, chance) : entryAge(chance)
  const born = (entry - Math.floor(age * 365.25)) as Day
  const episodes = inventCare(entry, born, uasc, until, chance)
  return {
    id: String(100_000 + Math.floor(chance() * 900_000)),
    born,
    sex: chance() < (uasc ? 0.94 : 0.55) ? '1' : '2',
    ethnicity: uasc
      ? pick(
          [
            ['OOTH', 4],
            ['BAFR', 3],
            ['AOTH', 2],
            ['WOTH', 1],
          ],
          chance,
        )
      : pick(
          [
            ['WBRI', 72],
            ['WOTH', 6],
            ['MWBC', 5],
            ['MOTH', 4],
            ['MWAS', 2],
            ['BAFR', 4],
            ['BCRB', 2],
            ['APKN', 2],
            ['AOTH', 2],
            ['NOBT', 1],
          ],
          chance,
        ),
    uasc,
    homePost: uasc ? '' : postcode(chance),
    episodes,
  }
}

function entryAge(chance: Chance): number {
  const band = pick(
    ENTRY_AGE.map((b) => [b, b.weight] as const),
    chance,
  )
  return between(band.from, band.to, chance)
}

/** The periods of care of one child: the first, and perhaps a return. */
function inventCare(
  entry: Day,
  born: Day,
  uasc: boolean,
  until: Day,
  chance: Chance,
): InventedEpisode[] {
  const episodes: InventedEpisode[] = []
  let start: Day | undefined = entry
  while (start !== undefined) {
    const left: Day | undefined = livePeriod(episodes, start, born, uasc, until, chance)
    const returns: boolean = left !== undefined && chance() < RETURNS.share
    const back: Day | undefined =
      returns && left !== undefined
        ? ((left + 14 + Math.floor(chance() * RETURNS.withinDays)) as Day)
        : undefined
    start = back !== undefined && back < until && back < birthday(born, 17) ? back : undefined
  }
  return episodes
}

/** Lives one period of care; returns the day the child left, or undefined while still in care at `until`. */
function livePeriod(
  episodes: InventedEpisode[],
  start: Day,
  born: Day,
  uasc: boolean,
  until: Day,
  chance: Chance,
): Day | undefined {
  const adult = birthday(born, 18)
  let status = uasc
    ? 'V2'
    : pick(
        [
          ['V2', 45],
          ['C1', 38],
          ['L2', 12],
          ['J1', 3],
          ['L1', 2],
        ],
        chance,
      )
  let current = begin(
    start,
    'S',
    status,
    uasc,
    born,
    pickPlace(uasc ? UASC_PLACE : FIRST_PLACE, born, start, chance),
    chance,
  )
  let placed = start
  episodes.push(current)
  for (;;) {
    const now = current.from
    const next = nextEvent(now, start, placed, born, chance)
    if (next.on >= adult && adult < until) {
      close(current, adult, current.place === 'H5' || chance() < 0.9 ? 'E7' : 'E17')
      return adult
    }
    if (next.on >= until) return undefined
    if (next.kind === 'leaves') {
      close(current, next.on, ending(born, next.on, next.on - start, chance))
      return next.on
    }
    close(current, next.on, 'X1')
    if (next.kind === 'status') {
      status = nextStatus(status, chance)
      current = {
        ...current,
        from: next.on,
        to: undefined,
        rne: 'L',
        ls: status,
        rec: '',
        reasonPlaceChange: '',
      }
    } else {
      current.reasonPlaceChange = pick(
        [
          ['CARPL', 34],
          ['CREQB', 18],
          ['LAREQ', 12],
          ['ALLEG', 2],
          ['PLACE', 8],
          ['OTHER', 16],
          ['CHILD', 10],
        ],
        chance,
      )
      const kinds = uasc ? UASC_PLACE : NEXT_PLACE
      current = begin(
        next.on,
        'P',
        status,
        uasc,
        born,
        pickPlace(kinds, born, next.on, chance),
        chance,
        current.cin,
      )
      placed = next.on
    }
    episodes.push(current)
  }
}

function nextEvent(
  now: Day,
  start: Day,
  placed: Day,
  born: Day,
  chance: Chance,
): { on: Day; kind: 'leaves' | 'moves' | 'status' } {
  let on = now
  for (;;) {
    const age = (on - born) / 365.25
    const ends = rateOf(ENDINGS.byAge, age) * factorOf(ENDINGS.byDays, on - start)
    const moves = rateOf(MOVES, on - placed)
    const total = ends + moves + STATUS_CHANGES_A_YEAR
    const wait = Math.ceil((-Math.log(chance()) / total) * 365.25)
    if (wait > 30) {
      on = (on + 30) as Day
      if (on > born + 19 * 366) return { on, kind: 'status' }
      continue
    }
    const which = chance() * total
    return {
      on: (on + wait) as Day,
      kind: which < ends ? 'leaves' : which < ends + moves ? 'moves' : 'status',
    }
  }
}

function begin(
  from: Day,
  rne: string,
  ls: string,
  uasc: boolean,
  born: Day,
  kind: Kind,
  chance: Chance,
  cin?: string,
): InventedEpisode {
  const place = pick(
    KINDS[kind].places.map(([code, weight]) => [code as string, weight] as const),
    chance,
  )
  const provider = pick(
    KINDS[kind].providers.map(([code, weight]) => [code as string, weight] as const),
    chance,
  )
  const need = uasc
    ? 'N8'
    : pick(
        [
          ['N1', 62],
          ['N2', 4],
          ['N3', 3],
          ['N4', 10],
          ['N5', 13],
          ['N6', 3],
          ['N7', 1],
          ['N8', 4],
        ],
        chance,
      )
  const registered = /^(K|S1|H5)/.test(place) || (/^U/.test(place) && provider !== 'PR1')
  const supportedYoung = /^(H5|P2)$/.test(place) && ageOn(born, from) < 16
  return {
    from,
    to: undefined,
    rne,
    ls,
    cin: cin ?? need,
    place: supportedYoung ? 'K2' : place,
    provider,
    rec: '',
    reasonPlaceChange: '',
    urn: registered ? String(9_000_000 + Math.floor(chance() * 400)) : '',
    placePost: postcode(chance),
  }
}

function pickPlace(table: typeof FIRST_PLACE, born: Day, on: Day, chance: Chance): Kind {
  const age = (on - born) / 365.25
  const band = table.find((b) => age < b.to) ?? table[table.length - 1]
  if (band === undefined) throw new Error('no placement for this age')
  return pick(band.kinds, chance)
}

function close(episode: InventedEpisode, to: Day, rec: string): void {
  episode.to = to
  episode.rec = rec
}

function ending(born: Day, on: Day, days: number, chance: Chance): string {
  const age = ageOn(born, on)
  if (age >= 16)
    return pick(
      [
        ['E4A', 25],
        ['E13', 5],
        ['E5', 30],
        ['E6', 15],
        ['E8', 20],
        ['E15', 5],
      ],
      chance,
    )
  if (age >= 10)
    return pick(
      [
        ['E4A', 55],
        ['E4B', 15],
        ['E13', 10],
        ['E45', 6],
        ['E46', 6],
        ['E8', 6],
        ['E3', 2],
      ],
      chance,
    )
  if (days < 180)
    return pick(
      [
        ['E4A', 60],
        ['E4B', 20],
        ['E13', 8],
        ['E41', 4],
        ['E8', 6],
        ['E3', 2],
      ],
      chance,
    )
  return age < 5
    ? pick(
        [
          ['E11', 18],
          ['E12', 10],
          ['E45', 22],
          ['E46', 18],
          ['E4A', 20],
          ['E41', 8],
          ['E8', 4],
        ],
        chance,
      )
    : pick(
        [
          ['E45', 24],
          ['E46', 18],
          ['E4A', 34],
          ['E13', 8],
          ['E41', 8],
          ['E8', 6],
          ['E3', 2],
        ],
        chance,
      )
}

function nextStatus(status: string, chance: Chance): string {
  switch (status) {
    case 'L1':
    case 'L2':
      return chance() < 0.7 ? 'C1' : 'V2'
    case 'C1':
      return chance() < 0.82 ? 'C2' : 'E1'
    case 'V2':
      return chance() < 0.8 ? 'C1' : 'L2'
    default:
      return chance() < 0.7 ? 'C2' : 'V2'
  }
}

/** ZX is not a postcode area of the United Kingdom. */
function postcode(chance: Chance): string {
  const letter = (): string => 'ABDEFGHJLNPQRSTUWXYZ'.charAt(Math.floor(chance() * 20))
  return `ZX${1 + Math.floor(chance() * 24)} ${Math.floor(chance() * 10)}${letter()}${letter()}`
}

function rateOf(
  table: readonly { readonly to: number; readonly rate: number }[],
  value: number,
): number {
  return table.find((r) => value < r.to)?.rate ?? table.at(-1)?.rate ?? 0
}

function factorOf(
  table: readonly { readonly to: number; readonly factor: number }[],
  value: number,
): number {
  return table.find((r) => value < r.to)?.factor ?? 1
}

function between(from: number, to: number, chance: Chance): number {
  return from + (to - from) * chance()
}

function pick<T>(choices: readonly (readonly [T, number])[], chance: Chance): T {
  const total = choices.reduce((a, [, weight]) => a + weight, 0)
  let left = chance() * total
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (last === undefined) throw new Error('nothing to pick from')
  return last[0]
}

function poisson(mean: number, chance: Chance): number {
  let count = 0
  let left = mean
  for (;;) {
    left += Math.log(chance())
    if (left <= 0) return count
    count += 1
  }
}
