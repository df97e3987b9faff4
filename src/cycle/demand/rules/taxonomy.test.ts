import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDay } from '#kernel/dates.ts'
import { needsShared, sharedFile } from '#test/shared.ts'
import {
  classify,
  codeValidOn,
  defaultS251,
  groupOf,
  GROUPS,
  isSubType,
  peerCategory,
  peerDetail,
  SUB_TYPES,
  subTypeName,
} from './taxonomy.ts'
import type { SubType } from './taxonomy.ts'

/** The specification's table (20-placements, section 2), written out: places, providers, sub-type, group, peer, line. */
const ANY = ['PR0', 'PR1', 'PR2', 'PR3', 'PR4', 'PR5', '', 'PR9']
const OWN = ['PR1']
const PUBLIC = ['PR2', 'PR3']
const AGENCY = ['PR4', 'PR5']
const UNKNOWN = ['PR0', '', 'PR9']

type Row = readonly [
  places: string,
  providers: readonly string[],
  subType: SubType,
  group: string,
  line: string | undefined,
  flagged?: 'flagged',
]
const TABLE: readonly Row[] = [
  ['U1 U2 U3 Q1', ANY, 'kinship-foster', 'fostering', '3.1.7'],
  ['U4 U5 U6 Q2', OWN, 'in-house-foster', 'fostering', '3.1.2b'],
  ['U4 U5 U6 Q2', PUBLIC, 'other-public-foster', 'fostering', '3.1.2a'],
  ['U4 U5 U6 Q2', AGENCY, 'agency-foster', 'fostering', '3.1.2a'],
  ['U4 U5 U6 Q2', UNKNOWN, 'foster-unknown', 'fostering', '3.1.2a', 'flagged'],
  ['K2', OWN, 'home-own', 'residential', '3.1.1'],
  ['K2', PUBLIC, 'home-public', 'residential', '3.1.1'],
  ['K2', AGENCY, 'home-agency', 'residential', '3.1.1'],
  ['K2', UNKNOWN, 'home-unknown', 'residential', '3.1.1', 'flagged'],
  ['S1', ANY, 'residential-school', 'residential', '3.1.1'],
  ['R1 P3', ANY, 'residential-other', 'residential', '3.1.1'],
  ['K1', ANY, 'secure-home', 'secure', '3.1.1'],
  ['H5 K3', ANY, 'supported-accommodation', 'supported', '3.1.5'],
  ['P2', ANY, 'independent-living', 'supported', '3.1.5'],
  ['P1', ANY, 'with-parents', 'with-parents', '3.1.5'],
  ['A3 A4 A5 A6', ANY, 'placed-for-adoption', 'adoption', '3.1.3'],
  ['R2 R3', ANY, 'health-or-family-centre', 'other', '3.1.5'],
  ['R5', ANY, 'custody', 'other', undefined],
  ['T0 T1 T2 T3 T4', ANY, 'temporary', 'other', '3.1.5'],
  ['Z1 Z11 Z12 Z13 Z14', ANY, 'other-unregistered', 'other', '3.1.5', 'flagged'],
  ['M1 M2 M3 X9', ANY, 'unrecognised', 'other', undefined, 'flagged'],
]

test('every pair of place and provider has exactly one sub-type: the one of the table', () => {
  const seen = new Set<string>()
  for (const [places, providers, subType, group, line, flagged] of TABLE)
    for (const place of places.split(' '))
      for (const provider of providers) {
        const pair = `${place} ${provider}`
        assert.ok(!seen.has(pair), `${pair} stands twice in the table`)
        seen.add(pair)
        assert.deepEqual(
          classify(place, provider),
          { subType, flagged: flagged !== undefined },
          pair,
        )
        assert.equal(groupOf(subType), group)
        assert.equal(defaultS251(subType)?.code, line, subType)
      }
  assert.equal(seen.size, 38 * ANY.length)
  assert.deepEqual(classify('', ''), { subType: 'unrecognised', flagged: true })
})

test('H5 and K3 of a provider on the list of lodgings are supported lodgings; nothing else is', () => {
  for (const place of ['H5', 'K3'])
    for (const provider of ANY)
      assert.deepEqual(classify(place, provider, true), {
        subType: 'supported-lodgings',
        flagged: false,
      })
  assert.equal(classify('U4', 'PR1', true).subType, 'in-house-foster')
  assert.equal(groupOf('supported-lodgings'), 'supported')
  assert.equal(defaultS251('supported-lodgings')?.code, '3.1.5')
})

test('there are twenty-two sub-types in the order of the table, in seven groups, each with a name', () => {
  assert.equal(SUB_TYPES.length, 22)
  const inTable = [...new Set(TABLE.map((row) => row[2]))]
  assert.deepEqual(
    SUB_TYPES.filter((s) => s !== 'supported-lodgings'),
    inTable,
  )
  assert.equal(SUB_TYPES[12], 'supported-lodgings')
  assert.deepEqual([...new Set(SUB_TYPES.map(groupOf))].toSorted(), [...GROUPS].toSorted())
  assert.equal(new Set(SUB_TYPES.map(subTypeName)).size, 22)
  assert.ok(!isSubType('toString') && isSubType('custody'))
})

