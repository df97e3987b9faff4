import type { Refusal } from '#kernel/result.ts'

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252'

/** The bytes of a table as UTF-8 without a mark, and what they were. Days, codes and separators are found in bytes. */
export type Text = { readonly utf8: Uint8Array; readonly encoding: Encoding }

/** Windows-1252, 0x80 to 0x9f (0 where it has no character). Source: WHATWG Encoding Standard, index windows-1252. */
const HIGH = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
  0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
  0x203a, 0x0153, 0, 0x017e, 0x0178,
]

/** Reads UTF-8 (with or without a mark), UTF-16 with a mark, else Windows-1252. 10-demand, 3A4. */
export function asText(name: string, bytes: Uint8Array): Text | Refusal {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return fromUtf16(name, bytes, 0)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return fromUtf16(name, bytes, 1)
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const body = marked ? bytes.subarray(3) : bytes
  const nul = body.indexOf(0)
  if (nul >= 0) return binary(name, body, nul)
  if (isUtf8(body)) return { utf8: body, encoding: 'UTF-8' }
  return { utf8: fromWindows(body), encoding: 'Windows-1252' }
}

function binary(name: string, body: Uint8Array, at: number): Refusal {
  let row = 1
  for (let i = 0; i < at; i += 1) if (body[i] === 10) row += 1
  const alternating = body.length > 3 && (body[1] === 0 || body[0] === 0) && body[3] === body[1]
  return {
    kind: 'not-readable',
    file: name,
    row,
    value: 'NUL',
    message: alternating
      ? `${name} looks like UTF-16 without the mark that says so.`
      : `${name} has a byte in row ${row} that is not text (NUL): it is damaged, or not a CSV file.`,
    mend: 'Export it again as “CSV UTF-8” and send that.',
  }
}

/** Whether every byte above 127 stands in a well-formed sequence. Source: Unicode 15, table 3-7. */
export function isUtf8(bytes: Uint8Array): boolean {
  let i = 0
  while (i < bytes.length) {
    const b = bytes[i] ?? 0
    if (b < 0x80) i += 1
    else {
      const length = sequenceLength(b, bytes[i + 1] ?? 0)
      if (length === 0 || !continues(bytes, i, length)) return false
      i += length
    }
  }
  return true
}

/** How many bytes a sequence has, by its first two; 0 when they cannot begin one. */
function sequenceLength(first: number, second: number): number {
  const rule = SEQUENCES.find((r) => first >= r.from && first <= r.to)
  return rule !== undefined && second >= rule.low && second <= rule.high ? rule.length : 0
}

const SEQUENCES = [
  { from: 0xc2, to: 0xdf, low: 0x80, high: 0xbf, length: 2 },
  { from: 0xe0, to: 0xe0, low: 0xa0, high: 0xbf, length: 3 },
  { from: 0xed, to: 0xed, low: 0x80, high: 0x9f, length: 3 },
  { from: 0xe1, to: 0xef, low: 0x80, high: 0xbf, length: 3 },
  { from: 0xf0, to: 0xf0, low: 0x90, high: 0xbf, length: 4 },
  { from: 0xf1, to: 0xf3, low: 0x80, high: 0xbf, length: 4 },
  { from: 0xf4, to: 0xf4, low: 0x80, high: 0x8f, length: 4 },
]

function continues(bytes: Uint8Array, at: number, length: number): boolean {
  for (let k = 1; k < length; k += 1) if (((bytes[at + k] ?? 0) & 0xc0) !== 0x80) return false
  return true
}

function fromWindows(bytes: Uint8Array): Uint8Array {
  let high = 0
  for (const b of bytes) if (b >= 0x80) high += 1
  const out = new Uint8Array(bytes.length + 2 * high)
  let n = 0
  for (const b of bytes) {
    const code = b >= 0x80 && b < 0xa0 ? (HIGH[b - 0x80] ?? 0) || 0xfffd : b
    n = put(out, n, code)
  }
  return out.slice(0, n)
}

function fromUtf16(name: string, bytes: Uint8Array, high: 0 | 1): Text | Refusal {
  if (bytes.length % 2 === 1)
    return {
      kind: 'not-readable',
      file: name,
      message: `${name} says that it is UTF-16 but has an odd number of bytes: it was cut short.`,
      mend: 'Export it again, as “CSV UTF-8” if you can.',
    }
  const out = new Uint8Array((bytes.length / 2) * 3)
  const unit = (i: number) => ((bytes[i + 1 - high] ?? 0) << 8) | (bytes[i + high] ?? 0)
  let n = 0
  for (let i = 2; i < bytes.length; i += 2) {
    let code = unit(i)
    if (code === 0) return binary(name, bytes, i)
    if (code >= 0xd800 && code < 0xdc00 && i + 3 < bytes.length) {
      code = 0x10000 + ((code - 0xd800) << 10) + ((unit(i + 2) - 0xdc00) & 0x3ff)
      i += 2
    }
    n = put(out, n, code >= 0xd800 && code < 0xe000 ? 0xfffd : code)
  }
  return { utf8: out.slice(0, n), encoding: 'UTF-16' }
}

/** Writes one character as UTF-8 and returns where the next goes. */
function put(out: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    out[at] = code
    return at + 1
  }
  if (code < 0x800) {
    out[at] = 0xc0 | (code >> 6)
    out[at + 1] = 0x80 | (code & 0x3f)
    return at + 2
  }
  if (code < 0x10000) {
    out[at] = 0xe0 | (code >> 12)
    out[at + 1] = 0x80 | ((code >> 6) & 0x3f)
    out[at + 2] = 0x80 | (code & 0x3f)
    return at + 3
  }
  out[at] = 0xf0 | (code >> 18)
  out[at + 1] = 0x80 | ((code >> 12) & 0x3f)
  out[at + 2] = 0x80 | ((code >> 6) & 0x3f)
  out[at + 3] = 0x80 | (code & 0x3f)
  return at + 4
}

/** The first place from `s` on that is not space. */
export function past(utf8: Uint8Array, s: number, e: number): number {
  let at = s
  while (at < e && (utf8[at] ?? 0) <= 32) at += 1
  return at
}

/** The end, with the space before it left out. */
export function upTo(utf8: Uint8Array, s: number, e: number): number {
  let at = e
  while (at > s && (utf8[at - 1] ?? 0) <= 32) at -= 1
  return at
}

/** Text of a stretch of well-formed UTF-8. */
export function textOf(utf8: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to;) {
    const b = utf8[i] ?? 0
    if (b < 0x80) {
      text += String.fromCharCode(b)
      i += 1
    } else {
      const length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4
      let code = b & (0xff >> (length + 1))
      for (let k = 1; k < length; k += 1) code = (code << 6) | ((utf8[i + k] ?? 0) & 0x3f)
      text += String.fromCodePoint(code)
      i += length
    }
  }
  return text
}
