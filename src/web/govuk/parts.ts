import { attributes, empty, Html, html, raw, type Attributes } from '../html.ts'

/** What may be said in a component: a text, which is escaped, or HTML made by our own functions. */
export type Content = string | Html

/** Every component takes further classes and attributes. */
export type Extra = {
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** Content alone, or content with its own classes and attributes. */
export type Said = Content | ({ readonly text: Content } & Extra)

/** Content with its extras, however it was given. */
export function said<T extends { readonly text: Content }>(
  given: Content | T,
): T | ({ readonly text: Content } & Extra) {
  return typeof given === 'string' || given instanceof Html ? { text: given } : given
}

/** True when there is nothing to say. */
export function silent(content: Content | undefined): boolean {
  return content === undefined || String(content) === ''
}

/** Class names in order, without those that do not apply. */
export function names(...classes: readonly (string | false | undefined)[]): string {
  let out = ''
  for (const each of classes) {
    if (each === undefined || each === false || each === '') continue
    out += out === '' ? each : ` ${each}`
  }
  return out
}

/** Ids in order, or undefined when there are none: for `aria-describedby`. */
export function describedBy(...ids: readonly (string | undefined)[]): string | undefined {
  const all = names(...ids)
  return all === '' ? undefined : all
}

/** A heading whose level is chosen by the page. */
export function heading(level: number, given: Attributes, content: Content): Html {
  if (!Number.isInteger(level) || level < 1 || level > 6)
    throw new Error(`there is no heading of level ${level}`)
  const inside = attributes(given)
  switch (level) {
    case 1:
      return html`<h1${inside}>${content}</h1>`
    case 2:
      return html`<h2${inside}>${content}</h2>`
    case 3:
      return html`<h3${inside}>${content}</h3>`
    case 4:
      return html`<h4${inside}>${content}</h4>`
    case 5:
      return html`<h5${inside}>${content}</h5>`
    default:
      return html`<h6${inside}>${content}</h6>`
  }
}

export { attributes, empty, Html, html, raw, type Attributes }