test('a line of Section 251 has one stable id for its number', () => {
  const byCode = new Map<string, string>()
  for (const subType of SUB_TYPES) {
    const line = defaultS251(subType)
    if (line === undefined) continue
    assert.equal(byCode.get(line.code) ?? line.id, line.id)
    byCode.set(line.code, line.id)
  }
  assert.deepEqual([...byCode.keys()].toSorted(), [
    '3.1.1',
    '3.1.2a',
    '3.1.2b',
    '3.1.3',
    '3.1.5',
    '3.1.7',
  ])
  assert.equal(new Set(byCode.values()).size, byCode.size)
})

test('the open peer’s labels: by category, by provider where it looks at one, and Other for the older codes', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['U1', 'PR4', 'Fostering (Friend/Relative)', 'Fostering'],
    ['U4', 'PR1', 'Fostering (In-house)', 'Fostering'],
    ['U5', 'PR3', 'Fostering (In-house)', 'Fostering'],
    ['U6', 'PR5', 'Fostering (IFA)', 'Fostering'],
    ['U6', '', 'Other', 'Fostering'],
    ['K2', 'PR2', 'Residential (In-house)', 'Residential'],
    ['K2', 'PR4', 'Residential (External)', 'Residential'],
    ['S1', 'PR0', 'Other', 'Residential'],
    ['R1', 'PR1', 'Residential (In-house)', 'Residential'],
    ['P3', 'PR4', 'Residential (External)', 'Residential'],
    ['K1', 'PR1', 'Secure home', 'Other'],
    ['H5', 'PR4', 'Supported accommodation', 'Supported'],
    ['K3', 'PR4', 'Supported accommodation', 'Supported'],
    ['P2', 'PR1', 'Supported accommodation', 'Supported'],
    ['P1', 'PR0', 'Placed with family', 'Other'],
    ['Q1', 'PR1', 'Other', 'Other'],
    ['Q2', 'PR1', 'Other', 'Other'],
    ['A4', 'PR1', 'Other', 'Other'],
    ['R5', '', 'Other', 'Other'],
    ['T3', '', 'Other', 'Other'],
    ['Z1', '', 'Other', 'Other'],
    ['', '', 'Other', 'Other'],
  ]
  for (const [place, provider, detail, category] of cases) {
    assert.equal(peerDetail(place, provider), detail, `${place} ${provider}`)
    assert.equal(peerCategory(place), category, place)
  }
})

function taken(place: string, on: string): boolean {
  return codeValidOn(place, isoDay(on))
}

test('codes are taken for the years of the published lists: K3 and Z11 to Z14 follow H5, P2 and Z1', () => {
  for (const place of ['H5', 'P2', 'Z1', 'U4', 'T0']) assert.ok(taken(place, '2023-10-27'), place)
  assert.ok(!taken('P2', '2023-10-29') && taken('P2', '2023-10-28'))
  assert.ok(taken('H5', '2025-03-31') && !taken('H5', '2025-04-01'))
  assert.ok(!taken('K3', '2023-03-31') && taken('K3', '2024-04-01') && taken('K3', '2026-04-01'))
  for (const place of ['Z11', 'Z12', 'Z13', 'Z14'])
    assert.ok(!taken(place, '2025-03-31') && taken(place, '2025-04-01'), place)
  assert.ok(taken('Q1', '2010-04-01') && !taken('Q1', '2024-04-01'))
  assert.ok(!taken('', '2024-04-01') && !taken('X9', '2024-04-01'))
})

test(
  'worked example 1: the 3,737 rows of the regional sample, by sub-type',
  needsShared('data/ssda903/cs_demand_model_regional_v1/episodes.csv'),
  () => {
    const text = sharedFile('data/ssda903/cs_demand_model_regional_v1/episodes.csv')
    const [head = '', ...rows] = text.trim().split(/\r?\n/)
    const columns = head.split(',')
    const place = columns.indexOf('PLACE')
    const provider = columns.indexOf('PLACE_PROVIDER')
    const counted = new Map<string, number>()
    for (const row of rows) {
      const cells = row.split(',')
      const { subType } = classify(cells[place] ?? '', cells[provider] ?? '')
      counted.set(subType, (counted.get(subType) ?? 0) + 1)
    }
    assert.deepEqual(Object.fromEntries(counted), {
      'in-house-foster': 1156,
      'agency-foster': 1102,
      'kinship-foster': 345,
      'home-agency': 294,
      'with-parents': 195,
      'independent-living': 161,
      'placed-for-adoption': 133,
      'supported-accommodation': 127,
      'home-own': 102,
      'residential-school': 30,
      'health-or-family-centre': 30,
      'residential-other': 28,
      custody: 26,
      'secure-home': 8,
    })
    assert.equal(rows.length, 3737)
  },
)
