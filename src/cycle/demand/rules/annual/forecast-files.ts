import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { ANNUAL_CONSTANTS } from '../../data/annual-constants.ts'
import { atOrigin } from './at-origin.ts'
import type { AtOrigin } from './at-origin.ts'
import { yearsOf } from './fit.ts'
import { forecastAnnual } from './forecast.ts'
import type { NationalFigure } from './national.ts'
import { panelOf } from './panel.ts'
import type { Panel } from './panel.ts'
import type { AnnualFile } from './read/csv.ts'
import { readAnnualFiles } from './read/read-files.ts'
import type { AnnualForecast, National } from './types.ts'

export type AnnualArea = { readonly code: string; readonly name: string } & AnnualForecast

export type AnnualAnswer = {
  readonly origin: number
  readonly areas: readonly AnnualArea[]
  /** England at the origin as it was used, each figure with its source. */
  readonly national: readonly (NationalFigure & { readonly value: number })[]
  /** Councils in the files without a forecast, and why. */
  readonly leftOut: readonly {
    readonly code: string
    readonly name: string
    readonly why: string
  }[]
  /** How many councils' population or share is of an earlier year, because that of the origin is not there. */
  readonly older: { readonly childPopulation: number; readonly share16plus: number }
  readonly notes: readonly { readonly file: string; readonly note: string }[]
}

export type AnnualSettings = {
  readonly origin: number
  readonly years: number
  readonly national?: Partial<National> | undefined
  /** Takes figures as published up to this release; the latest otherwise. */
  readonly release?: number | undefined
}

/** `demand forecast --kind annual`: files of counts in, a forecast for every council with a count at the origin out. */
export function annualFromFiles(
  files: readonly AnnualFile[],
  settings: AnnualSettings,
): Result<AnnualAnswer> {
  const read = readAnnualFiles(files)
  if (!read.ok) return read
  const panel = panelOf(read.value, settings.release)
  const { origin, years, national } = settings
  const at = atOrigin(panel, origin, { national })
  if (at.inputs.size === 0) return noOrigin(panel, origin)
  const areas = [...at.inputs].map(([code, input]): AnnualArea => {
    const name = panel.areas.get(code)?.name ?? code
    return { code, name, ...forecastAnnual(input, ANNUAL_CONSTANTS, { years }) }
  })
  return ok({
    origin,
    areas: areas.toSorted(byCode),
    national: at.national.map((f) => ({
      ...f,
      value: f.value ?? ANNUAL_CONSTANTS.national[f.name],
    })),
    leftOut: leftOut(panel, origin),
    older: older(panel, at),
    notes: read.value.notes,
  })
}

const byCode = (a: { code: string }, b: { code: string }): number =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : 0

function noOrigin(panel: Panel, origin: number): Result<never> {
  const years = yearsOf(panel)
  const held = years.length === 0 ? 'none' : `${years[0]} to ${years.at(-1)}`
  return refused({
    kind: 'no-count-at-origin',
    field: 'origin',
    value: String(origin),
    message: `No council in the files has a count at 31 March ${origin}; counts held: ${held}`,
    mend: 'Give a year that the files hold as the origin, or add the file with its counts',
  })
}

function leftOut(panel: Panel, origin: number): AnnualAnswer['leftOut'] {
  return [...panel.areas.values()]
    .flatMap(({ code, name, years }) => {
      const count = years.get(origin)?.count
      if (count !== undefined && count > 0) return []
      const why =
        count === 0
          ? `Its count at 31 March ${origin} is 0, which may mean suppressed`
          : `It has no count at 31 March ${origin}`
      return [{ code, name, why }]
    })
    .toSorted(byCode)
}

function older(panel: Panel, { origin, inputs }: AtOrigin): AnnualAnswer['older'] {
  let [childPopulation, share16plus] = [0, 0]
  for (const [code, input] of inputs) {
    const now = panel.areas.get(code)?.years.get(origin)
    if (input.childPopulation !== undefined && now?.population === undefined) childPopulation += 1
    if (input.share16plus !== undefined && now?.age16plus === undefined) share16plus += 1
  }
  return { childPopulation, share16plus }
}
