import { versionSlug } from './rules/index.ts'
import type { VersionKey } from './rules/index.ts'

/** Addresses of workings: every figure of a page leads to one. */

export type Measure = 'gross' | 'income' | 'net' | 'one-off'

/** Address of a total's working: year, version, measure and the nodes it stands at. */
export function totalHref(
  version: VersionKey,
  measure: Measure,
  nodes: readonly (readonly [axis: string, label: string])[] = [],
): string {
  const parts = [version.year, versionSlug(version), measure, ...nodes.flat()]
  return `/working/budget/total/${parts.map((p) => encodeURIComponent(p === '' ? '-' : p)).join('/')}`
}

export function gapHref(year: string, what: string): string {
  return `/working/budget/gap/${year}/${what}`
}

export function streamHref(stream: string, year: string, what: 'applied' | 'planned'): string {
  return `/working/budget/stream/${encodeURIComponent(stream)}/${year}/${what}`
}
