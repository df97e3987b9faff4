import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  drawTable,
  encodePartial,
  flowColumn,
  normal,
  simulateChunk,
  simulateSpells,
  SUB_TYPES,
} from '#cycle/demand/rules/index.ts'
import { day, dayOf } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { SHIPPED_EVIDENCE } from '../../data/evidence-1.ts'
import { poolsOf, usableDays } from '../capacity/pools.ts'
import { runCalendar } from '../capacity/run-calendar.ts'
import { spellPrices } from '../capacity/spell-prices.ts'
import { someRow } from '../capacity/test-places.ts'
import { firstYear, fullYear } from '../child-years.ts'
import { plainRates, SHIPPED_FOSTERING } from '../pipeline/rates.ts'
import { aBook } from '../test-book.ts'
import { pricesOfDraw, usableOfDraw } from './apply.ts'
import { readyLevers, together } from './check.ts'
import type { ReadyLevers } from './check.ts'
import { drawEffect, effectOf } from './effect.ts'
import { leverOutcome, savingOf } from './outcome.ts'
import { hazardFactor, meanStrength, rampAt, strengthOn } from './ramp.ts'
import { changesNothing, drawLevers, rateMonths } from './scenario.ts'
import type { Lever, Opinion, Ramp, Target } from './types.ts'

const input = aCouncil({ entriesAMonth: 6, months: 24 })
const calendar = runCalendar(input)
const { origin } = input
const SEED = 7
const context = { evidence: SHIPPED_EVIDENCE, shares: input.model.allocation }

function opinion(kind: Opinion['effect']['kind'], p10: number, p50: number, p90: number): Opinion {
  return {
    kind: 'opinion',
    name: 'Head of service',
    on: origin,
    why: 'seen in a neighbouring council',
    effect: { kind, p10, p50, p90 },
  }
}

/** An effect that every draw draws alike. */
const sure = (kind: Opinion['effect']['kind'], x: number) => opinion(kind, x, x, x)
const price = (how: Extract<Target, { kind: 'price' }>['how']): Target => ({
  kind: 'price',
  subType: 'agency-foster',
  how,
})
const year = (ramp: Ramp) =>
  Array.from({ length: 365 }, (_, d) => rampAt(ramp, d)).reduce((a, b) => a + b, 0)
const at = (v: Float64Array, share: number) => v[Math.floor(share * v.length)] ?? 0

/** Many draws of an effect, in order. */
function drawn(basis: Parameters<typeof effectOf>[0], contested = false): Float64Array {
  const effect = effectOf(basis, SHIPPED_EVIDENCE)
  assert.ok(typeof effect !== 'string')
  return Float64Array.from({ length: 4000 }, (_, i) =>
    drawEffect(effect, i * 7919, contested),
  ).toSorted()
}

function aLever(target: Target, parts: Partial<Lever> = {}): Lever {
  return {
    id: 'lever',
    target,
    start: origin,
    ramp: { kind: 'none' },
    end: undefined,
    halfLifeDays: undefined,
    reach: percent(100),
    eligible: 'everybody',
    basis: opinion('ratio', 0.9, 0.8, 0.7),
    contested: false,
    costs: [],
    ...parts,
  }
}

function ready(...levers: readonly Lever[]): ReadyLevers {
  const found = readyLevers(levers, context)
  assert.ok(found.ok, JSON.stringify(found))
  return found.value
}

function refusedKinds(...levers: readonly Lever[]): readonly string[] {
  const found = readyLevers(levers, context)
  return found.ok ? [] : found.refusals.map((r) => r.kind)
}

function run(levers: ReadyLevers, draws = 20) {
  const effectsOf = (draw: number) => drawLevers(levers, calendar, [], { seed: SEED, draw }).flows
  return simulateSpells(input, SEED, { from: 0, to: draws }, { effectsOf })
}
const base = simulateChunk(input, SEED, { from: 0, to: 20 })
const baseTable = drawTable(input, base)
const intake: Target = { kind: 'intake', stream: 'other children', ages: [] }
const goHome: Target = { kind: 'exit', exits: ['home'], groups: [], ages: [], durations: [] }

