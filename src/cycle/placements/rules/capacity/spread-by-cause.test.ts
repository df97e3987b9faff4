import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulateSpells, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { aBook } from '../test-book.ts'
import { costSpells } from './cost-spells.ts'
import { runCalendar } from './run-calendar.ts'
import { spellPrices } from './spell-prices.ts'
import { spreadByCause } from './spread-by-cause.ts'
import type { DrawForCauses } from './spread-by-cause.ts'

const SUBS = SUB_TYPES.length
const draw = (parts: Partial<DrawForCauses>): DrawForCauses => ({
  starts: 10,
  startedDays: 600,
  childDays: [1000, 500],
  pence: [100_000, 350_000],
  ...parts,
})

test('a draw that differs in one thing alone has its spread from that alone', () => {
  const price = spreadByCause([draw({}), draw({ pence: [110_000, 360_000] })])
  assert.ok(price !== undefined && Math.abs(price.price - 1) < 1e-9)
  const mix = spreadByCause([draw({}), draw({ childDays: [900, 600], pence: [90_000, 420_000] })])
  assert.ok(mix !== undefined && Math.abs(mix.mix - 1) < 1e-9)
  const stay = spreadByCause([
    draw({}),
    draw({ childDays: [1100, 550], pence: [110_000, 385_000] }),
  ])
  assert.ok(stay !== undefined && Math.abs(stay.stay - 1) < 1e-9)
  assert.equal(spreadByCause([draw({}), draw({})]), undefined)
})

test('intake: more starts that stay as long as others are intake alone', () => {
  const more = draw({
    starts: 12,
    startedDays: 720,
    childDays: [1080, 540],
    pence: [108_000, 378_000],
  })
  const found = spreadByCause([draw({}), more])
  assert.ok(found !== undefined)
  assert.ok(Math.abs(found.intake - 1) < 1e-9 && Math.abs(found.stay) < 1e-9)
})

test('of a whole forecast the shares add to one; with prices at the book’s none of it is price', () => {
  const input = aCouncil({ entriesAMonth: 6, months: 12 })
  const calendar = runCalendar(input)
  const from = isoDay('2020-04-01')
  const shares = (cv: number) => {
    const spread =
      cv === 0 ? ({ kind: 'none' } as const) : ({ kind: 'lognormal', cv: percent(cv) } as const)
    const prices = spellPrices(aBook({ from, spread }), calendar, {
      spreads: {},
      dearStart: undefined,
      known: [],
    })
    const found: DrawForCauses[] = []
    simulateSpells(
      input,
      3,
      { from: 0, to: 60 },
      {
        place: (d, spells) => {
          const { pence } = costSpells(spells, spells.wanted, prices, { seed: 3, draw: d })
          const childDays = Array.from({ length: SUBS }, () => 0)
          let [starts, startedDays] = [0, 0]
          for (let i = 0; i < spells.count; i += 1) {
            const days = (spells.end[i] ?? 0) - Math.max(0, spells.start[i] ?? 0)
            const s = spells.wanted[i] ?? 0
            childDays[s] = (childDays[s] ?? 0) + days
            if ((spells.person[i] ?? 0) < 1_000_000) continue
            starts += spells.nth[i] === 0 ? 1 : 0
            startedDays += days
          }
          found.push({
            starts,
            startedDays,
            childDays,
            pence: childDays.map((_, s) =>
              pence.reduce((n, p, k) => (k % SUBS === s ? n + p : n), 0),
            ),
          })
          return undefined
        },
      },
    )
    return spreadByCause(found)
  }
  const flat = shares(0)
  const wide = shares(80)
  assert.ok(flat !== undefined && wide !== undefined)
  for (const s of [flat, wide]) assert.ok(Math.abs(s.intake + s.stay + s.mix + s.price - 1) < 1e-9)
  assert.ok(Math.abs(flat.price) < 1e-6)
  assert.ok(wide.price > 0.03 && wide.mix > 0 && flat.intake > 0.05)
})
