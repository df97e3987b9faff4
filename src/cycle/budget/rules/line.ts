import type { Line, Subjective, VersionKey, VersionKind } from './model.ts'
import { VERSION_KINDS } from './model.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'

/** The line in one text: `S04|employees|core|county|CC104`. */
export function lineKey(line: Line): string {
  return `${line.service}|${line.subjective}|${line.stream}|${line.area}|${line.costCentre}`
}

/** Reads a line's text; area and cost centre may be left out. Undefined when it has not three to five parts. */
export function parseLine(text: string): Line | undefined {
  const parts = text.split('|').map((part) => part.trim())
  const part = (i: number): string => parts[i] ?? ''
  const whole = parts.length >= 3 && parts.length <= 5 && !parts.slice(0, 3).includes('')
  if (!whole) return undefined
  return {
    service: part(0),
    subjective: part(1),
    stream: part(2),
    area: part(3) === '' ? 'county' : part(3),
    costCentre: part(4),
  }
}

/** The group of a subjective: what stands before its first point. */
export function subjectiveGroup(id: string): string {
  const point = id.indexOf('.')
  return point < 0 ? id : id.slice(0, point)
}

/** The subjective of an id; a council's own detail belongs to its group. */
export function subjectiveOf(
  subjectives: readonly Subjective[],
  id: string,
): Subjective | undefined {
  const group = subjectiveGroup(id)
  return subjectives.find((s) => s.id === id) ?? subjectives.find((s) => s.id === group)
}

/** `2026-27 draft`, `2026-27 scenario high`: a version in words and as a key. */
export function versionText(version: VersionKey): string {
  const name = version.name === '' ? '' : ` ${version.name}`
  return `${version.year} ${version.kind}${name}`
}

/** Reads `draft`, `agreed`, `forecast P6`, `scenario: high`. */
export function parseVersion(
  text: string,
): { readonly kind: VersionKind; readonly name: string } | undefined {
  const match = /^([a-z]+)(?:\s*[:\s]\s*(\S.*))?$/.exec(text.trim().toLowerCase())
  const kind = VERSION_KINDS.find((k) => k === match?.[1])
  if (kind === undefined) return undefined
  const name = match?.[2] ?? ''
  const named = kind === 'forecast' || kind === 'scenario'
  return named === (name !== '') ? { kind, name } : undefined
}

/** Reads what `versionText` writes, with a hyphen for the first space as in an address: `2026-27`, `draft`. */
export function parseVersionKey(year: string, version: string): VersionKey | undefined {
  const y = parseFinancialYear(year)
  const v = parseVersion(version)
  return y === undefined || v === undefined ? undefined : { year: y, ...v }
}

/** Which version of a year is planned with, best first: what was agreed, else proposed, else drafted. */
export const PLANNING_ORDER: readonly VersionKind[] = ['agreed', 'proposed', 'draft']

export function planningVersion(
  versions: readonly VersionKey[],
  year: string,
): VersionKey | undefined {
  const ofYear = versions.filter((v) => v.year === year)
  for (const kind of PLANNING_ORDER) {
    const found = ofYear.find((v) => v.kind === kind)
    if (found !== undefined) return found
  }
  return undefined
}

/** `draft`, `scenario high`: a version in an address. */
export function versionSlug(version: VersionKey): string {
  return version.name === '' ? version.kind : `${version.kind} ${version.name}`
}

const VERSION_NAMES: Readonly<Record<VersionKind, string>> = {
  draft: 'Draft',
  proposed: 'Proposed',
  agreed: 'Agreed',
  forecast: 'Forecast',
  outturn: 'Outturn',
  scenario: 'Scenario',
}

/** A version in words. */
export function versionName(version: VersionKey): string {
  const kind = VERSION_NAMES[version.kind]
  return version.name === '' ? kind : `${kind} ${version.name}`
}

/** The version that was asked for, or the one that is planned with. */
export function chosenVersion(
  versions: readonly VersionKey[],
  year: FinancialYear,
  asked: string | undefined,
): VersionKey | undefined {
  if (asked === undefined || asked === '') return planningVersion(versions, year) ?? versions[0]
  const wanted = parseVersion(asked)
  if (wanted === undefined) return undefined
  return versions.find((v) => versionSlug(v).toLowerCase() === versionSlug({ year, ...wanted }))
}
