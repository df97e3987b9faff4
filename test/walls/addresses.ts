import type { Route } from '#web'
import { entities } from '#test/support/normal-html.ts'
import type { Visitor } from '#test/support/site.ts'
import type { Page } from '#test/support/visit.ts'

/** A form as a page holds it, with what its reader would send by pressing the button. */
export type FoundForm = {
  readonly action: string
  /** As it stands. */
  readonly fields: Readonly<Record<string, string>>
  /** With words in every empty box. */
  readonly filled: Readonly<Record<string, string>>
}

export type Crawl = {
  /** Addresses that were there, by the route that answers them. */
  readonly opened: ReadonlyMap<Route, readonly string[]>
  readonly forms: readonly FoundForm[]
  readonly pages: number
}

/** Addresses kept for each route: other ids of the same kind say nothing new. */
const EACH = 6
const MOST_PAGES = 700

/** Follows every link from every page that needs no id, as its reader could, until each route has had its share. */
export async function crawl(visitor: Visitor, routes: readonly Route[]): Promise<Crawl> {
  const gets = routes.filter((r) => r.method === 'GET')
  const opened = new Map<Route, string[]>()
  const seen = new Set<string>()
  const forms: FoundForm[] = []
  const queue = gets.map((r) => r.path).filter((path) => !isOpen(path))
  let pages = 0
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const path = isTwin(next, gets) ? next.replace('.json', '') : next
    const route = routeOf(path, gets)
    if (seen.has(path) || route === undefined || pages >= MOST_PAGES) continue
    seen.add(path)
    const had = opened.get(route) ?? []
    if (had.length >= EACH) continue
    pages += 1
    const page = await visitor.get(path)
    if (page.status >= 400) continue
    opened.set(route, [...had, path])
    queue.push(...linksFrom(page))
    forms.push(...formsOf(page))
  }
  return { opened, forms, pages }
}

/** Whether the path has a part that stands for something. */
export function isOpen(path: string): boolean {
  return path.includes(':') || path.includes('*')
}

/** A link to the JSON twin of a page, which no route of its own answers. */
function isTwin(path: string, gets: readonly Route[]): boolean {
  const bare = path.split('?')[0] ?? ''
  return bare.endsWith('.json') && routeOf(path, gets)?.path.endsWith('.json') !== true
}

function linksFrom(page: Page): readonly string[] {
  return page.links
    .map((l) => l.href.split('#')[0] ?? '')
    .filter((href) => href.startsWith('/') && !href.startsWith('/assets/'))
}

/** The route that answers a path; the one with fewest open parts wins, as in the server. */
export function routeOf(path: string, routes: readonly Route[]): Route | undefined {
  const bare = path.split('?')[0] ?? ''
  return routes
    .filter((r) => patternOf(r.path).test(bare))
    .toSorted((a, b) => openness(a.path) - openness(b.path))[0]
}

function openness(path: string): number {
  return (path.match(/:/g)?.length ?? 0) + (path.includes('*') ? 10 : 0)
}

function patternOf(path: string): RegExp {
  const parts = path
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/:\w+/g, '[^/]+')
    .replaceAll('*', '.+')
  return new RegExp(`^${parts}/?$`)
}

/** What each open part of a route was in an address. */
export function partsOf(route: Route, address: string): Readonly<Record<string, string>> {
  const given = (address.split('?')[0] ?? '').split('/')
  const out: Record<string, string> = {}
  for (const [i, part] of route.path.split('/').entries())
    if (part.startsWith(':')) out[part.slice(1).replace(/\..*$/, '')] = given[i] ?? ''
  return out
}

/** The address of a route with these parts; undefined when one is missing. */
export function addressOf(
  route: Route,
  parts: Readonly<Record<string, string>>,
): string | undefined {
  let missing = false
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const part = parts[name]
    if (part === undefined) missing = true
    return part ?? ''
  })
  return missing || path.includes('*') ? undefined : path
}

export function formsOf(page: Page): readonly FoundForm[] {
  return [...page.html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)]
    .flatMap(([, tag = '', inside = '']) =>
      buttons(inside).map((pressed) => ({
        action: attribute(tag, 'action'),
        fields: { ...fieldsOf(inside), ...pressed },
      })),
    )
    .filter((f) => f.action.startsWith('/'))
    .map((f) => ({ ...f, filled: filledIn(f.fields) }))
}

function fieldsOf(markup: string): Readonly<Record<string, string>> {
  const { _csrf: _, ...fields } = { ...inputs(markup), ...selects(markup), ...boxes(markup) }
  return fields
}

/** What each button that has a name adds; a form without such a button is sent once. */
function buttons(markup: string): readonly Record<string, string>[] {
  const named = [...markup.matchAll(/<button\b[^>]*>/gi)]
    .map(([tag]) => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') }))
    .filter((b) => b.name !== '')
  return named.length === 0 ? [{}] : named.map((b) => ({ [b.name]: b.value }))
}

function inputs(markup: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [tag] of markup.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type')
    const another = /^(radio|checkbox)$/.test(type) && name in fields
    if (name !== '' && type !== 'file' && !another) fields[name] = attribute(tag, 'value')
  }
  return fields
}

/** The option that stands, or else the last one: the first is often “choose”. */
function selects(markup: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, tag = '', inside = ''] of markup.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gis)) {
    const options = [...inside.matchAll(/<option\b[^>]*>/gi)].map(([option]) => option)
    const chosen = options.find((o) => /\bselected\b/.test(o)) ?? options.at(-1) ?? ''
    fields[attribute(tag, 'name')] = attribute(chosen, 'value')
  }
  return fields
}

function boxes(markup: string): Record<string, string> {
  const found = markup.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gis)
  return Object.fromEntries(
    Array.from(found, ([, tag = '', inside = '']) => [attribute(tag, 'name'), entities(inside)]),
  )
}

function filledIn(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value || 'to see what is there']),
  )
}

function attribute(tag: string, name: string): string {
  return entities(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}
