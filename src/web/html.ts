/**
 * Text that is already HTML. Only `html`, `raw` and `attributes` make it, so a plain string can never reach a page
 * unescaped.
 */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

/** What may stand in a `${}` of a template. `false` and `undefined` leave nothing, so `${ready && html`…`}` reads well. */
export type Part = Html | string | number | false | undefined | readonly Part[]

const UNSAFE = /[&<>"']/

/** A text made safe between tags and between quotes. */
export function escape(text: string): string {
  const first = text.search(UNSAFE)
  if (first < 0) return text
  let out = text.slice(0, first)
  let from = first
  for (let i = first; i < text.length; i += 1) {
    const entity = entityOf(text.charCodeAt(i))
    if (entity === '') continue
    out += text.slice(from, i) + entity
    from = i + 1
  }
  return out + text.slice(from)
}

function entityOf(code: number): string {
  switch (code) {
    case 38:
      return '&amp;'
    case 60:
      return '&lt;'
    case 62:
      return '&gt;'
    case 34:
      return '&quot;'
    case 39:
      return '&#39;'
    default:
      return ''
  }
}

function written(part: Part): string {
  if (typeof part === 'string') return escape(part)
  if (part instanceof Html) return part.toString()
  if (typeof part === 'number') return String(part)
  if (part === undefined || part === false) return ''
  let out = ''
  for (const each of part) out += written(each)
  return out
}

const seen = new WeakSet<TemplateStringsArray>()

/** Writes a template; every value is escaped unless it is `Html`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  if (!seen.has(strings)) {
    refuseUnquoted(strings)
    seen.add(strings)
  }
  let out = strings[0] ?? ''
  for (let i = 0; i < parts.length; i += 1) out += written(parts[i]) + (strings[i + 1] ?? '')
  return new Html(out)
}

/**
 * Escaping protects text and quoted attributes only: a template that puts a value in an unquoted attribute, or inside
 * a script or style, is a fault. Looked at once for each template in the source.
 */
function refuseUnquoted(strings: TemplateStringsArray): void {
  let before = ''
  for (const string of strings.slice(0, -1)) {
    before += string
    const tag = before.lastIndexOf('<')
    const inTag = tag > before.lastIndexOf('>')
    if (inTag && /=\s*$/.test(before)) throw new Error(`quote the attribute: ${before.slice(tag)}`)
    if (/<(?:script|style)\b[^>]*>(?:(?!<\/(?:script|style)).)*$/is.test(before))
      throw new Error(`no values inside scripts or styles: ${before.slice(-60)}`)
    before += 'x'
  }
}

/** Marks a text of our own as HTML. Never for anything that came from a person, a file or the database. */
export function raw(trusted: string): Html {
  return new Html(trusted)
}

/** Nothing. */
export const empty: Html = new Html('')

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

const ATTRIBUTE_NAME = /^[A-Za-z_:][\w:.-]*$/

/** Attributes for the inside of a tag, each led by a space. `true` leaves the bare name, `false` and `undefined` nothing. */
export function attributes(values: Attributes | undefined): Html {
  if (values === undefined) return empty
  let out = ''
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false) continue
    if (!ATTRIBUTE_NAME.test(name)) throw new Error(`not the name of an attribute: ${name}`)
    out += value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`
  }
  return new Html(out)
}

/** Joins parts with a separator between those that are there. */
export function joined(parts: readonly Part[], separator: Part): Html {
  const between = written(separator)
  const texts = parts.map(written).filter((text) => text !== '')
  return new Html(texts.join(between))
}

/** The finished text. */
export function render(page: Html): string {
  return page.toString()
}
