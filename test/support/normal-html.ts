/**
 * HTML as a list of tags and texts, one a line, so that two pieces of markup can be compared by what they mean: attributes in any
 * order, white space collapsed, entities read.
 */
export function normalHtml(text: string): string {
  const lines: string[] = []
  let at = 0
  while (at < text.length) {
    const open = nextTag(text, at)
    pushText(lines, text.slice(at, open))
    if (open >= text.length) break
    const end = tagEnd(text, open)
    lines.push(normalTag(text.slice(open, end)))
    at = end
  }
  return lines.join('\n')
}

function nextTag(text: string, from: number): number {
  const found = /<[a-z/!]/i.exec(text.slice(from))
  return found === null ? text.length : from + found.index
}

function pushText(lines: string[], text: string): void {
  const read = entities(text).replaceAll(/\s+/g, ' ').trim()
  if (read !== '') lines.push(read)
}

/** Where the tag that opens here ends: a `>` inside quotes does not end it. */
function tagEnd(text: string, open: number): number {
  let quote = ''
  for (let i = open + 1; i < text.length; i += 1) {
    const char = text.charAt(i)
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '>') return i + 1
  }
  throw new Error(`a tag that does not end: ${text.slice(open, open + 80)}`)
}

const ATTRIBUTE = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g

function normalTag(tag: string): string {
  const name = /^<\/?[a-z][\w-]*/i.exec(tag)?.[0]
  if (name === undefined) return tag
  const seen = new Set<string>()
  const attributes: string[] = []
  for (const match of tag.slice(name.length, -1).matchAll(ATTRIBUTE)) {
    const key = match[1] ?? ''
    if (seen.has(key)) continue
    seen.add(key)
    attributes.push(normalAttribute(key, match[2] ?? match[3] ?? match[4] ?? ''))
  }
  return [name, ...attributes.toSorted()].join(' ') + '>'
}

function normalAttribute(key: string, value: string): string {
  const read = entities(value)
  return `${key}=${JSON.stringify(key === 'class' ? read.trim().split(/\s+/).toSorted().join(' ') : read)}`
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00A0',
  ctdot: '⋯',
}

/** The text that a browser reads. */
export function entities(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal))
    if (typeof hex === 'string') return String.fromCodePoint(Number.parseInt(hex, 16))
    return NAMED[String(name)] ?? whole
  })
}
