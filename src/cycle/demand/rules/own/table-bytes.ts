import { day, month } from '#kernel/dates.ts'
import { asciiBytes, asciiText } from './ascii.ts'
import { tableOf } from './partial.ts'
import { FLOWS, PLACES } from './types.ts'
import type { Cell, DrawTable } from './types.ts'

type Head = {
  readonly origin: number
  readonly firstMonth: string
  readonly months: number
  readonly draws: number
  readonly cells: readonly Cell[]
}

const HEAD_LENGTH = 8
const PAIRS = PLACES * PLACES

/** A table of draws as bytes, to be kept with its run: the counts by cell, from which the rest is added up again. */
export function encodeTable(table: DrawTable): Uint8Array {
  const { origin, firstMonth, months, draws, cells } = table
  const head = asciiBytes(
    JSON.stringify({ origin, firstMonth, months, draws, cells } satisfies Head),
  )
  const parts = [table.moves, table.cellChildDays, table.cellMonthEnd, table.flows]
  const start = HEAD_LENGTH + eights(head.length)
  const bytes = new Uint8Array(parts.reduce((sum, p) => sum + eights(p.byteLength), start))
  new DataView(bytes.buffer).setUint32(0, head.length, true)
  bytes.set(head, HEAD_LENGTH)
  let at = start
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at)
    at += eights(part.byteLength)
  }
  return bytes
}

/** Reads what `encodeTable` wrote. `head` is how its first part is told from JSON: a fault when it is another shape. */
export function decodeTable(bytes: Uint8Array, head: (text: string) => Head): DrawTable {
  const buffer = bytes.slice().buffer
  const length = new DataView(buffer).getUint32(0, true)
  const h = head(asciiText(bytes.subarray(HEAD_LENGTH, HEAD_LENGTH + length)))
  const cells = h.draws * h.cells.length * h.months
  let at = HEAD_LENGTH + eights(length)
  const take = (count: number, width: number) => {
    const from = at
    at += eights(count * width)
    return from
  }
  const moves = new Float64Array(buffer, take(h.months * PAIRS, 8), h.months * PAIRS)
  const cellChildDays = new Int32Array(buffer, take(cells, 4), cells)
  const cellMonthEnd = new Uint16Array(buffer, take(cells, 2), cells)
  const count = h.draws * FLOWS.length * h.months
  const flows = new Uint16Array(buffer, take(count, 2), count)
  return tableOf({
    origin: day(h.origin),
    firstMonth: month(h.firstMonth),
    months: h.months,
    draws: h.draws,
    cells: h.cells,
    cellChildDays,
    cellMonthEnd,
    flows,
    moves,
  })
}

function eights(length: number): number {
  return Math.ceil(length / 8) * 8
}
