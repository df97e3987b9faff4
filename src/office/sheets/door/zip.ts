/** What a packed file says it holds, read from its directory before anything is unpacked. */
export type Packed =
  | { readonly kind: 'packed'; readonly entries: readonly string[]; readonly unpackedBytes: number }
  | { readonly kind: 'broken'; readonly why: string }

const END = 0x06054b50
const ENTRY = 0x02014b50

/** Reads the central directory of a zip file (PKWARE APPNOTE 4.3.12, 4.3.16). */
export function readDirectory(bytes: Uint8Array): Packed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined)
    return { kind: 'broken', why: 'its directory is missing: the file was cut short' }
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: string[] = []
  let unpackedBytes = 0
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY)
      return { kind: 'broken', why: 'its directory is damaged' }
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    unpackedBytes += size
    entries.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return { kind: 'packed', entries, unpackedBytes }
}

function findEnd(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= least; at -= 1)
    if (view.getUint32(at, true) === END) return at
  return undefined
}
