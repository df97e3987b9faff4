import { civil, dayOf, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { drawKey, stream } from '#kernel/random.ts'
import { COUNTY } from './parameters.ts'
import { rowOf } from './chance.ts'
import { inventLives } from './lives.ts'
import type { InventedChild, InventedEpisode } from './lives.ts'

export type TextFile = { readonly name: string; readonly text: string }

const EPISODES = [
  'CHILD',
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
  'HOME_POST',
  'PL_POST',
  'URN',
]
const HEADER = ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB']
const UASC_COLUMNS = ['CHILD', 'SEX', 'DOB', 'DUC']

/** The invented county's SSDA903 returns: header, episodes and uasc of each collection year, in the shape councils send. */
export function inventReturns(seed: number = COUNTY.seed): readonly TextFile[] {
  const lives = distinctIds(inventLives(seed))
  const years = Array.from(
    { length: COUNTY.lastReturn - COUNTY.firstReturn + 1 },
    (_, i) => COUNTY.firstReturn + i,
  )
  return years.flatMap((year) => returnOf(lives, year, seed))
}

function distinctIds(lives: readonly InventedChild[]): readonly InventedChild[] {
  const seen = new Set<string>()
  return lives.filter((c) => !seen.has(c.id) && seen.add(c.id))
}

/** One year's return: what was open at any time from 1 April to 31 March, as it was known on 31 March. */
function returnOf(
  lives: readonly InventedChild[],
  endYear: number,
  seed: number,
): readonly TextFile[] {
  const from = dayOf(endYear - 1, 4, 1)
  const to = dayOf(endYear, 4, 1)
  const children = lives
    .map((child) => ({
      child,
      episodes: child.episodes.filter((e) => e.from < to && (e.to === undefined || e.to >= from)),
    }))
    .filter((c) => c.episodes.length > 0)
  const label = `${endYear - 1}-${String(endYear).slice(2)}`
  const chance = stream(drawKey(seed + 2, endYear))
  const episodeRows = children.flatMap(({ child, episodes }) =>
    episodes.map((e) => episodeRow(child, e, to, endYear)),
  )
  const headerRows = children.map(({ child }) => [
    child.id,
    child.sex,
    british(child.born),
    child.ethnicity,
    upn(child),
    '',
    '',
  ])
  const uasc = children.filter(({ child }) => child.uasc)
  const uascRows = uasc.map(({ child }) => [child.id, child.sex, british(child.born), ''])
  plantFaults(episodeRows, headerRows, chance)
  return [
    { name: `${label}-episodes.csv`, text: asCsv(EPISODES, episodeRows) },
    { name: `${label}-header.csv`, text: asCsv(HEADER, headerRows) },
    { name: `${label}-uasc.csv`, text: asCsv(UASC_COLUMNS, uascRows) },
  ]
}

function episodeRow(child: InventedChild, e: InventedEpisode, to: Day, endYear: number): string[] {
  const known = e.to !== undefined && e.to < to
  return [
    child.id,
    british(e.from),
    e.rne,
    e.ls,
    e.cin,
    codeInYear(e.place, endYear),
    e.provider,
    known && e.to !== undefined ? british(e.to) : '',
    known ? e.rec : '',
    known ? e.reasonPlaceChange : '',
    child.homePost,
    e.placePost,
    e.urn,
  ]
}

/** From the 2025-26 return K3 stands for H5 and P2 (20-placements, codes by date). */
function codeInYear(place: string, endYear: number): string {
  if (endYear >= 2026 && /^(H5|P2)$/.test(place)) return 'K3'
  return place === 'P2' && endYear >= 2025 ? 'H5' : place
}

function upn(child: InventedChild): string {
  return child.born > dayOf(COUNTY.lastReturn - 4, 4, 1)
    ? 'UN1'
    : `X999${child.id}${child.id.slice(0, 2)}`
}

/** The slips that real returns hold: a few rows in a thousand, so that the set-aside list has something to say. */
function plantFaults(episodes: string[][], headers: string[][], chance: () => number): void {
  for (const row of episodes) {
    const slip = rowOf(SLIPS, chance())
    if (slip.column >= 0 && row[slip.column] !== '') row[slip.column] = slip.value
  }
  for (const row of headers) {
    const luck = chance()
    if (luck < 0.0012) row[2] = ''
    else if (luck < 0.002) row[2] = '2009-15-08'
  }
}

/** Each slip with the chance below which it happens, the cell, and what stands there. */
const SLIPS = [
  { to: 0.0008, column: EPISODES.indexOf('DECOM'), value: '31/02/2024' },
  { to: 0.0014, column: EPISODES.indexOf('DECOM'), value: '45383' },
  { to: 0.002, column: EPISODES.indexOf('DEC'), value: '01/01/2015' },
  { to: 0.0024, column: EPISODES.indexOf('CHILD'), value: '' },
  { to: 0.004, column: EPISODES.indexOf('PLACE'), value: 'U7' },
  { to: 1, column: -1, value: '' },
]

function british(d: Day): string {
  const c = civil(d)
  return `${iso(d).slice(8)}/${String(c.month).padStart(2, '0')}/${c.year}`
}

function asCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[head, ...rows].map((r) => r.join(',')).join('\r\n')}\r\n`
}
