/** How much of a file stands in one row. */
export const PART_BYTES = 1_048_576

/** A file in parts, in order; an empty file has none. */
export function partsOf(bytes: Uint8Array, size = PART_BYTES): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}

/** The parts together again. Throws when they are not as long as the file was. */
export function joinParts(parts: readonly Uint8Array[], size: number): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  if (length !== size) throw new Error(`a document of ${size} bytes has ${length} kept`)
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A file's name as we keep it: the last part of a path, without control characters, at most 200 characters. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.replaceAll(/\p{Cc}/gu, '').trim()
  return clean === '' ? 'unnamed' : Array.from(clean).slice(0, 200).join('')
}