test('ramps: evenly or by an s-curve over 365 days a year’s levers work for 182 days, so £2m moved evenly saves £998,400.00 in its first year', () => {
  assert.ok(Math.abs(year({ kind: 'linear', days: 365 }) - 182) < 1e-9)
  assert.ok(Math.abs(year({ kind: 's-curve', days: 365 }) - 182) < 1e-9)
  assert.equal(year({ kind: 'none' }), 365)
  assert.equal(firstYear(pence(40_000), 96), 99_840_000)
  assert.equal(fullYear(pence(40_000), 96), 200_228_571)
})

test('Torbay, paper 004: of 60 families 40% of whom would enter (assumption), 0.1, 6.3 and 10.9 entries are avoided; 9.6 at the raw ratio', () => {
  const effect = effectOf({ kind: 'evidence', id: 'ifp' }, SHIPPED_EVIDENCE)
  assert.ok(typeof effect !== 'string' && effect.kind === 'ratio')
  const avoided = (share: number) =>
    (60 * 0.4 * (1 - Math.exp(effect.middle + effect.spread * normal(share)))).toFixed(1)
  assert.deepEqual([avoided(0.9), avoided(0.5), avoided(0.1)], ['0.1', '6.3', '10.9'])
  assert.equal((60 * 0.4 * (1 - 0.6)).toFixed(1), '9.6')
})

test('Torbay, paper 004: two to three years’ lag: the first two years show none of it', () => {
  const lever = aLever(
    { kind: 'referrals', aMonth: 5, riskWithout: percent(40), lagMonths: 18 },
    { basis: { kind: 'evidence', id: 'ifp' } },
  )
  const table = drawTable(input, run(ready(lever)))
  for (let m = 0; m < 18; m += 1)
    assert.deepEqual(flowColumn(table, 'starts', m), flowColumn(baseTable, 'starts', m))
  const late = [18, 19, 20, 21, 22, 23]
  const entries = (t: typeof table) =>
    late.reduce((n, m) => n + flowColumn(t, 'starts', m).reduce((a, b) => a + b, 0), 0)
  assert.ok(entries(table) < entries(baseTable))
})

test('evidence: of 100 pre-proceedings referrals 8.6 fewer are in care at 12 months (5.4 to 11.8), which a count of 1,000 would show one time in eleven or twelve', () => {
  const effect = effectOf({ kind: 'evidence', id: 'fgc' }, SHIPPED_EVIDENCE)
  assert.ok(typeof effect !== 'string' && effect.kind === 'risk difference')
  const fewer = [0.9, 0.5, 0.1].map((s) =>
    (-100 * (effect.middle + effect.spread * normal(s))).toFixed(1),
  )
  assert.deepEqual(fewer, ['5.4', '8.6', '11.8'])
  // The chance that a one-sided test at 5% sees 8.6 in a Poisson count of 1,000.
  const short = normal(0.95) - 8.6 / Math.sqrt(1000)
  let power = 0
  for (let i = 0; i < 100_000; i += 1) if (normal((i + 0.5) / 100_000) > short) power += 1e-5
  assert.ok(power > 0.08 && power < 0.095, `${power}`)
})

test('a hazard’s factor is 1 + reach x ramp x (r - 1); after its end a lever halves in its half-life, or is gone', () => {
  assert.equal(hazardFactor(0.5, 0.5, 0.6), 0.9)
  assert.equal(hazardFactor(1, 1, -3), 0)
  const timed = {
    ramp: { kind: 'none' } as const,
    start: day(100),
    end: day(200),
    halfLifeDays: 30,
  }
  assert.deepEqual(
    [99, 100, 199, 200, 230, 260].map((d) => strengthOn(timed, d)),
    [0, 1, 1, 1, 0.5, 0.25],
  )
  assert.equal(strengthOn({ ...timed, halfLifeDays: undefined }, 200), 0)
  assert.equal(meanStrength({ ...timed, ramp: { kind: 'linear', days: 10 } }, 100, 110), 0.45)
})

