import { crc32, inflateRawSync } from 'node:zlib'

/** What a packed file holds, unpacked. */
export type Unpacked =
  | { readonly kind: 'unpacked'; readonly files: readonly ZipFile[] }
  | { readonly kind: 'too-big'; readonly bytes: number }
  | { readonly kind: 'broken'; readonly why: string }

export type ZipFile = { readonly name: string; readonly bytes: Uint8Array }

type Entry = {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its own header stands. */
  readonly at: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const ENCRYPTED = 1
const [STORED, DEFLATED] = [0, 8]
const MOST_ENTRIES = 10_000

/**
 * Unpacks a zip file with the platform's own zlib, at most `most` bytes in all whatever its directory says, and holds every
 * file against its check sum: what goes on to be read is whole (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16).
 */
export function unpack(bytes: Uint8Array, most: number): Unpacked {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = directory(view, bytes)
  if (typeof entries === 'string') return { kind: 'broken', why: entries }
  const told = entries.reduce((sum, e) => sum + e.size, 0)
  if (told > most) return { kind: 'too-big', bytes: told }
  const files: ZipFile[] = []
  for (const entry of entries) {
    const content = contentOf(view, bytes, entry)
    if (typeof content === 'string') return { kind: 'broken', why: content }
    files.push({ name: entry.name, bytes: content })
  }
  return { kind: 'unpacked', files }
}

/** The files of the directory, or what is wrong with it. */
function directory(view: DataView, bytes: Uint8Array): readonly Entry[] | string {
  const end = findEnd(view)
  if (end === undefined) return 'its directory is missing: the file was cut short'
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) return `it holds more than ${MOST_ENTRIES} files`
  let at = view.getUint32(end + 16, true)
  const entries: Entry[] = []
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY)
      return 'its directory is damaged'
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) return 'it is locked with a password'
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function contentOf(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array | string {
  const { at } = entry
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL)
    return 'its directory is damaged'
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + entry.packed > bytes.length) return 'it was cut short'
  const packed = bytes.subarray(from, from + entry.packed)
  const content = entry.method === STORED ? packed : inflated(packed, entry)
  if (content?.length !== entry.size || crc32(content) !== entry.crc)
    return `its part ${entry.name} is damaged`
  return content
}

function inflated(packed: Uint8Array, entry: Entry): Uint8Array | undefined {
  if (entry.method !== DEFLATED) return undefined
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) }))
  } catch {
    return undefined
  }
}

function findEnd(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= least; at -= 1)
    if (view.getUint32(at, true) === END) return at
  return undefined
}

/** The same files as a zip whose parts are not packed: for a reader that is to unpack nothing itself. */
export function storedZip(files: readonly ZipFile[]): Uint8Array {
  const names = files.map((f) => new TextEncoder().encode(f.name))
  const body = sum(files.map((f, i) => 30 + (names[i]?.length ?? 0) + f.bytes.length))
  const index = sum(names.map((n) => 46 + n.length))
  const out = new Uint8Array(body + index + 22)
  const view = new DataView(out.buffer)
  let at = 0
  let entryAt = body
  for (const [i, file] of files.entries()) {
    const name = names[i] ?? new Uint8Array()
    const about = [crc32(file.bytes), file.bytes.length, file.bytes.length] as const
    view.setUint32(at, LOCAL, true)
    for (const [k, value] of about.entries()) view.setUint32(at + 14 + k * 4, value, true)
    view.setUint16(at + 26, name.length, true)
    out.set(name, at + 30)
    out.set(file.bytes, at + 30 + name.length)
    view.setUint32(entryAt, ENTRY, true)
    for (const [k, value] of about.entries()) view.setUint32(entryAt + 16 + k * 4, value, true)
    view.setUint16(entryAt + 28, name.length, true)
    view.setUint32(entryAt + 42, at, true)
    out.set(name, entryAt + 46)
    at += 30 + name.length + file.bytes.length
    entryAt += 46 + name.length
  }
  view.setUint32(entryAt, END, true)
  view.setUint16(entryAt + 8, files.length, true)
  view.setUint16(entryAt + 10, files.length, true)
  view.setUint32(entryAt + 12, index, true)
  view.setUint32(entryAt + 16, body, true)
  return out
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => a + b, 0)
}
