import { monthOf } from '#kernel/dates.ts'
import { SUB_TYPES } from '../taxonomy.ts'
import { statesOf } from './simulate.ts'
import { FLOWS, PLACES, SUBS } from './types.ts'
import type { Block, Cell, DrawTable, Partial, SimInput } from './types.ts'

/** No draws: what merging with changes nothing. */
export const NO_DRAWS: Partial = []

/** Joins partials. Associative and commutative; the same draw twice is a fault. */
export function merge(partials: readonly Partial[]): Partial {
  const blocks = partials.flat().toSorted((a, b) => a.from - b.from)
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1]
    if (before !== undefined && before.to > block.from)
      throw new Error(
        `draws ${block.from} to ${Math.min(before.to, block.to) - 1} were merged twice`,
      )
  }
  return blocks
}

/** The whole table of draws, equal bit for bit however the draws were cut. Throws when draws are missing. */
export function drawTable(input: SimInput, partial: Partial): DrawTable {
  return tableFrom(input, statesOf(input), partial)
}

/** The same from partials that count other states than the simulation's own. */
export function tableFrom(
  input: Pick<SimInput, 'origin' | 'months'>,
  cells: readonly Cell[],
  partial: Partial,
): DrawTable {
  const blocks = merge([partial])
  const draws = complete(blocks)
  const { months } = input
  const width = cells.length * months
  const cellMonthEnd = new Uint16Array(draws * width)
  const cellChildDays = new Int32Array(draws * width)
  const flows = new Uint16Array(draws * FLOWS.length * months)
  const moves = new Float64Array(months * PLACES * PLACES)
  for (const block of blocks) {
    cellMonthEnd.set(block.monthEnd, block.from * width)
    cellChildDays.set(block.childDays, block.from * width)
    flows.set(block.flows, block.from * FLOWS.length * months)
    for (const [i, count] of block.moves.entries()) moves[i] = (moves[i] ?? 0) + count
  }
  return tableOf({
    origin: input.origin,
    firstMonth: monthOf(input.origin),
    months,
    draws,
    cells,
    cellMonthEnd,
    cellChildDays,
    flows,
    moves: moves.map((m) => m / draws),
  })
}

/** The table with its sums by sub-type. */
export function tableOf(
  counted: Omit<DrawTable, 'subTypes' | 'childDays' | 'monthEnd'>,
): DrawTable {
  const { cells, draws, months } = counted
  return {
    ...counted,
    subTypes: SUB_TYPES,
    childDays: bySubType(counted.cellChildDays, cells, draws, months),
    monthEnd: bySubType(counted.cellMonthEnd, cells, draws, months),
  }
}

function complete(blocks: Partial): number {
  let next = 0
  for (const block of blocks) {
    if (block.from !== next) throw new Error(`draws ${next} to ${block.from - 1} are missing`)
    next = block.to
  }
  if (next === 0) throw new Error('a table of draws needs at least one draw')
  return next
}

function bySubType(
  from: Uint16Array | Int32Array,
  cells: readonly Cell[],
  draws: number,
  months: number,
): Int32Array {
  const table = new Int32Array(draws * months * SUBS)
  let at = 0
  for (let draw = 0; draw < draws; draw += 1) {
    for (const cell of cells) {
      let to = draw * months * SUBS + cell.subType
      for (let month = 0; month < months; month += 1) {
        table[to] = (table[to] ?? 0) + (from[at] ?? 0)
        at += 1
        to += SUBS
      }
    }
  }
  return table
}

const WORDS = 8

/** A partial as bytes, to leave a worker thread or be stored. Little-endian, as every machine we run on is. */
export function encodePartial(partial: Partial): Uint8Array {
  const parts = partial.flatMap((b) => {
    const arrays = [b.childDays, b.moves, b.monthEnd, b.flows].map((a) => padded(a))
    const head = new Int32Array(WORDS)
    head.set([b.from, b.to, b.childDays.length, b.moves.length, b.monthEnd.length, b.flows.length])
    return [padded(head), ...arrays]
  })
  const bytes = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function padded(array: Int32Array | Uint16Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(array.byteLength / 8) * 8)
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  return bytes
}

/** Reads what `encodePartial` wrote. */
export function decodePartial(bytes: Uint8Array): Partial {
  const buffer = bytes.slice().buffer
  const blocks: Block[] = []
  let at = 0
  const take = (length: number, width: number) => {
    const from = at
    at += Math.ceil((length * width) / 8) * 8
    return from
  }
  while (at < buffer.byteLength) {
    const head = new Int32Array(buffer, take(WORDS, 4), WORDS)
    const [from = 0, to = 0, days = 0, moves = 0, ends = 0, flows = 0] = head
    blocks.push({
      from,
      to,
      childDays: new Int32Array(buffer, take(days, 4), days),
      moves: new Int32Array(buffer, take(moves, 4), moves),
      monthEnd: new Uint16Array(buffer, take(ends, 2), ends),
      flows: new Uint16Array(buffer, take(flows, 2), flows),
    })
  }
  return blocks
}