test('moving a lever’s start later never raises its first-year effect', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 364 }),
      fc.integer({ min: 0, max: 200 }),
      fc.constantFrom('none', 'linear', 's-curve'),
      fc.integer({ min: 1, max: 700 }),
      (start, later, kind, days) => {
        const ramp: Ramp = kind === 'none' ? { kind } : { kind, days }
        const first = (from: number) =>
          meanStrength({ ramp, start: day(from), end: undefined, halfLifeDays: undefined }, 0, 365)
        assert.ok(first(start + later) <= first(start) + 1e-12)
      },
    ),
    { numRuns: 200, seed: 3 },
  )
  const early = drawTable(input, run(ready(aLever(intake))))
  const late = drawTable(input, run(ready(aLever(intake, { start: day(origin + 120) }))))
  for (let m = 0; m < 12; m += 1) {
    const [a, b] = [flowColumn(early, 'starts', m), flowColumn(late, 'starts', m)]
    a.forEach((n, d) => assert.ok(n <= (b[d] ?? 0)))
  }
})

test('an empty set is the base to the last byte; so is a lever of no effect, of no reach, or after the horizon', () => {
  const still = ready(
    aLever(goHome, { id: 'a', basis: opinion('ratio', 1, 1, 1) }),
    aLever(intake, { id: 'b', reach: percent(0) }),
    aLever(goHome, { id: 'c', start: day(origin + 5000) }),
  )
  assert.deepEqual(encodePartial(run([])), encodePartial(base))
  assert.deepEqual(encodePartial(run(still)), encodePartial(base))
  assert.ok(changesNothing([], calendar) && changesNothing(still, calendar))
  assert.ok(!changesNothing(ready(aLever(goHome)), calendar))
})

test('cutting time only where rates change leads to the same children as cutting it every month', () => {
  const set = ready(
    aLever(goHome, { id: 'a', ramp: { kind: 'linear', days: 200 } }),
    aLever(goHome, { id: 'b', start: day(origin + 90), end: day(origin + 400) }),
  )
  const months = rateMonths(set, calendar)
  assert.ok(months.length > 5 && months.length < 20, months.join(' '))
  const effectsOf = (draw: number) => drawLevers(set, calendar, [], { seed: SEED, draw }).flows
  const cut = simulateSpells(input, SEED, { from: 0, to: 20 }, { effectsOf, changesIn: months })
  assert.deepEqual(encodePartial(cut), encodePartial(run(set)))
})

test('the order of a set changes nothing, and a lever draws the same effect whatever else is in the set', () => {
  const [a, b] = [
    aLever(goHome, { id: 'home', basis: opinion('ratio', 1.1, 1.3, 1.5) }),
    aLever(intake, { id: 'edge' }),
  ]
  assert.deepEqual(encodePartial(run(ready(a, b))), encodePartial(run(ready(b, a))))
  const alone = drawLevers(ready(a), calendar, [], { seed: SEED, draw: 3 })
  const both = drawLevers(ready(a, b), calendar, [], { seed: SEED, draw: 3 })
  assert.deepEqual(alone.flows.rates, both.flows.rates)
})

test('fewer go home under a ratio below one, more above it; a move lever moves more; returns follow theirs', () => {
  const count = (levers: ReadyLevers, flow: Parameters<typeof flowColumn>[1]) => {
    const t = drawTable(input, run(levers))
    return Array.from({ length: 24 }, (_, m) =>
      flowColumn(t, flow, m).reduce((x, y) => x + y, 0),
    ).reduce((x, y) => x + y, 0)
  }
  const usual = count([], 'home')
  assert.ok(count(ready(aLever(goHome, { basis: sure('ratio', 0.5) })), 'home') < usual)
  assert.ok(count(ready(aLever(goHome, { basis: sure('ratio', 2) })), 'home') > usual)
  const returns: Target = { kind: 'intake', stream: 'returns', ages: [] }
  assert.equal(
    count(ready(aLever(returns, { basis: sure('ratio', 1e-9), reach: percent(100) })), 'returns'),
    0,
  )
  const move: Target = { kind: 'move', from: ['residential'], to: ['fostering'], ages: [] }
  const moves = (t: typeof baseTable) =>
    Array.from({ length: 24 }, (_, m) => t.moves[(m * 7 + 1) * 7] ?? 0).reduce((x, y) => x + y, 0)
  assert.ok(
    moves(drawTable(input, run(ready(aLever(move, { basis: sure('ratio', 3) }))))) >
      1.5 * moves(baseTable),
  )
})

