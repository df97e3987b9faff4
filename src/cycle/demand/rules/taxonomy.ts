import type { Day } from '#kernel/dates.ts'
import { isoDay } from '#kernel/dates.ts'

/**
 * Where a child lives, as the return's codes say it and as money sees it: twenty-two sub-types in seven groups. The code
 * stands in demand because demand stands above placements; both rooms use it. Source: 20-placements, section 2; codes of
 * the SSDA903 guide.
 */
export const GROUPS = [
  'fostering',
  'residential',
  'secure',
  'supported',
  'with-parents',
  'adoption',
  'other',
] as const
export type Group = (typeof GROUPS)[number]

/** Lines of Section 251: the stable id never moves; the code is that of the layouts from 2015-16 on. */
export type S251Line = { readonly id: string; readonly code: string }

const LINES = {
  residential: { id: 'cla.residential', code: '3.1.1' },
  bought: { id: 'cla.fostering-bought', code: '3.1.2a' },
  own: { id: 'cla.fostering-own', code: '3.1.2b' },
  adoption: { id: 'cla.adoption', code: '3.1.3' },
  other: { id: 'cla.other', code: '3.1.5' },
  family: { id: 'cla.family-friends', code: '3.1.7' },
} as const

type Definition = {
  readonly group: Group
  readonly name: string
  readonly line: S251Line | undefined
  /** The pair could not be placed for sure: kept, mapped, and shown to whoever mends the data. */
  readonly flagged?: true
}

/** In the order of the specification's table. */
const TABLE = {
  'kinship-foster': { group: 'fostering', name: 'Kinship fostering', line: LINES.family },
  'in-house-foster': { group: 'fostering', name: 'In-house fostering', line: LINES.own },
  'other-public-foster': {
    group: 'fostering',
    name: 'Fostering, other public body',
    line: LINES.bought,
  },
  'agency-foster': { group: 'fostering', name: 'Independent fostering agency', line: LINES.bought },
  'foster-unknown': {
    group: 'fostering',
    name: 'Fostering, provider not known',
    line: LINES.bought,
    flagged: true,
  },
  'home-own': { group: 'residential', name: 'Children’s home, own', line: LINES.residential },
  'home-public': {
    group: 'residential',
    name: 'Children’s home, other public body',
    line: LINES.residential,
  },
  'home-agency': { group: 'residential', name: 'Children’s home, agency', line: LINES.residential },
  'home-unknown': {
    group: 'residential',
    name: 'Children’s home, provider not known',
    line: LINES.residential,
    flagged: true,
  },
  'residential-school': {
    group: 'residential',
    name: 'Residential school',
    line: LINES.residential,
  },
  'residential-other': { group: 'residential', name: 'Other residential', line: LINES.residential },
  'secure-home': { group: 'secure', name: 'Secure children’s home', line: LINES.residential },
  'supported-lodgings': { group: 'supported', name: 'Supported lodgings', line: LINES.other },
  'supported-accommodation': {
    group: 'supported',
    name: 'Supported accommodation',
    line: LINES.other,
  },
  'independent-living': { group: 'supported', name: 'Independent living', line: LINES.other },
  'with-parents': { group: 'with-parents', name: 'Placed with parents', line: LINES.other },
  'placed-for-adoption': { group: 'adoption', name: 'Placed for adoption', line: LINES.adoption },
  'health-or-family-centre': { group: 'other', name: 'Health or family centre', line: LINES.other },
  custody: { group: 'other', name: 'Custody', line: undefined },
  temporary: { group: 'other', name: 'Temporary placement', line: LINES.other },
  'other-unregistered': {
    group: 'other',
    name: 'Other, unregistered',
    line: LINES.other,
    flagged: true,
  },
  unrecognised: { group: 'other', name: 'Not recognised', line: undefined, flagged: true },
} as const satisfies Readonly<Record<string, Definition>>

export type SubType = keyof typeof TABLE

export const SUB_TYPES: readonly SubType[] = Object.keys(TABLE).filter(
  (name): name is SubType => name in TABLE,
)

export function isSubType(text: string): text is SubType {
  return Object.hasOwn(TABLE, text)
}

function definition(subType: SubType): Definition {
  return TABLE[subType]
}

export function groupOf(subType: SubType): Group {
  return definition(subType).group
}

/** What people call it. */
export function subTypeName(subType: SubType): string {
  return definition(subType).name
}

const GROUP_NAMES: Readonly<Record<Group, string>> = {
  fostering: 'Fostering',
  residential: 'Residential',
  secure: 'Secure',
  supported: 'Supported accommodation',
  'with-parents': 'With parents',
  adoption: 'Placed for adoption',
  other: 'Other',
}

export function groupName(group: Group): string {
  return GROUP_NAMES[group]
}

/** The Section 251 line by default; undefined where none takes it (custody, not recognised). A council may re-map by date. */
export function defaultS251(subType: SubType): S251Line | undefined {
  return definition(subType).line
}

const OWN = new Set(['PR1'])
const PUBLIC = new Set(['PR2', 'PR3'])
const AGENCY = new Set(['PR4', 'PR5'])

