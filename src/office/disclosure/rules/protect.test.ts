import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unwrap } from '#kernel/result.ts'
import { PROFILES } from '../data/profiles.ts'
import { attack, exposed, gridTable, isSmall, joined, listTable, protect } from './index.ts'
import type { Sum, Table } from './index.ts'

const OURS = PROFILES['headwater-public']
const MOST = 60

function hiddenOf(table: Table): ReadonlySet<string> {
  const { shown } = unwrap(protect(table, OURS))
  return new Set([...shown].flatMap(([id, value]) => (value === null ? [id] : [])))
}

const aGrid = fc
  .record({ rows: fc.integer({ min: 2, max: 3 }), columns: fc.integer({ min: 2, max: 3 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values) =>
        gridTable({
          name: 'g',
          rows: ['a', 'b', 'c'].slice(0, rows),
          columns: ['x', 'y', 'z'].slice(0, columns),
          value: (r, c) => values[r * columns + c] ?? 0,
        }),
      ),
  )

/**
 * An outsider without any of our code: fills the hidden cells with whole numbers of at least one, cell by cell, so that
 * every sum holds. Says whether the cell can be so many.
 */
function couldBe(table: Table, hidden: ReadonlySet<string>, id: string, value: number): boolean {
  const known = new Map(table.cells.flatMap((c) => (hidden.has(c.id) ? [] : [[c.id, c.value]])))
  known.set(id, value)
  return fill(table, known)
}

function fill(table: Table, known: Map<string, number>): boolean {
  const kept = new Map(known)
  if (!settle(table, kept)) return false
  const open = table.sums
    .map((s) => s.parts.filter((p) => !kept.has(p)))
    .filter((parts) => parts.length > 0)
    .toSorted((a, b) => a.length - b.length)[0]?.[0]
  if (open === undefined) return true
  for (let n = 1; n <= MOST; n += 1) {
    kept.set(open, n)
    if (fill(table, kept)) return true
  }
  return false
}

/** Whatever has one unknown is worked out; false when a sum cannot hold. */
function settle(table: Table, known: Map<string, number>): boolean {
  for (let before = -1; before !== known.size;) {
    before = known.size
    if (!table.sums.every((sum) => settleOne(sum, known))) return false
  }
  return true
}

function settleOne({ total, parts }: Sum, known: Map<string, number>): boolean {
  const open = parts.filter((p) => !known.has(p))
  const [first] = open
  const rest = added(parts.map((p) => known.get(p) ?? 0))
  const whole = known.get(total)
  if (whole === undefined) {
    if (first === undefined) known.set(total, rest)
    return true
  }
  if (first === undefined) return rest === whole
  if (open.length === 1) known.set(first, whole - rest)
  return whole - rest >= open.length
}

function added(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

test('no small cell of a table can be known to within five, even by trying every whole number', () => {
  fc.assert(
    fc.property(aGrid, (table) => {
      const hidden = hiddenOf(table)
      for (const cell of table.cells.filter((c) => isSmall(c.value, OURS))) {
        assert.ok(hidden.has(cell.id), `${cell.id} is small and shown`)
        const can = Array.from({ length: MOST }, (_, i) => i + 1).filter((n) =>
          couldBe(table, hidden, cell.id, n),
        )
        const [low, high] = [Math.min(...can), Math.max(...can)]
        assert.ok(high - low >= 5 && high > 5, `${cell.id} is from ${low} to ${high}`)
      }
    }),
    { numRuns: 150, seed: 20_260_401 },
  )
})

test('the attack finds what trying every whole number finds', () => {
  fc.assert(
    fc.property(aGrid, fc.array(fc.nat(20), { maxLength: 5 }), (table, picks) => {
      const ids = table.cells.filter((c) => c.value > 0).map((c) => c.id)
      const hidden = new Set(picks.flatMap((p) => ids[p % Math.max(1, ids.length)] ?? []))
      for (const bound of attack(table, hidden, OURS)) {
        if (bound.high > MOST) continue
        const can = Array.from({ length: MOST }, (_, i) => i + 1).filter((n) =>
          couldBe(table, hidden, bound.id, n),
        )
        assert.deepEqual([bound.low, bound.high], [Math.min(...can), Math.max(...can)], bound.id)
      }
    }),
    { numRuns: 150, seed: 20_260_402 },
  )
})

test('a nought is never hidden where noughts are printed, and what is shown is true', () => {
  fc.assert(
    fc.property(aGrid, (table) => {
      const { shown } = unwrap(protect(table, OURS))
      for (const cell of table.cells) {
        const value = shown.get(cell.id)
        assert.ok(value === cell.value || (value === null && cell.value !== 0), cell.id)
      }
    }),
    { numRuns: 150, seed: 20_260_403 },
  )
})

const aHierarchy = fc
  .array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 4 }), {
    minLength: 2,
    maxLength: 6,
  })
  .chain((groups) =>
    fc.nat(added(groups.flat())).map((uasc) => {
      const whole = added(groups.flat())
      return joined(
        listTable(
          'all',
          groups.map((g, i) => ({ part: String(i), value: added(g) })),
        ),
        ...groups.map((g, i) =>
          listTable(
            `all/${i}`,
            g.map((value, k) => ({ part: String(k), value })),
          ),
        ),
        {
          cells: [
            { id: 'all', value: whole },
            { id: 'uasc', value: uasc },
            { id: 'others', value: whole - uasc },
          ],
          sums: [{ total: 'all', parts: ['uasc', 'others'] }],
        },
      )
    }),
  )

test('groups, their parts and a second division of the same children are protected together', () => {
  fc.assert(
    fc.property(aHierarchy, (table) => {
      assert.deepEqual(exposed(table, hiddenOf(table), OURS), [])
    }),
    { numRuns: 200, seed: 20_260_404 },
  )
})

test('a larger table of ages by sex passes its own audit', () => {
  const table = gridTable({
    name: 'ages',
    rows: Array.from({ length: 18 }, (_, age) => String(age)),
    columns: ['girls', 'boys', 'not stated'],
    value: (r, c) => (c === 2 ? 0 : (r * 7 + c * 5) % 11),
  })
  assert.deepEqual(exposed(table, hiddenOf(table), OURS), [])
})
