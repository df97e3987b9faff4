import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventedCare } from '#test/invented-care.ts'
import type { EffectsOf, FlowEffects } from './effects.ts'
import { estimate } from './estimate.ts'
import { drawTable, encodePartial } from './partial.ts'
import { prepare } from './prepare.ts'
import { simulateChunk, simulateSpells, spellsOf } from './simulate.ts'
import { flowColumn } from './summarise.ts'
import { calendarOf } from './tables.ts'
import type { Spells } from './spells.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES, SUBS } from './types.ts'

const care = inventedCare({ seed: 5, entriesAMonth: 6, unaccompaniedAMonth: 1 })
const input = prepare(care, estimate(care), { months: 24 })
const DRAWS = { from: 0, to: 8 }
const MONTHS = Array.from({ length: 24 }, (_, m) => m)
const at = (column: Int32Array, i: number) => column[i] ?? 0
const range = (n: number) => Array.from({ length: n }, (_, i) => i)

const NOTHING: FlowEffects = {
  rates: [],
  intake: [],
  returns: undefined,
  avoided: undefined,
  shares: [],
}
const every = (by: number) => new Float64Array(24).fill(by)

function under(effects: Partial<FlowEffects>) {
  const effectsOf: EffectsOf = () => ({ ...NOTHING, ...effects })
  return drawTable(input, simulateSpells(input, 7, DRAWS, { effectsOf }))
}
const base = drawTable(input, simulateChunk(input, 7, DRAWS))

function flow(t: typeof base, name: Parameters<typeof flowColumn>[1]): number {
  return MONTHS.reduce((n, m) => n + flowColumn(t, name, m).reduce((a, b) => a + b, 0), 0)
}

/** Child-days by month and sub-type, added up from placements. */
function daysOf(spells: Spells): Int32Array {
  const { monthOf } = calendarOf(input)
  const days = new Int32Array(24 * SUBS)
  for (let i = 0; i < spells.count; i += 1) {
    for (let d = Math.max(0, spells.start[i] ?? 0); d < (spells.end[i] ?? 0); d += 1) {
      const at = (monthOf[d] ?? 0) * SUBS + (spells.wanted[i] ?? 0)
      days[at] = (days[at] ?? 0) + 1
    }
  }
  return days
}

test('the placements of a draw, day by day, are its child-days by month and sub-type', () => {
  for (const draw of [0, 3, 7]) {
    const from = draw * 24 * SUBS
    assert.deepEqual(daysOf(spellsOf(input, 7, draw)), base.childDays.slice(from, from + 24 * SUBS))
  }
})

test('placements come person by person, those at the origin first; no child is in two at once', () => {
  const s = spellsOf(input, 7, 1)
  assert.equal(
    Array.from(s.start).filter((d) => d === -1).length,
    input.people.born.length,
    'every child in care at the origin is there',
  )
  const order = range(s.count)
  for (const own of Map.groupBy(order, (i) => at(s.person, i)).values()) {
    own.forEach((i, k) => {
      const before = own[k - 1]
      assert.ok(at(s.end, i) > at(s.start, i))
      if (before === undefined) return
      assert.ok(at(s.end, before) <= at(s.start, i))
      assert.ok(at(s.nth, before) < at(s.nth, i))
    })
  }
})

test('asking for placements, or a scenario of nothing, changes no byte of a run', () => {
  const plain = encodePartial(simulateChunk(input, 7, DRAWS))
  assert.deepEqual(
    encodePartial(simulateSpells(input, 7, DRAWS, { place: () => undefined })),
    plain,
  )
  assert.deepEqual(
    encodePartial(simulateSpells(input, 7, DRAWS, { effectsOf: () => NOTHING })),
    plain,
  )
  const once = { ...NOTHING, returns: every(1), intake: [intake(1, [3])], rates: [home(1)] }
  assert.deepEqual(encodePartial(simulateSpells(input, 7, DRAWS, { effectsOf: () => once })), plain)
})

function home(by: number, ages: readonly number[] = range(AGES)) {
  return {
    groups: range(PLACES),
    events: [0],
    ages,
    durations: range(DURATIONS),
    byMonth: every(by),
  }
}

function intake(by: number, ages: readonly number[] | undefined, streams: readonly number[] = [0]) {
  return { streams, ages, byMonth: every(by) }
}

test('a rate at nothing stops its ending; a rate at twice makes more of it', () => {
  assert.equal(flow(under({ rates: [home(0)] }), 'home'), 0)
  assert.ok(flow(under({ rates: [home(2)] }), 'home') > flow(base, 'home') * 1.3)
})

test('a factor on one age leaves every other age’s ways out as they were', () => {
  const oldest = under({ rates: [home(0, [4, 5])] })
  assert.ok(flow(oldest, 'home') > 0)
  assert.ok(flow(oldest, 'home') < flow(base, 'home'))
})

test('moves follow their own factor: none from fostering to residential homes when it is nothing', () => {
  const stop = {
    groups: [0],
    events: [KINDS + 1],
    ages: range(AGES),
    durations: range(DURATIONS),
    byMonth: every(0),
  }
  const t = under({ rates: [stop] })
  const moved = (x: typeof base) =>
    MONTHS.reduce((n, m) => n + (x.moves[(m * PLACES + 0) * PLACES + 1] ?? 0), 0)
  assert.ok(moved(base) > 0)
  assert.equal(moved(t), 0)
  assert.equal(EVENTS, KINDS + PLACES)
})

test('fewer first entries of one age band: none of the others is lost, month by month', () => {
  const fewer = under({ intake: [intake(0, [3])] })
  const more = under({ intake: [intake(2, [3])] })
  for (const m of MONTHS) {
    const [a, b, c] = [fewer, base, more].map((t) => [...flowColumn(t, 'starts', m)])
    a?.forEach((n, d) => assert.ok(n <= (b?.[d] ?? 0) && (b?.[d] ?? 0) <= (c?.[d] ?? 0)))
    assert.deepEqual(
      [...flowColumn(fewer, 'starts-uasc', m)],
      [...flowColumn(base, 'starts-uasc', m)],
    )
  }
  assert.ok(flow(fewer, 'starts') < flow(base, 'starts'))
  assert.ok(flow(more, 'starts') > flow(base, 'starts'))
})

test('entries avoided are the last of the month, and never more than come', () => {
  const t = under({ avoided: new Int32Array(24).fill(2) })
  for (const m of MONTHS)
    assert.deepEqual(
      [...flowColumn(t, 'starts', m)],
      [...flowColumn(base, 'starts', m)].map((n) => Math.max(0, n - 2)),
    )
})

test('returns at nothing: nobody comes back; at three times more do', () => {
  assert.ok(flow(base, 'returns') > 0)
  assert.equal(flow(under({ returns: every(0) }), 'returns'), 0)
  assert.ok(flow(under({ returns: every(3) }), 'returns') > flow(base, 'returns') * 1.5)
})

test('a share that is raised is taken from the others of its group alone', () => {
  const kinship = { subType: 0, ages: range(AGES), byMonth: every(0.3) }
  const t = under({ shares: [kinship] })
  const days = (x: typeof base, s: number) =>
    x.childDays.reduce((n, d, i) => n + (i % SUBS === s ? d : 0), 0)
  const total = (x: typeof base) => x.childDays.reduce((n, d) => n + d, 0)
  assert.equal(total(t), total(base), 'no child is lost or gained')
  assert.ok(days(t, 0) > days(base, 0))
  assert.ok(days(t, 3) < days(base, 3))
  for (const s of range(SUBS).slice(5)) assert.equal(days(t, s), days(base, s))
})
