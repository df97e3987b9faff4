declare const idBrand: unique symbol
/** The identity of a thing of one kind: a uuid, version 7, so that ids sort by when they were made. */
export type Id<Kind extends string> = string & { readonly [idBrand]: Kind }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The id in a text, or undefined when it is not one. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  const lower = text.toLowerCase()
  return UUID.test(lower) ? (lower as Id<Kind>) : undefined
}

/** Makes a version 7 uuid from a moment (milliseconds since 1970) and ten random bytes. RFC 9562, section 5.7. */
export function idFrom<Kind extends string>(milliseconds: number, random: Uint8Array): Id<Kind> {
  if (random.length < 10) throw new Error('an id needs ten random bytes')
  const bytes = new Uint8Array(16)
  let rest = milliseconds
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}
