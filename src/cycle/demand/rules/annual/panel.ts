import { REORGANISATIONS } from '../../data/annual-boundaries.ts'
import type { Reorganisation } from '../../data/annual-boundaries.ts'
import { ENGLAND, numberOf, viewAt } from './read/published.ts'
import type { AreaFact, PublishedValue, Series } from './read/published.ts'

/** Counts of one area at one 31 March; what is unknown or suppressed is absent. */
export type Counts = { readonly [K in Exclude<Series, 'share16plus'>]?: number | undefined }

export type Area = {
  readonly code: string
  readonly name: string
  /** The region as a key: London in two, however the file writes it. */
  readonly region?: string | undefined
  readonly neighbours: readonly string[]
  readonly years: ReadonlyMap<number, Counts>
}

/** Areas by code, and England as published, if it is. */
export type Panel = {
  readonly areas: ReadonlyMap<string, Area>
  readonly england: ReadonlyMap<number, Counts>
}

type Read = { readonly values: readonly PublishedValue[]; readonly facts: readonly AreaFact[] }

/** What the files say, as published up to a release (the latest when none is named). */
export function panelOf(read: Read, release?: number): Panel {
  const shortOf = new Map(
    read.facts.flatMap((f) => (f.longCode === undefined ? [] : [[f.longCode, f.code] as const])),
  )
  const short = (code: string): string => shortOf.get(code) ?? code
  const years = yearsByArea(viewAt(read.values, release), short)
  const facts = factsByArea(read.facts, short)
  const areas = new Map<string, Area>()
  for (const [code, own] of years) {
    if (code === ENGLAND) continue
    const fact = facts.get(code)
    areas.set(code, {
      code,
      name: fact?.name ?? code,
      region: fact?.region === undefined ? undefined : regionKey(fact.region),
      neighbours: (fact?.neighbours ?? []).map(short),
      years: own,
    })
  }
  return { areas, england: years.get(ENGLAND) ?? new Map() }
}

function yearsByArea(
  values: readonly PublishedValue[],
  short: (code: string) => string,
): Map<string, Map<number, Counts>> {
  const found = new Map<string, Map<number, Partial<Record<Series, number>>>>()
  for (const value of values) {
    const code = short(value.area)
    const years = found.get(code) ?? new Map<number, Partial<Record<Series, number>>>()
    found.set(code, years)
    const counts = years.get(value.year) ?? {}
    years.set(value.year, counts)
    const n = numberOf(value)
    if (n !== undefined) counts[value.series] = n
  }
  for (const years of found.values()) for (const counts of years.values()) asNumbers(counts)
  return found
}

/** A share aged 16 and over, given in place of a number, as the number that it is of the count. */
function asNumbers(counts: Partial<Record<Series, number>>): void {
  const { count, share16plus } = counts
  if (share16plus !== undefined && count !== undefined) counts.age16plus ??= share16plus * count
  delete counts.share16plus
}

function factsByArea(
  facts: readonly AreaFact[],
  short: (code: string) => string,
): Map<string, AreaFact> {
  const found = new Map<string, AreaFact>()
  for (const fact of facts) {
    const code = short(fact.code)
    const held = found.get(code)
    found.set(code, {
      code,
      name: fact.name ?? held?.name,
      region: fact.region ?? held?.region,
      neighbours: fact.neighbours ?? held?.neighbours,
    })
  }
  return found
}

/** `London (Inner)` and `Inner London` are one region. */
export function regionKey(name: string): string {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean)
    .toSorted()
    .join(' ')
}

/** The same counts on boundaries that never change: reorganised councils are joined. 11-annual-forecast, section 4. */
export function constantShape(panel: Panel): Panel {
  const areas = new Map(panel.areas)
  const joinedAs = new Map<string, string>()
  for (const change of REORGANISATIONS) {
    const codes = [...change.before, ...change.after]
    const members = codes.flatMap((c) => panel.areas.get(c) ?? [])
    for (const c of codes) joinedAs.set(c, change.code)
    for (const member of members) areas.delete(member.code)
    if (members.length > 0) areas.set(change.code, joined(change, members))
  }
  for (const area of areas.values()) {
    const moved = area.neighbours.map((n) => joinedAs.get(n) ?? n)
    const neighbours = [...new Set(moved)].filter((n) => n !== area.code)
    areas.set(area.code, { ...area, neighbours })
  }
  return { ...panel, areas }
}

function joined(change: Reorganisation, members: readonly Area[]): Area {
  const years = new Map<number, Counts>()
  for (const year of new Set(members.flatMap((m) => [...m.years.keys()]))) {
    const parts = partsAt(change, members, year)
    if (parts !== undefined) years.set(year, added(parts))
  }
  return {
    code: change.code,
    name: change.name,
    region: members.find((m) => m.region !== undefined)?.region,
    neighbours: members.flatMap((m) => m.neighbours),
    years,
  }
}

/** The councils that made up the area in a year: all of the old or all of the new, whichever were published. */
function partsAt(
  { before, after, from }: Reorganisation,
  members: readonly Area[],
  year: number,
): readonly Counts[] | undefined {
  const countsOf = (codes: readonly string[]): readonly Counts[] | undefined => {
    const found = codes.flatMap((code) => {
      const counts = members.find((m) => m.code === code)?.years.get(year)
      return counts?.count === undefined ? [] : [counts]
    })
    return found.length === codes.length ? found : undefined
  }
  return year < from ? (countsOf(before) ?? countsOf(after)) : (countsOf(after) ?? countsOf(before))
}

/** The sum of the parts; a part that is unknown makes the whole unknown. */
function added(parts: readonly Counts[]): Counts {
  const sum = (name: keyof Counts): number | undefined => {
    let total = 0
    for (const part of parts) {
      const n = part[name]
      if (n === undefined) return undefined
      total += n
    }
    return total
  }
  return {
    count: sum('count'),
    started: sum('started'),
    ceased: sum('ceased'),
    population: sum('population'),
    age16plus: sum('age16plus'),
  }
}
