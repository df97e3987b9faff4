import assert from 'node:assert/strict'
import type { Db } from '#db'
import type { Actor, Role } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil, addPerson } from '#office/access/index.ts'
import { houseOn } from '#src/open-house.ts'
import type { Opened } from '#src/open-house.ts'
import { openSite } from '#src/serve.ts'
import type { Injection, Server } from '#web'
import { BOUNDARY, multipart, pageOf } from './visit.ts'
import type { FormFields, FormFile, Page } from './visit.ts'

export const PASSWORD = 'blue tidal lantern'

/** The whole program on one database: every route, real sessions, every limit. */
export type Site = Pick<Opened, 'house'> & {
  readonly server: Server
  /** Signs in through the page, as anybody does. */
  readonly signIn: (email: string) => Promise<Visitor>
  readonly anybody: () => Visitor
  /** Closes what was opened on the database, and leaves it open. */
  readonly close: () => Promise<void>
}

/** Somebody with a browser that keeps its cookies. */
export type Visitor = {
  readonly get: (path: string) => Promise<Page>
  /** With the form's token, as a browser sends it. */
  readonly post: (path: string, form?: FormFields) => Promise<Page>
  /** Without a good token: what is admitted is refused before anything is done. */
  readonly postBare: (path: string) => Promise<Page>
  readonly upload: (path: string, files: readonly FormFile[], form?: FormFields) => Promise<Page>
  readonly cookie: () => string
  readonly csrf: () => Promise<string>
}

export type SiteOptions = {
  readonly now?: () => Temporal.Instant
  readonly workers?: number
}

export async function siteOn(db: Db, options: SiteOptions = {}): Promise<Site> {
  const opened = await houseOn(db, { workers: 1, ...options })
  const server = await openSite({
    opened,
    secret: new Uint8Array(32).fill(1),
    // Each request comes from an address of its own, so that the limit of requests an address is not met.
    behindProxy: true,
    logLevel: 'silent',
  })
  const anybody = (): Visitor => visitorOf(server)
  return {
    house: opened.house,
    server,
    anybody,
    signIn: async (email) => {
      const visitor = anybody()
      const page = await visitor.post('/sign-in', { email, password: PASSWORD })
      assert.equal(page.status, 303, `${email} could not sign in: ${page.text}`)
      return visitor
    },
    close: async () => {
      await server.close()
      await opened.house.jobs.close()
    },
  }
}

let asked = 0
const SESSION = 'headwater-session'

function visitorOf(server: Server): Visitor {
  const jar = new Map<string, string>()
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const send = async (
    method: 'GET' | 'POST',
    path: string,
    type?: string,
    body?: string | Uint8Array,
  ): Promise<Page> => {
    asked += 1
    const answer = await server.inject({
      method,
      path,
      headers: {
        cookie: cookie(),
        'x-forwarded-for': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
    })
    keepCookies(jar, answer)
    return pageOf(answer)
  }
  let held = { cookie: '', token: '' }
  /** The token of the form that every page holds: to sign out, or to sign in. */
  const csrf = async (): Promise<string> => {
    const session = jar.get(SESSION) ?? ''
    if (held.token !== '' && held.cookie === session) return held.token
    const page = await send('GET', session === '' ? '/sign-in' : '/help/methods')
    const token = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1]
    assert.ok(token !== undefined, `no form on the page “${page.title}”`)
    held = { cookie: session, token }
    return token
  }
  const plain = 'application/x-www-form-urlencoded'
  return {
    get: (path) => send('GET', path),
    post: async (path, form = {}) =>
      send('POST', path, plain, encoded({ _csrf: await csrf(), ...form }).toString()),
    postBare: (path) => send('POST', path, plain, '_csrf=none'),
    upload: async (path, files, form = {}) =>
      send(
        'POST',
        path,
        `multipart/form-data; boundary=${BOUNDARY}`,
        multipart({ _csrf: await csrf(), ...form }, files),
      ),
    cookie,
    csrf,
  }
}

function keepCookies(jar: Map<string, string>, answer: Injection): void {
  for (const { name, value } of answer.cookies)
    if (value === '') jar.delete(name)
    else jar.set(name, value)
}

function encoded(form: FormFields): URLSearchParams {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries(form))
    for (const each of typeof value === 'object' ? value : [String(value)]) out.append(name, each)
  return out
}

export type InventedCouncil = { readonly name: string; readonly actor: Actor }

/** An invented council with its administrator, `administrator@NAME.example`. */
export async function aCouncil(
  db: Db,
  name: string,
  at = Temporal.Now.instant(),
): Promise<InventedCouncil> {
  const administrator = {
    email: emailOf(name, 'administrator'),
    name: `Ada Okonjo of ${name}`,
    password: PASSWORD,
  }
  const council = { name: `${name} Council`, kind: 'example', administrator, at }
  return { name, actor: unwrap(await addCouncil(db, council)) }
}

/** Somebody of the council with these roles: `WORD@NAME.example`. */
export async function aPersonOf(
  db: Db,
  { name, actor }: InventedCouncil,
  word: string,
  roles: readonly Role[],
): Promise<Actor> {
  const person = {
    email: emailOf(name, word),
    name: `Pat ${word} of ${name}`,
    roles,
    password: PASSWORD,
  }
  const { id } = unwrap(await db.inCouncil(actor.council, (tx) => addPerson(tx, actor, person)))
  return { ...actor, person: id, name: person.name, roles }
}

export function emailOf(council: string, word: string): string {
  return `${word}@${council.toLowerCase()}.example`
}
