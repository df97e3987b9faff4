import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cell } from '#office/sheets/rules/index.ts'
import { SHIPPED_EVIDENCE } from '../../data/evidence-1.ts'
import { readEvidence } from './read-evidence.ts'
import type { EvidenceRow } from './types.ts'
import { contradictedBy, judgeClaim, standardError, usedEffect } from './used.ts'
import type { Used } from './used.ts'

function row(id: string): EvidenceRow {
  const found = SHIPPED_EVIDENCE.find((r) => r.id === id)
  assert.ok(found, id)
  return found
}

/** P10, P50 and P90 as the specification prints them. */
function printed(used: Used, by: number, digits: number): readonly string[] {
  assert.ok('p50' in used, JSON.stringify(used))
  return [used.p10, used.p50, used.p90].map((x) => (x * by).toFixed(digits).replace('-0.0', '0.0'))
}

test('family group conferences: 5.4, 8.6 and 11.8 points fewer in care, from a randomised trial of 1,511 families', () => {
  assert.deepEqual(printed(usedEffect(row('fgc')), 100, 1), ['-5.4', '-8.6', '-11.8'])
  assert.equal(((standardError(row('fgc')) ?? 0) * 100).toFixed(1), '2.5')
})

test('intensive family preservation: ratios 0.994, 0.736 and 0.545, from 0.60 with weight 0.6 and twice the error', () => {
  const used = usedEffect(row('ifp'))
  assert.deepEqual(printed(used, 1, 3), ['0.994', '0.736', '0.545'])
  assert.ok(used.kind === 'ratio' && used.spread.toFixed(4) === '0.2345')
})

test('Family Safeguarding: nothing, 9.9% and 19.8% fewer plans; No Wrong Door: nothing, 4.5% and 9% fewer entries', () => {
  assert.deepEqual(printed(usedEffect(row('fsh')), 100, 1), ['0.0', '-9.9', '-19.8'])
  assert.deepEqual(printed(usedEffect(row('nwd')), 100, 1), ['0.0', '-4.5', '-9.0'])
})

test('Troubled Families: ratios 1, 0.807 and 0.652; children’s centres: 7.8% fewer child-days, seven years on at the least', () => {
  assert.deepEqual(printed(usedEffect(row('tf')), 1, 3), ['1.000', '0.807', '0.652'])
  assert.equal(printed(usedEffect(row('surestart')), 100, 1)[1], '-7.8')
  assert.equal(row('surestart').lagMonths, 84)
})

test('Mockingbird: the leavers’ rate alone, where the error is not known; the provider’s own report counts for nothing', () => {
  const used = usedEffect(row('mock'))
  assert.ok(used.kind === 'ratio' && used.p10 === 1 && used.p90 < used.p50)
  assert.equal(row('mock').use, 'leavers only')
  assert.equal(usedEffect(row('mock-self')).kind, 'none')
  assert.equal(
    usedEffect({ ...row('mock-self'), use: 'used' }).kind,
    'none',
    'its design has no weight',
  )
})

test('no number for the Family Drug and Alcohol Court; a roll-out’s £150m and a process cost of £755 are never cash', () => {
  for (const id of ['fdac', 'fgc-money', 'leeds', 'ifp-old']) {
    const used = usedEffect(row(id))
    assert.ok(used.kind === 'none' && used.why.includes(id))
  }
  assert.equal(row('fdac').value, undefined)
})

test('a row that contradicts another is found beside it', () => {
  assert.deepEqual(
    contradictedBy('ifp', SHIPPED_EVIDENCE).map((r) => r.id),
    ['ifp-old'],
  )
  assert.deepEqual(contradictedBy('fgc', SHIPPED_EVIDENCE), [])
})

test('twelve rows ship, each with a source and the day it was read', () => {
  assert.equal(SHIPPED_EVIDENCE.length, 12)
  assert.ok(SHIPPED_EVIDENCE.every((r) => r.source !== '' && r.readOn > 20_000))
})

test('a claim above the middle is shown by how much; above the hopeful end it needs a signature', () => {
  const ifp = usedEffect(row('ifp'))
  assert.equal(judgeClaim(0.8, ifp).kind, 'within')
  const above = judgeClaim(0.6, ifp)
  assert.ok(above.kind === 'above-the-middle' && above.by.toFixed(3) === '-0.136')
  assert.equal(judgeClaim(0.5, ifp).kind, 'needs-a-signed-override')
  const fgc = usedEffect(row('fgc'))
  assert.equal(judgeClaim(-0.05, fgc).kind, 'within')
  assert.equal(judgeClaim(-0.2, fgc).kind, 'needs-a-signed-override')
  assert.equal(judgeClaim(-0.05, usedEffect(row('fdac'))).kind, 'no-evidence')
})

const HEAD =
  'id,intervention,population,design,outcome,effect_kind,value,low,high,weight,use,source,read_on'

function read(...lines: readonly string[]) {
  const rows = [HEAD, ...lines].map((l) => l.split(',').map((text): Cell => ({ text })))
  return readEvidence({ file: 'ours.csv', rows, firstRow: 1 })
}

test('a council’s own rows are read by the same door, and a bad one is refused with its row, column and mend', () => {
  const good = read(
    'own,Ours,Families,before-after,entries,share difference,-20%,,,,,Own study,25/11/2026',
  )
  assert.ok(good.ok)
  assert.equal(good.value[0]?.value, -0.2)
  const bad = read(
    'a,Ours,Families,guess,entries,share difference,-20,,,,,Own,25/11/2026',
    'b,Ours,Families,randomised,entries,ratio,-0.5,,,,,Own,25/11/2026',
    'c,Ours,Families,randomised,entries,ratio,0.5,0.6,0.9,,,Own,25/11/2026',
    'd,Ours,Families,randomised,entries,ratio,0.5,0.4,,,,Own,25/11/2026',
    'e,Ours,Families,randomised,entries,ratio,,,,,,Own,25/11/2026',
    'f,Ours,,randomised,entries,ratio,half,,,2,,Own,2026',
  )
  assert.ok(!bad.ok)
  assert.deepEqual(
    bad.refusals.map((r) => [r.row, r.column, r.kind]),
    [
      [2, 'design', 'not-known'],
      [3, 'value', 'not-a-ratio'],
      [4, 'value', 'outside-its-interval'],
      [5, 'low', 'half-an-interval'],
      [6, 'value', 'missing'],
      [7, 'population', 'missing'],
      [7, 'value', 'not-a-number'],
      [7, 'weight', 'not-a-weight'],
      [7, 'read_on', 'not-a-day'],
      [7, 'value', 'missing'],
    ],
  )
  assert.ok(bad.refusals.every((r) => r.mend !== '' && r.file === 'ours.csv'))
  const twice = read(
    'a,Ours,Families,randomised,entries,ratio,0.5,,,,,Own,25/11/2026',
    'a,Ours,Families,randomised,entries,ratio,0.6,,,,,Own,25/11/2026',
  )
  assert.deepEqual(twice.ok ? [] : twice.refusals.map((r) => r.kind), ['stated-twice'])
})