test('each effect is drawn once a draw: ratio lognormal, difference normal, money triangular; harm is kept', () => {
  const ifp = drawn({ kind: 'evidence', id: 'ifp' })
  assert.ok(Math.abs(at(ifp, 0.5) - 0.736) < 0.02)
  assert.ok(Math.abs(at(ifp, 0.1) - 0.545) < 0.02 && Math.abs(at(ifp, 0.9) - 0.994) < 0.03)
  assert.ok(
    ifp.some((r) => r > 1),
    'draws for the worse are kept',
  )
  const money = drawn(opinion('money', -1000, -3000, -9000))
  assert.ok(money.every((x) => x >= -9000 && x <= -1000))
  const mean = money.reduce((a, b) => a + b, 0) / money.length
  assert.ok(Math.abs(mean / ((-1000 - 3000 - 9000) / 3) - 1) < 0.03)
  const contested = drawn({ kind: 'evidence', id: 'ifp' }, true)
  const none = contested.filter((r) => r === 1).length / contested.length
  assert.ok(Math.abs(none - 0.5) < 0.03, `${none}`)
})

test('a lever without evidence or a named opinion is refused; so are a claim of no number, a wrong effect and a share outside 0 to 1', () => {
  assert.deepEqual(refusedKinds(aLever(goHome, { basis: undefined })), ['no-evidence'])
  const nameless = { ...opinion('ratio', 0.9, 0.8, 0.7), name: ' ' }
  assert.deepEqual(refusedKinds(aLever(goHome, { basis: nameless })), ['no-evidence'])
  for (const id of ['fdac', 'fgc-money', 'leeds', 'mock-self', 'nobody'])
    assert.deepEqual(refusedKinds(aLever(goHome, { basis: { kind: 'evidence', id } })), [
      'no-number',
    ])
  assert.deepEqual(refusedKinds(aLever(goHome, { basis: { kind: 'evidence', id: 'fgc' } })), [
    'wrong-effect',
  ])
  assert.deepEqual(refusedKinds(aLever(goHome, { basis: { kind: 'evidence', id: 'mock' } })), [
    'leavers-only',
  ])
  const leavers: Target = { kind: 'pipeline', pool: 'in-house', area: '', figure: 'leaving' }
  assert.deepEqual(refusedKinds(aLever(leavers, { basis: { kind: 'evidence', id: 'mock' } })), [])
  const share: Target = { kind: 'allocation', subType: 'kinship-foster', ages: [] }
  assert.deepEqual(
    refusedKinds(aLever(share, { basis: opinion('share difference', 0.5, 0.9, 1) })),
    ['outside-shares'],
  )
  assert.deepEqual(
    refusedKinds(aLever(share, { basis: opinion('share difference', 0.01, 0.05, 0.1) })),
    [],
  )
  assert.deepEqual(
    refusedKinds(
      aLever(goHome, {
        reach: percent(120),
        end: origin,
        ramp: { kind: 'linear', days: 0 },
        halfLifeDays: 0,
      }),
    ),
    ['reach', 'ends-before-it-starts', 'ramp', 'half-life'],
  )
  assert.deepEqual(refusedKinds(aLever(goHome), aLever(goHome)), ['stated-twice'])
})

test('two levers on one flow are named, so that a person says how they go together', () => {
  const set = ready(
    aLever(intake, { id: 'a' }),
    aLever(goHome, { id: 'b' }),
    aLever({ kind: 'referrals', aMonth: 5, riskWithout: percent(40), lagMonths: 12 }, { id: 'c' }),
  )
  assert.deepEqual(together(set), [{ one: 'a', other: 'c', flow: 'entries' }])
})

test('a saving says where children are instead: what leaves some sub-types is in others or at home', () => {
  const table = drawTable(
    input,
    run(ready(aLever(goHome, { basis: opinion('ratio', 1.2, 1.4, 1.6) }))),
  )
  const outcome = leverOutcome(baseTable, table)
  const parts = outcome.subTypes.reduce((n, s) => n + s.childDays.mean, 0)
  assert.ok(Math.abs(parts - outcome.childDays.mean) < 1e-6)
  assert.ok(Math.abs(parts + outcome.atHome) < 1e-6 && outcome.atHome > 0)
  const months = outcome.months.reduce((n, m) => n + m.childDays.mean, 0)
  assert.ok(Math.abs(months - outcome.childDays.mean) < 1e-6)
  assert.ok(
    outcome.childDays.p10 <= outcome.childDays.p50 &&
      outcome.childDays.p50 <= outcome.childDays.p90,
  )
  const saving = savingOf(Float64Array.of(100, 200, 300), Float64Array.of(90, 210, 250))
  assert.equal(saving.mean, 17)
})

