import { past, textOf, upTo } from './text.ts'

/**
 * Numbers for texts, found from their bytes: a million cells that hold a few texts make a few strings. Open addressing
 * on the FNV-1a hash.
 */
export type Dictionary = {
  readonly texts: string[]
  bytes: Uint8Array
  used: number
  readonly starts: number[]
  readonly lengths: number[]
  slots: Int32Array
}

export function dictionary(): Dictionary {
  return {
    texts: [],
    bytes: new Uint8Array(1024),
    used: 0,
    starts: [],
    lengths: [],
    slots: new Int32Array(1024).fill(-1),
  }
}

/** The number of the text between two offsets, space around it left out. */
export function intern(d: Dictionary, utf8: Uint8Array, start: number, end: number): number {
  const s = past(utf8, start, end)
  const e = upTo(utf8, s, end)
  const mask = d.slots.length - 1
  let slot = hash(utf8, s, e) & mask
  for (;;) {
    const held = d.slots[slot] ?? -1
    if (held < 0) break
    if (same(d, held, utf8, s, e)) return held
    slot = (slot + 1) & mask
  }
  return add(d, slot, utf8, s, e)
}

function hash(bytes: Uint8Array, s: number, e: number): number {
  let h = 0x811c9dc5
  for (let i = s; i < e; i += 1) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193)
  return (h ^ (h >>> 15)) >>> 0
}

function same(d: Dictionary, held: number, utf8: Uint8Array, s: number, e: number): boolean {
  if (d.lengths[held] !== e - s) return false
  const start = d.starts[held] ?? 0
  for (let i = s; i < e; i += 1) if (d.bytes[start + i - s] !== utf8[i]) return false
  return true
}

function add(d: Dictionary, slot: number, utf8: Uint8Array, s: number, e: number): number {
  const number = d.texts.length
  d.texts.push(textOf(utf8, s, e))
  d.starts.push(d.used)
  d.lengths.push(e - s)
  if (d.used + e - s > d.bytes.length) {
    const wider = new Uint8Array(Math.max(d.bytes.length * 2, d.used + e - s))
    wider.set(d.bytes)
    d.bytes = wider
  }
  d.bytes.set(utf8.subarray(s, e), d.used)
  d.used += e - s
  d.slots[slot] = number
  if (number * 2 > d.slots.length) grow(d)
  return number
}

function grow(d: Dictionary): void {
  const slots = new Int32Array(d.slots.length * 2).fill(-1)
  const mask = slots.length - 1
  d.starts.forEach((start, number) => {
    let slot = hash(d.bytes, start, start + (d.lengths[number] ?? 0)) & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = number
  })
  d.slots = slots
}

/** Codes of the return: trimmed, in capitals, `2.0` as `2` (10-demand, 3A4). One number for each code. */
export type Codes = {
  readonly raw: Dictionary
  readonly ofRaw: number[]
  readonly list: string[]
  readonly index: Map<string, number>
}

export function codes(): Codes {
  return { raw: dictionary(), ofRaw: [], list: [''], index: new Map([['', 0]]) }
}

export function code(c: Codes, utf8: Uint8Array, start: number, end: number): number {
  const raw = intern(c.raw, utf8, start, end)
  const known = c.ofRaw[raw]
  if (known !== undefined) return known
  const number = codeOf(c, c.raw.texts[raw] ?? '')
  c.ofRaw[raw] = number
  return number
}

/** The number of a code in a text. */
export function codeOf(c: Codes, text: string): number {
  const tidy = text
    .trim()
    .toUpperCase()
    .replace(/^(\d+)\.0+$/, '$1')
  const known = c.index.get(tidy)
  if (known !== undefined) return known
  c.list.push(tidy)
  c.index.set(tidy, c.list.length - 1)
  return c.list.length - 1
}
