import assert from 'node:assert/strict'
import type { CouncilId, PersonId, Role } from '#kernel/access.ts'
import { idFrom } from '#kernel/id.ts'
import { html, openServer } from '#web'
import type { Injection, Layout, Route, Server, ServerOptions, Viewer } from '#web'
import { entities } from './normal-html.ts'

/** An invented person with these roles, always the same for the same roles. */
export function aViewer(roles: readonly Role[], council: CouncilId = aCouncilId(1)): Viewer {
  return {
    council,
    person: idFrom<'person'>(1_750_000_000_000, new Uint8Array(10).fill(7)) satisfies PersonId,
    name: 'Morgan Reed',
    roles,
    at: Temporal.Instant.from('2026-11-24T09:00:00Z'),
    email: 'morgan.reed@marlshire.example',
    councilName: 'Marlshire County Council',
  }
}

export function aCouncilId(number: number): CouncilId {
  return idFrom<'council'>(1_700_000_000_000, new Uint8Array(10).fill(number))
}

/** Who asks: people by their roles, a whole viewer, or nobody. */
export type As = { readonly as?: readonly Role[] | Viewer }

export type FormFields = Readonly<Record<string, string | number | readonly string[]>>
export type FormFile = {
  readonly field: string
  readonly name: string
  readonly bytes: string | Uint8Array
}

/** A page as a reader meets it. */
export type Page = {
  readonly status: number
  readonly html: string
  readonly headers: Injection['headers']
  /** Address of a redirect. */
  readonly to: string | undefined
  readonly title: string
  readonly headings: readonly string[]
  /** Words of every link to its address. */
  readonly links: readonly { readonly text: string; readonly href: string }[]
  /** Words of every label. */
  readonly labels: readonly string[]
  /** Words of the error summary's list. */
  readonly errors: readonly string[]
  /** Everything that is said, white space collapsed. */
  readonly text: string
  /** The page's model, when the JSON twin was asked for. */
  readonly json: () => unknown
  readonly raw: Injection
}

export type Browser = {
  readonly server: Server
  readonly get: (path: string, as?: As) => Promise<Page>
  /** Posts a form as a browser would: with the token of the session, or of a visitor. */
  readonly post: (path: string, form?: FormFields, as?: As) => Promise<Page>
  /** Posts a form with files. */
  readonly upload: (
    path: string,
    files: readonly FormFile[],
    form?: FormFields,
    as?: As,
  ) => Promise<Page>
  /** The session token of somebody, for requests written by hand. */
  readonly sessionOf: (as: As) => string
  readonly close: () => Promise<void>
}

/** A bare document, for tests of the door itself. */
export const plainLayout: Layout = (sheet, frame) =>
  html`<!doctype html><html lang="en-GB"><head><title>${sheet.title}</title></head><body>${frame.flash !== undefined && html`<p role="status">${frame.flash}</p>`}<main>${sheet.body}</main></body></html>`

const TOKEN_PATH = '/test/token'

/** The page that hands out a form token, as any page with a form does. */
const tokenRoute: Route = {
  method: 'GET',
  path: TOKEN_PATH,
  access: 'public',
  handle: async (visit) => ({ kind: 'json', body: { csrf: visit.csrf } }),
}