test('places and pipelines: levers add places by day, and change a pipeline’s own figures', () => {
  const pools = poolsOf([someRow({ approved: 20 })])
  const stated = usableDays(pools, calendar)
  const plan = {
    months: 24,
    households: 30,
    enquiries: Array.from({ length: 24 }, () => 40),
    applicationsBefore: [],
    changes: {},
  }
  const supply = [{ pool: 0, plan, rates: plainRates(SHIPPED_FOSTERING) }]
  const usable = (levers: ReadyLevers, draw = 0) =>
    usableOfDraw(stated, pools, supply, drawLevers(levers, calendar, pools, { seed: SEED, draw }), {
      calendar,
      seed: SEED,
      draw,
    })
  const six = ready(
    aLever(
      { kind: 'places', pool: 'in-house', area: '' },
      { basis: sure('places', 6), ramp: { kind: 'linear', days: 60 } },
    ),
  )
  const none = usable([])
  const more = usable(six)
  assert.equal(more[0], none[0])
  assert.equal(more[29], (none[29] ?? 0) + 2)
  assert.equal(more[200], (none[200] ?? 0) + 6)
  const kept = ready(
    aLever(
      { kind: 'pipeline', pool: 'in-house', area: '', figure: 'leaving' },
      { basis: sure('ratio', 0.2) },
    ),
  )
  for (let draw = 0; draw < 20; draw += 1)
    assert.ok((usable(kept, draw).at(-1) ?? 0) >= (usable([], draw).at(-1) ?? 0))
  assert.deepEqual(usable([]), none, 'the same draw, the same places')
})

test('prices: a lever multiplies, adds, or sets another yearly rise from the next 1 April on', () => {
  const prices = spellPrices(aBook({ from: dayOf(2020, 4, 1), weekly: pence(100_000) }), calendar, {
    spreads: {},
    dearStart: undefined,
    known: [],
  })
  const s = SUB_TYPES.indexOf('agency-foster')
  const weekly = (target: Target, basis: Opinion) => {
    const { prices: changes } = drawLevers(ready(aLever(target, { basis })), calendar, [], {
      seed: SEED,
      draw: 0,
    })
    const changed = pricesOfDraw(prices, changes)
    return [0, 11, 12, 23].map((m) => changed.weekly[changed.firstPiece[s * 25 + m] ?? 0])
  }
  assert.deepEqual(weekly(price('multiply'), sure('ratio', 0.95)), [95_000, 95_000, 95_000, 95_000])
  assert.deepEqual(weekly(price('add'), sure('money', -2500)), [97_500, 97_500, 97_500, 97_500])
  assert.deepEqual(
    weekly(price({ upliftWas: percent(5) }), sure('share difference', -0.02)),
    [100_000, 100_000, 98_095, 98_095],
  )
  assert.equal(pricesOfDraw(prices, []), prices)
})

test('what was seen seven to sixteen years on is in no plan of two: children’s centres change nothing here', () => {
  const far = ready(
    aLever(goHome, {
      id: 'centres',
      target: intake,
      basis: { kind: 'evidence', id: 'surestart' },
    }),
  )
  assert.ok(changesNothing(far, calendar))
})

test('one real set: every lever of the shipped evidence that can act on children is drawn and run', () => {
  const set = ready(
    aLever({ ...intake, ages: [3, 4, 5] }, { id: 'nwd', basis: { kind: 'evidence', id: 'nwd' } }),
    aLever(
      { kind: 'referrals', aMonth: 4, riskWithout: percent(45), lagMonths: 12 },
      { id: 'fgc', basis: { kind: 'evidence', id: 'fgc' } },
    ),
    aLever(
      { kind: 'allocation', subType: 'kinship-foster', ages: [] },
      { id: 'kin', basis: opinion('share difference', 0.01, 0.04, 0.08) },
    ),
  )
  const outcome = leverOutcome(baseTable, drawTable(input, run(set)))
  assert.ok(outcome.childDays.mean < 0)
  assert.ok((outcome.subTypes.find((s) => s.subType === 'kinship-foster')?.childDays.mean ?? 0) > 0)
})
