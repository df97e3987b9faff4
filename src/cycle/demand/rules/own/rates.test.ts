import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { inventedCare, trueRate } from '#test/invented-care.ts'
import { countAt, gammaAt, gammaBelow, gammaTable, logGamma, normal } from './chance.ts'
import { estimate } from './estimate.ts'
import { drifted, seasonOf, yearlyChange } from './intake.ts'
import { proportionalFit, pointRate, shrunken } from './pool.ts'
import { AGES, DURATIONS, EVENTS } from './types.ts'

test('two events in 300 child-days shrink from 0.00667 to 0.00261 a day (10-demand, example 6)', () => {
  assert.ok(Math.abs(shrunken(4, 0.002, 2, 300) - 6 / 2300) < 1e-15)
  assert.ok(Math.abs(shrunken(4, 0.002, 2, 300) - 0.0026087) < 1e-8)
})

test('no event in 150 child-days gives 0.00186 a day, not nothing (10-demand, example 6)', () => {
  assert.ok(Math.abs(shrunken(4, 0.002, 0, 150) - 4 / 2150) < 1e-15)
})

test('the gamma function, its distribution and the normal agree with published values', () => {
  assert.ok(Math.abs(logGamma(0.5) - Math.log(Math.sqrt(Math.PI))) < 1e-13)
  assert.ok(Math.abs(logGamma(11) - Math.log(3628800)) < 1e-12)
  assert.ok(Math.abs(gammaBelow(1, 1) - (1 - Math.exp(-1))) < 1e-14)
  assert.ok(Math.abs(gammaBelow(3, 2) - 0.32332358381693654) < 1e-12)
  assert.ok(Math.abs(normal(0.975) - 1.959963984540054) < 1e-7)
  assert.ok(Math.abs(normal(0.001) + 3.090232306167813) < 1e-7)
})

test('a share of a gamma is found again from its value', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 80, noNaN: true }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (shape, share) => Math.abs(gammaBelow(shape, gammaAt(shape, share)) - share) < 1e-8,
    ),
    { seed: 1 },
  )
})

test('a table of quantiles has mean 1 and nearly the variance of its gamma', () => {
  for (const shape of [0.5, 4, 20, 300]) {
    const table = gammaTable(shape)
    const mean = table.reduce((a, b) => a + b, 0) / table.length
    const variance = table.reduce((a, b) => a + (b - 1) ** 2, 0) / table.length
    assert.ok(Math.abs(mean - 1) < 1e-12, `mean ${mean}`)
    assert.ok(Math.abs(variance * shape - 1) < 0.03, `shape ${shape}: variance ${variance}`)
  }
})

test('entrants have the mean and variance of their negative binomial', () => {
  const counts = Array.from({ length: 40_000 }, (_, i) => countAt(25, 8, (i + 0.5) / 40_000))
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length
  const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / counts.length
  assert.ok(Math.abs(mean - 25) < 0.01, `mean ${mean}`)
  assert.ok(Math.abs(variance - (25 + 625 / 8)) < 0.5, `variance ${variance}`)
})

test('a higher mean never gives fewer entrants for the same luck', () => {
  const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
  fc.assert(
    fc.property(
      share,
      fc.double({ min: 0, max: 900, noNaN: true }),
      fc.double({ min: 1, max: 2, noNaN: true }),
      (u, mean, more) => countAt(mean * more, 16, u) >= countAt(mean, 16, u),
    ),
    { seed: 2 },
  )
})

function ids(f: (i: number) => number): Int32Array {
  return Int32Array.from({ length: 24 }, (_, i) => f(i))
}

test('proportional fitting meets the events of every margin', () => {
  const cells = {
    events: Float64Array.from({ length: 24 }, (_, i) => (i * 7) % 11),
    exposure: Float64Array.from({ length: 24 }, (_, i) => 100 + ((i * 13) % 50)),
    margins: [
      ids((i) => i % 2),
      ids((i) => Math.floor(i / 2) % 3),
      ids((i) => Math.floor(i / 6)),
    ] as const,
  }
  const fitted = proportionalFit(cells)
  for (const margin of cells.margins) {
    for (const id of new Set(margin)) {
      const sum = (of: (i: number) => number) =>
        [...margin].reduce((total, m, i) => (m === id ? total + of(i) : total), 0)
      const events = sum((i) => cells.events[i] ?? 0)
      const expected = sum((i) => (cells.exposure[i] ?? 0) * (fitted[i] ?? 0))
      assert.ok(Math.abs(expected - events) < 1e-6 * Math.max(1, events), `margin ${id}`)
    }
  }
})

function cellOf(g: number, a: number, d: number, e: number): number {
  return ((g * AGES + a) * DURATIONS + d) * EVENTS + e
}

test('the rates of an invented council are found again', () => {
  const care = inventedCare({ seed: 11, entriesAMonth: 60 })
  const { model } = estimate(care)
  const weigh = (f: (group: number, age: number, duration: number, event: number) => number) => {
    let sum = 0
    for (const [cell, days] of model.rates.exposure.entries()) {
      const state = Math.floor(cell / EVENTS)
      const age = Math.floor(state / DURATIONS) % AGES
      sum += days * f(Math.floor(state / (DURATIONS * AGES)), age, state % DURATIONS, cell % EVENTS)
    }
    return sum
  }
  const days = [0, 28, 91, 182, 365, 730, 1460]
  for (const event of [0, 1, 5]) {
    const found = weigh((g, a, d, e) =>
      g === 0 && e === event ? pointRate(model.rates, cellOf(g, a, d, e)) : 0,
    )
    const true_ = weigh((g, a, d, e) =>
      g === 0 && e === event ? trueRate('fostering', a, days[d] ?? 0, e) : 0,
    )
    assert.ok(Math.abs(found / true_ - 1) < 0.1, `event ${event}: ${found} for ${true_}`)
  }
  const [others] = model.intake
  assert.ok(Math.abs((others?.level ?? 0) / 60 - 1) < 0.06, `level ${others?.level}`)
})

test('season is shrunk to one with the weight of 24 months and averages one', () => {
  const months = Array.from({ length: 36 }, (_, i) => ({
    month: i % 12,
    count: i % 12 === 8 ? 40 : 20,
  }))
  const season = seasonOf(months)
  assert.ok(Math.abs(season.reduce((a, b) => a + b, 0) / 12 - 1) < 1e-12)
  const mean = (11 * 20 + 40) / 12
  assert.ok(
    Math.abs((season[8] ?? 0) / (season[0] ?? 1) - (120 / mean + 24) / (60 / mean + 24)) < 1e-12,
  )
})

function year(count: number) {
  return Array.from({ length: 12 }, (_, month) => ({ month, count }))
}

test('the latest yearly change weighs most, and drift dies away by 0.6 a year', () => {
  const change = yearlyChange([...year(20), ...year(10), ...year(10)])
  assert.ok(Math.abs(change - Math.log(240.5 / 120.5) / 1.5) < 1e-12)
  assert.ok(Math.abs(drifted(0.1, 2) - 0.1 * (0.6 + 0.36)) < 1e-15)
  assert.ok(Math.abs(drifted(0.1, 0.5) - 0.03) < 1e-15)
})