/** The server with these routes, and a browser that signs in as whoever it is told to. */
export async function openBrowser(
  routes: readonly Route[],
  options: Partial<ServerOptions> = {},
): Promise<Browser> {
  const viewers = new Map<string, Viewer>()
  const server = await openServer({
    layout: plainLayout,
    secret: new Uint8Array(32).fill(1),
    logLevel: 'silent',
    sessions: { findSession: async (token) => viewers.get(token) },
    ...options,
    routes: [...routes, tokenRoute],
  })
  const sessionOf = (as: As): string => {
    if (as.as === undefined) return ''
    const viewer = 'person' in as.as ? as.as : aViewer(as.as)
    const token = `${viewer.council}.${viewer.person}.${viewer.roles.join('.')}`
    viewers.set(token, viewer)
    return token
  }
  const prefix = options.origin?.startsWith('https://') === true ? '__Host-' : ''
  const cookieOf = (as: As = {}): string =>
    as.as === undefined ? '' : `${prefix}headwater-session=${sessionOf(as)}`
  const send = async (
    path: string,
    type: string,
    as: As | undefined,
    body: BodyOf,
  ): Promise<Page> => {
    const signedIn = cookieOf(as)
    const form = await server.inject({
      method: 'GET',
      path: TOKEN_PATH,
      headers: { cookie: signedIn },
    })
    const visitor = form.cookies.map((each) => `${each.name}=${each.value}`)
    const cookie = [signedIn, ...visitor].filter((each) => each !== '').join('; ')
    const headers = { cookie, 'content-type': type }
    return pageOf(await server.inject({ method: 'POST', path, headers, body: body(tokenIn(form)) }))
  }
  return {
    server,
    get: async (path, as) =>
      pageOf(await server.inject({ method: 'GET', path, headers: { cookie: cookieOf(as) } })),
    post: (path, form, as) =>
      send(path, 'application/x-www-form-urlencoded', as, (csrf) =>
        encoded({ _csrf: csrf, ...form }).toString(),
      ),
    upload: (path, files, form, as) =>
      send(path, `multipart/form-data; boundary=${BOUNDARY}`, as, (csrf) =>
        multipart({ _csrf: csrf, ...form }, files),
      ),
    sessionOf,
    close: server.close,
  }
}

type BodyOf = (csrf: string) => string | Uint8Array

export function tokenIn(answer: Injection): string {
  const body: unknown = JSON.parse(answer.body)
  assert.ok(typeof body === 'object' && body !== null && 'csrf' in body)
  return String(body.csrf)
}

function encoded(form: FormFields): URLSearchParams {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) {
    const values = typeof value === 'object' ? value : [String(value)]
    for (const each of values) out.append(name, each)
  }
  return out
}

export const BOUNDARY = 'headwater-test-boundary'

/** A multipart body, fields first. */
export function multipart(form: FormFields, files: readonly FormFile[]): Uint8Array {
  const chunks: Uint8Array[] = []
  const write = (text: string): void => {
    chunks.push(Buffer.from(text))
  }
  for (const [name, value] of encoded(form))
    write(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  for (const file of files) {
    const about = `form-data; name="${file.field}"; filename="${file.name}"`
    write(`--${BOUNDARY}\r\ncontent-disposition: ${about}\r\ncontent-type: text/csv\r\n\r\n`)
    chunks.push(typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes)
    write('\r\n')
  }
  write(`--${BOUNDARY}--\r\n`)
  return Buffer.concat(chunks)
}

function words(markup: string): string {
  const inside = markup
    .replaceAll(/<(script|style|svg)\b[^>]*>.*?<\/\1>/gis, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
  return entities(inside).replaceAll(/\s+/g, ' ').trim()
}

function all(markup: string, pattern: RegExp): readonly string[] {
  return Array.from(markup.matchAll(pattern), (match) => words(match[1] ?? ''))
}

function linksOf(markup: string): Page['links'] {
  return Array.from(markup.matchAll(/<a\b([^>]*)>(.*?)<\/a>/gis), (match) => ({
    href: entities(/\bhref="([^"]*)"/.exec(match[1] ?? '')?.[1] ?? ''),
    text: words(match[2] ?? ''),
  }))
}

/** Reads a page as its reader does: by heading, label, link and error. */
export function pageOf(answer: Injection): Page {
  const { body } = answer
  const location = answer.headers['location']
  const summary = /<div class="govuk-error-summary\b.*?<ul[^>]*>(.*?)<\/ul>/is.exec(body)?.[1] ?? ''
  return {
    status: answer.status,
    html: body,
    headers: answer.headers,
    to: typeof location === 'string' ? location : undefined,
    title: all(body, /<title>(.*?)<\/title>/gis)[0] ?? '',
    headings: all(body, /<h[1-6]\b[^>]*>(.*?)<\/h[1-6]>/gis),
    links: linksOf(body),
    labels: all(body, /<label\b[^>]*>(.*?)<\/label>/gis),
    errors: all(summary, /<li>(.*?)<\/li>/gis),
    text: words(body),
    json: () => JSON.parse(body),
    raw: answer,
  }
}

/** The address of the link that says this; fails, listing the links there are. */
export function linkOn(page: Page, text: string): string {
  const link = page.links.find((each) => each.text === text)
  assert.ok(link, `no link “${text}” among: ${page.links.map((each) => each.text).join(' | ')}`)
  return link.href
}
