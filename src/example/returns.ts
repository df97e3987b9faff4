import { dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { drawKey, stream } from '#kernel/random.ts'
import { EPISODES, HEADER, UASC_COLUMNS } from './columns.ts'
import { isLost, slipEpisode, slipHeader } from './faults.ts'
import { COUNTY } from './parameters.ts'
import { inventLives } from './lives.ts'
import { asCsv, british } from './written.ts'
import type { TextFile } from './written.ts'
import type { InventedChild, InventedEpisode } from './lives.ts'

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
    .filter((c) => c.episodes.length > 0 && !isLost(c.child, endYear, seed))
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
  for (const row of episodeRows) slipEpisode(row, chance)
  for (const row of headerRows) slipHeader(row, chance)
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

/** From the 2025-26 return K3 stands for H5 and P2; P2 went with registration in October 2023 (20-placements, codes by date). */
function codeInYear(place: string, endYear: number): string {
  if (endYear >= 2026 && /^(H5|P2)$/.test(place)) return 'K3'
  return place === 'P2' && endYear >= 2024 ? 'H5' : place
}

function upn(child: InventedChild): string {
  return child.born > dayOf(COUNTY.lastReturn - 4, 4, 1)
    ? 'UN1'
    : `X999${child.id}${child.id.slice(0, 2)}`
}