/** Of four sub-types, the one of the provider. */
function byProvider<T>(provider: string, own: T, other: T, agency: T, unknown: T): T {
  if (OWN.has(provider)) return own
  if (PUBLIC.has(provider)) return other
  return AGENCY.has(provider) ? agency : unknown
}

const FIXED: Readonly<Record<string, SubType>> = {
  U1: 'kinship-foster',
  U2: 'kinship-foster',
  U3: 'kinship-foster',
  Q1: 'kinship-foster',
  S1: 'residential-school',
  R1: 'residential-other',
  P3: 'residential-other',
  K1: 'secure-home',
  P2: 'independent-living',
  P1: 'with-parents',
  A3: 'placed-for-adoption',
  A4: 'placed-for-adoption',
  A5: 'placed-for-adoption',
  A6: 'placed-for-adoption',
  R2: 'health-or-family-centre',
  R3: 'health-or-family-centre',
  R5: 'custody',
  T0: 'temporary',
  T1: 'temporary',
  T2: 'temporary',
  T3: 'temporary',
  T4: 'temporary',
  Z1: 'other-unregistered',
  Z11: 'other-unregistered',
  Z12: 'other-unregistered',
  Z13: 'other-unregistered',
  Z14: 'other-unregistered',
}

const CARER = new Set(['U4', 'U5', 'U6', 'Q2'])
const SUPPORTED = new Set(['H5', 'K3'])

export type Classified = { readonly subType: SubType; readonly flagged: boolean }

/**
 * The sub-type of a placement and provider code, trimmed and in capitals. Every pair has exactly one. `lodgings` tells
 * whether the provider or URN is on the council's list of supported lodgings.
 */
export function classify(place: string, provider: string, lodgings = false): Classified {
  const subType = subTypeOf(place, provider, lodgings)
  return { subType, flagged: definition(subType).flagged === true }
}

function subTypeOf(place: string, provider: string, lodgings: boolean): SubType {
  const fixed = FIXED[place]
  if (fixed !== undefined) return fixed
  if (CARER.has(place)) {
    return byProvider(
      provider,
      'in-house-foster',
      'other-public-foster',
      'agency-foster',
      'foster-unknown',
    )
  }
  if (place === 'K2')
    return byProvider(provider, 'home-own', 'home-public', 'home-agency', 'home-unknown')
  if (SUPPORTED.has(place)) return lodgings ? 'supported-lodgings' : 'supported-accommodation'
  return 'unrecognised'
}

/** The category of the open peer: what its states are made of (10-demand, 4A9). */
export function peerCategory(place: string): 'Fostering' | 'Residential' | 'Supported' | 'Other' {
  if (/^U[1-6]$/.test(place)) return 'Fostering'
  if (/^(K2|P3|R1|S1)$/.test(place)) return 'Residential'
  return /^(H5|K3|P2)$/.test(place) ? 'Supported' : 'Other'
}

/** The detail label of the open peer (10-demand, 4A11): without a known provider, foster and residential are "Other". */
export function peerDetail(place: string, provider: string): string {
  if (place === 'K1') return 'Secure home'
  if (place === 'P1') return 'Placed with family'
  switch (peerCategory(place)) {
    case 'Fostering':
      if (/^U[1-3]$/.test(place)) return 'Fostering (Friend/Relative)'
      return byProvider(
        provider,
        'Fostering (In-house)',
        'Fostering (In-house)',
        'Fostering (IFA)',
        'Other',
      )
    case 'Residential':
      return byProvider(
        provider,
        'Residential (In-house)',
        'Residential (In-house)',
        'Residential (External)',
        'Other',
      )
    case 'Supported':
      return 'Supported accommodation'
    case 'Other':
      return 'Other'
  }
}

type Validity = { readonly from?: Day; readonly until?: Day }

/**
 * Codes that the return took only for a time. K3 and Z11 to Z14 from the 2024-25 and 2025-26 lists; P2 not for episodes after 28
 * October 2023; H5 and Z1 not from 2025-26 [published lists of the public validator]. Q and M codes are of the 2010 tables.
 */
const DATED: Readonly<Record<string, Validity>> = {
  H5: { until: isoDay('2025-04-01') },
  P2: { until: isoDay('2023-10-29') },
  Z1: { until: isoDay('2025-04-01') },
  K3: { from: isoDay('2023-10-28') },
  Z11: { from: isoDay('2025-04-01') },
  Z12: { from: isoDay('2025-04-01') },
  Z13: { from: isoDay('2025-04-01') },
  Z14: { from: isoDay('2025-04-01') },
  Q1: { until: isoDay('2015-04-01') },
  Q2: { until: isoDay('2015-04-01') },
}

/** Whether a placement code is one the return takes for an episode running on this day. */
export function codeValidOn(place: string, on: Day): boolean {
  if (classify(place, 'PR1').subType === 'unrecognised') return false
  const dated = DATED[place]
  return dated === undefined || (on >= (dated.from ?? -Infinity) && on < (dated.until ?? Infinity))
}
