/** Whether a file is XML, by its first characters: `<`, past a mark and space, and no web page. */
export function isXml(bytes: Uint8Array): boolean {
  const opening = firstCharacters(bytes)
  return (
    opening.startsWith('<') && !opening.startsWith('<!doctype html') && !opening.startsWith('<html')
  )
}

const UTF_8 = [0xef, 0xbb, 0xbf]

/** The first bytes of a file and what they say of it: a mark, or `<` in two bytes. */
const MARKS: readonly (readonly [readonly number[], 'utf-8' | 'utf-16le' | 'utf-16be'])[] = [
  [UTF_8, 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0x3c, 0], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0, 0x3c], 'utf-16be'],
]

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((b, i) => bytes[i] === b)
}

/** The first characters that are not space, in lower case; the empty bytes of UTF-16 are passed over. */
function firstCharacters(bytes: Uint8Array): string {
  const start = bytes.subarray(beginsWith(bytes, UTF_8) ? UTF_8.length : 0, 400)
  const characters = [...start].filter((b) => b !== 0 && b < 0xfe)
  return String.fromCharCode(...characters)
    .trimStart()
    .slice(0, 20)
    .toLowerCase()
}

export type XmlEncoding =
  | { readonly kind: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; readonly said: string }
  | { readonly kind: 'unknown'; readonly said: string }
  | { readonly kind: 'contradiction'; readonly said: string; readonly found: string }

/** How the characters are written: by the mark, else by the declaration, else UTF-8. XML 1.0, appendix F. */
export function encodingOf(bytes: Uint8Array): XmlEncoding {
  const said = declared(bytes)
  const marked = markOf(bytes)
  if (marked !== undefined) {
    const family = marked.slice(0, 6)
    return said === '' || said.startsWith(family) || said === 'us-ascii'
      ? { kind: marked, said }
      : { kind: 'contradiction', said, found: family.toUpperCase() }
  }
  if (said === '' || said === 'utf-8' || said === 'utf8') return { kind: 'utf-8', said }
  // ASCII and ISO-8859-1 are parts of Windows-1252, as browsers read them.
  if (['us-ascii', 'ascii', 'iso-8859-1', 'latin1', 'windows-1252', 'cp1252'].includes(said))
    return { kind: 'windows-1252', said }
  if (said.startsWith('utf-16')) return { kind: 'contradiction', said, found: 'UTF-8' }
  return { kind: 'unknown', said }
}

function markOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  return MARKS.find(([mark]) => beginsWith(bytes, mark))?.[1]
}

/** The encoding that `<?xml … encoding="…"?>` names, in lower case; empty when it names none. */
function declared(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length && i < 400; i += 1) {
    const b = bytes[i] ?? 0
    if (b > 0 && b < 0x7f) text += String.fromCharCode(b)
  }
  const found = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/i.exec(text)
  return (found?.[1] ?? '').toLowerCase()
}
