import { birthday, civil, dayOf, isoDay } from '#kernel/dates.ts'
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
  MOVES_BY_AGE,
  NEXT_PLACE,
  RETURNS,
  STATUS_CHANGES_A_YEAR,
  UASC,
  UASC_PLACE,
} from './parameters.ts'
import type { Kind } from './parameters.ts'
import { between, pick, pickOf, poisson, rowOf } from './chance.ts'
import type { Chance } from './chance.ts'
import { ending, firstStatus, nextStatus, postcode, reasonForMove } from './codes.ts'

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
  if (uasc) return UASC.entries.find((e) => year < e.until)?.mean ?? 0
  const trend = ENTRIES.in2012 * (1 + ENTRIES.growthAYear) ** (year - 2012)
  return trend * (year === ENTRIES.pandemicYear ? ENTRIES.pandemicFactor : 1)
}

function entryDay(year: number, chance: Chance): Day {
  const index = pickOf(
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
      ? pick({ OOTH: 4, BAFR: 3, AOTH: 2, WOTH: 1 }, chance)
      : pick(
          {
            WBRI: 72,
            WOTH: 6,
            MWBC: 5,
            MOTH: 4,
            MWAS: 2,
            BAFR: 4,
            BCRB: 2,
            APKN: 2,
            AOTH: 2,
            NOBT: 1,
          },
          chance,
        ),
    uasc,
    homePost: uasc ? '' : postcode(chance),
    episodes,
  }
}

function entryAge(chance: Chance): number {
  const band = pickOf(
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
    const left: Day | undefined = livePeriod(episodes, start, { born, uasc, until, chance })
    const returns: boolean = left !== undefined && chance() < RETURNS.share
    const back: Day | undefined =
      returns && left !== undefined
        ? ((left + 14 + Math.floor(chance() * RETURNS.withinDays)) as Day)
        : undefined
    start = back !== undefined && back < until && back < birthday(born, 17) ? back : undefined
  }
  return episodes
}

type Life = {
  readonly born: Day
  readonly uasc: boolean
  readonly until: Day
  readonly chance: Chance
}

/** Lives one period of care; returns the day the child left, or undefined while still in care at the end. */
function livePeriod(episodes: InventedEpisode[], start: Day, life: Life): Day | undefined {
  const { born, chance, until } = life
  const adult = birthday(born, 18)
  let placed = start
  let current = begin(start, 'S', firstStatus(life.uasc, chance), life, FIRST_PLACE)
  episodes.push(current)
  for (;;) {
    const next = nextEvent(current.from, start, placed, life)
    const left = leaves(current, next, { start, adult, until }, life)
    if (left !== 'stays') return left === 'still here' ? undefined : left
    const moves = next.kind === 'moves'
    close(current, next.on, 'X1')
    if (moves) {
      current.reasonPlaceChange = reasonForMove(chance)
      placed = next.on
    }
    current = moves
      ? begin(next.on, 'P', current.ls, life, NEXT_PLACE, current.cin)
      : sameCarers(current, next.on, chance)
    episodes.push(current)
  }
}

type Bounds = { readonly start: Day; readonly adult: Day; readonly until: Day }
type Event = { readonly on: Day; readonly kind: 'leaves' | 'moves' | 'status' }

function leaves(
  current: InventedEpisode,
  next: Event,
  bounds: Bounds,
  life: Life,
): Day | 'stays' | 'still here' {
  if (next.on >= bounds.adult && bounds.adult < bounds.until) {
    close(current, bounds.adult, life.chance() < 0.9 ? 'E7' : 'E17')
    return bounds.adult
  }
  if (next.on >= bounds.until) return 'still here'
  if (next.kind !== 'leaves') return 'stays'
  close(current, next.on, ending(life.born, next.on, next.on - bounds.start, life.chance))
  return next.on
}

function sameCarers(current: InventedEpisode, from: Day, chance: Chance): InventedEpisode {
  const ls = nextStatus(current.ls, chance)
  return { ...current, from, to: undefined, rne: 'L', ls, rec: '', reasonPlaceChange: '' }
}

function nextEvent(now: Day, start: Day, placed: Day, life: Life): Event {
  const { born, chance } = life
  const stays = life.uasc ? UASC.endings : 1
  let on = now
  for (;;) {
    const age = (on - born) / 365.25
    const ends = stays * rowOf(ENDINGS.byAge, age).rate * rowOf(ENDINGS.byDays, on - start).factor
    const moves = rowOf(MOVES, on - placed).rate * rowOf(MOVES_BY_AGE, age).factor
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
  life: Life,
  table: typeof FIRST_PLACE,
  cin?: string,
): InventedEpisode {
  const { born, uasc, chance } = life
  const kind = pickPlace(uasc ? UASC_PLACE : table, born, from, chance)
  const place: string = pick(KINDS[kind].places, chance)
  const provider: string = pick(KINDS[kind].providers, chance)
  const registered =
    ['K1', 'K2', 'S1', 'H5'].includes(place) || (kind === 'agency' && provider !== 'PR1')
  return {
    from,
    to: undefined,
    rne,
    ls,
    cin: cin ?? needOf(uasc, chance),
    place,
    provider,
    rec: '',
    reasonPlaceChange: '',
    urn: registered ? String(9_000_000 + Math.floor(chance() * 400)) : '',
    placePost: postcode(chance),
  }
}

function needOf(uasc: boolean, chance: Chance): string {
  return uasc ? 'N8' : pick({ N1: 62, N2: 4, N3: 3, N4: 10, N5: 13, N6: 3, N7: 1, N8: 4 }, chance)
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
