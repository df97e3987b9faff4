import {
  change,
  chips,
  exactChange,
  exactPounds,
  fig,
  html,
  pounds,
  tag,
  year as yearText,
} from '#web'
import type { Html } from '#web'
import type { Check, Service, Stream, VersionKey } from '../rules/index.ts'

/** Money as a quiet link to its working; nought is grey and leads nowhere. */
export function money(amount: number, href: string): Html {
  return amount === 0
    ? html`<span class="slate">0</span>`
    : fig(pounds(amount), href, exactPounds(amount))
}

/** A difference with its sign. */
export function moneyChange(amount: number, href: string): Html {
  return amount === 0
    ? html`<span class="slate">0</span>`
    : fig(change(amount), href, exactChange(amount))
}

/** What is not known is said, never 0. */
export function notKnown(): Html {
  return tag('none', 'Not known')
}

export function year(text: string): Html {
  return html`<span class="nowrap">${yearText(text)}</span>`
}

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

/** `draft`, `scenario high`: a version in an address. */
export function versionSlug(version: VersionKey): string {
  return version.name === '' ? version.kind : `${version.kind} ${version.name}`
}

/** Where the checks of a version stand on the page of all checks. */
export function checksAnchor(version: VersionKey): string {
  return `${version.year}-${versionSlug(version)}`.replaceAll(/[^a-z0-9]+/gi, '-')
}

export function versionName(version: VersionKey): string {
  const names = {
    draft: 'Draft',
    proposed: 'Proposed',
    agreed: 'Agreed',
    forecast: 'Forecast',
    outturn: 'Outturn',
    scenario: 'Scenario',
  }
  return version.name === '' ? names[version.kind] : `${names[version.kind]} ${version.name}`
}

export function versionChips(versions: readonly VersionKey[], here: VersionKey): Html {
  if (versions.length < 2) return html``
  return chips(
    versions.map((v) => ({
      text: versionName(v),
      href: `/budget/${v.year}?version=${encodeURIComponent(versionSlug(v))}`,
      current: v.kind === here.kind && v.name === here.name,
    })),
    'Version',
  )
}

export function checkTag(check: Pick<Check, 'passed' | 'severity'>): Html {
  if (check.passed) return tag('done', 'Holds')
  return check.severity === 'block' ? tag('stop', 'Blocks') : tag('wait', 'Warns')
}

/** Labels of axes as people read them: names of services and streams beside their ids. */
export type Names = {
  readonly service: (id: string) => string
  readonly stream: (id: string) => string
}

export function namesOf(services: readonly Service[], streams: readonly Stream[]): Names {
  const service = new Map(services.map((s) => [s.id, s.name]))
  const stream = new Map(streams.map((s) => [s.id, s.name]))
  return { service: (id) => service.get(id) ?? id, stream: (id) => stream.get(id) ?? id }
}
