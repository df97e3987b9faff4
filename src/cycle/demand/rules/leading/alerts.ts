import type { Known } from './forecast.ts'

export type Outside = {
  readonly at: number
  readonly value: number
  readonly low95: number
  readonly high95: number
  readonly side: 'above' | 'below'
}

/** Times one after the other, each outside the band that was expected of it. */
export type Alert = {
  readonly series: string
  readonly by: 'month' | 'year'
  readonly outside: readonly Outside[]
  /** It reaches to the last time known. */
  readonly current: boolean
}

type Band = { readonly low95: number; readonly high95: number }

/**
 * A month or a year outside its own 95% band, twice running: the band is from what was known before it. An alert says
 * that something changed, never why. 10-demand, 4F.
 */
export function alertsOf(
  about: Pick<Alert, 'series' | 'by'>,
  known: Known,
  bandOf: (at: number) => Band | undefined,
): readonly Alert[] {
  const times = [...known.keys()].toSorted((a, b) => a - b)
  const last = times.at(-1)
  const runs: Outside[][] = []
  for (const at of times) {
    const found = outside(at, known.get(at) ?? 0, bandOf(at))
    if (found === undefined) continue
    const run = runs.at(-1)
    if (run?.at(-1)?.at === at - 1) run.push(found)
    else runs.push([found])
  }
  return runs
    .filter((run) => run.length >= 2)
    .map((run) => ({ ...about, outside: run, current: run.at(-1)?.at === last }))
}

function outside(at: number, value: number, band: Band | undefined): Outside | undefined {
  if (band === undefined || (value >= band.low95 && value <= band.high95)) return undefined
  const { low95, high95 } = band
  return { at, value, low95, high95, side: value > high95 ? 'above' : 'below' }
}
