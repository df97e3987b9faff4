import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { allRoutes } from '#src/routes.ts'
import { twinOf } from '#src/web/server/routes.ts'
import type { Route } from '#web'
import { eachDatabase } from '#test/support/database.ts'
import { siteOn } from '#test/support/site.ts'
import type { Site, Visitor } from '#test/support/site.ts'
import { addressOf, crawl, isOpen, partsOf, routeOf } from './addresses.ts'
import type { Crawl, FoundForm } from './addresses.ts'
import { fullCouncil } from './full-council.ts'
import type { FullCouncil } from './full-council.ts'
import { hashesOf, knownOf, tablesApart } from './known.ts'
import type { Known } from './known.ts'
import { sameAsNowhere, tellsNothing } from './tells.ts'

const THEIRS = { name: 'Aldermoor', seed: 3, pence: 31_415_927 }
const OURS = { name: 'Brackenford', seed: 4, pence: 27_182_818 }

/** Tables that no command here fills, each with the reason. */
const EMPTY: Readonly<Record<string, string>> = {
  'budget.assumption': 'no command writes it yet',
  'jobs.chunk_result': 'holds chunks only while a run is under way',
}

/** What is sent where the form is not on the page just now. */
const SENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/jobs/:run': { do: 'stop' },
}

eachDatabase('two councils in one database', ({ fresh }) => {
  let site: Site
  let theirs: FullCouncil
  let ours: FullCouncil
  let they: Visitor
  let we: Visitor
  let routes: readonly Route[]
  /** What they can open and send. */
  let found: Crawl
  let secret: Known
  let addresses: ReadonlyMap<Route, readonly string[]>

  const formsFor = (route: Route): readonly FoundForm[] =>
    found.forms.filter((f) => routeOf(f.action, routes.filter(posts)) === route)

  before(async () => {
    site = await siteOn(await fresh())
    theirs = await fullCouncil(site.house, THEIRS)
    ours = await fullCouncil(site.house, OURS)
    they = await site.signIn(theirs.email)
    we = await site.signIn(ours.email)
    routes = allRoutes(site.house)
    found = await crawl(they, routes)
    secret = await onlyTheirs(site, theirs, ours)
    addresses = await everyAddress(they, routes, found, secret)
  })
  after(() => site.close())

  test('there is something in every table to find', async () => {
    const { filled } = await knownOf(site.house.db, theirs.actor.council)
    const empty = (await tablesApart(site.house.db)).map((t) => t.name)
    assert.deepEqual(
      empty.filter((name) => !filled.includes(name) && EMPTY[name] === undefined),
      [],
    )
    assert.ok(secret.tokens.size > 200, `only ${secret.tokens.size} ids, hashes and pseudonyms`)
    assert.ok(found.pages > 40, `only ${found.pages} pages were found`)
  })

  test('every route that is read opens for the council whose ids it is given', () => {
    const closed = routes
      .filter((r) => r.method === 'GET' && (addresses.get(r) ?? []).length === 0)
      .map((r) => r.path)
    assert.deepEqual(
      closed,
      [],
      'these routes are not walked: make `fullCouncil` hold what they show, or link to them',
    )
  })

  test('with another council’s ids every address answers as if nothing were there, and tells nothing', async () => {
    const before = await hashesOf(site.house.db, theirs.actor.council)
    let walked = 0
    for (const route of routes.filter((r) => r.method === 'GET'))
      for (const address of addresses.get(route) ?? [])
        for (const path of [address, twinAddress(route, address)]) {
          if (path === undefined) continue
          const page = await we.get(path)
          tellsNothing(page, secret, path)
          await sameAsNowhere(secret, path, page, (other) => we.get(other))
          walked += 1
        }
    assert.ok(walked > 80, `only ${walked} addresses were walked`)
    assert.deepEqual(await hashesOf(site.house.db, theirs.actor.council), before)
  })

  test('nothing that is sent with another council’s ids does anything there, or says that it is there', async () => {
    const before = await hashesOf(site.house.db, theirs.actor.council)
    let sent = 0
    for (const route of routes.filter((r) => r.method === 'POST')) {
      const forms = formsFor(route)
      const targets = [...new Set([...forms.map((f) => f.action), ...(addresses.get(route) ?? [])])]
      assert.ok(
        targets.length > 0,
        `POST ${route.path} is not walked: no form leads to it and no id fits`,
      )
      for (const path of targets) {
        const own = forms.filter((f) => f.action === path).slice(0, 6)
        for (const fields of [sentTo(route), ...own.flatMap((f) => [f.fields, f.filled])]) {
          const page = await we.post(path, fields)
          assert.ok(page.status < 500 && page.status !== 403, `${path} answers ${page.status}`)
          tellsNothing(page, secret, `POST ${path}`)
          await sameAsNowhere(secret, path, page, (other) => we.post(other, fields))
          sent += 1
          if (!we.cookie().includes('headwater-session=')) we = await site.signIn(ours.email)
        }
      }
    }
    assert.ok(sent > 10, `only ${sent} forms were sent`)
    assert.deepEqual(await hashesOf(site.house.db, theirs.actor.council), before)
  })

  test('what was sent in vain does something for the council whose ids they are', async () => {
    const nowhere: string[] = []
    for (const route of routes.filter((r) => r.method === 'POST' && isOpen(r.path))) {
      const answers: number[] = []
      for (const path of addresses.get(route) ?? [])
        answers.push((await they.post(path, sentTo(route))).status)
      for (const form of formsFor(route).slice(0, 6))
        answers.push((await they.post(form.action, form.fields)).status)
      if (!answers.some((status) => status < 500 && ![403, 404].includes(status)))
        nowhere.push(route.path)
    }
    assert.deepEqual(
      nowhere,
      [],
      'these answered 404 to their own council: the walk proves nothing',
    )
  })
})

function sentTo(route: Route): Readonly<Record<string, string>> {
  return SENT[route.path] ?? {}
}

function posts(route: Route): boolean {
  return route.method === 'POST'
}

/** What is theirs and not also ours. */
async function onlyTheirs(site: Site, theirs: FullCouncil, ours: FullCouncil): Promise<Known> {
  const a = await knownOf(site.house.db, theirs.actor.council)
  const b = await knownOf(site.house.db, ours.actor.council)
  return {
    filled: a.filled,
    tokens: new Set([...a.tokens].filter((t) => !b.tokens.has(t))),
    words: new Set([...a.words].filter((w) => !b.words.has(w))),
  }
}

/** Addresses of every route: those found by links, or made of the parts of others, or of any id that opens. */
async function everyAddress(
  they: Visitor,
  routes: readonly Route[],
  found: Crawl,
  secret: Known,
): Promise<ReadonlyMap<Route, readonly string[]>> {
  const parts = [...found.opened].flatMap(([route, all]) =>
    all.map((address) => ({ route, parts: partsOf(route, address) })),
  )
  const out = new Map<Route, readonly string[]>()
  for (const route of routes) {
    const linked = found.opened.get(route) ?? []
    if (linked.length > 0 || !isOpen(route.path)) {
      out.set(route, linked.length > 0 ? linked : [route.path])
      continue
    }
    const near = parts
      .filter((p) => sharedStart(p.route.path, route.path) > 1)
      .toSorted(
        (a, b) => sharedStart(b.route.path, route.path) - sharedStart(a.route.path, route.path),
      )
      .map((p) => addressOf(route, p.parts))
      .filter((a) => a !== undefined)
    const any = [...secret.tokens, ...secret.words].map((id) => route.path.replace(/:\w+/, id))
    const tried = [...new Set([...near, ...any.filter((a) => !isOpen(a))])]
    out.set(route, route.method === 'POST' ? tried.slice(0, 6) : await those(they, tried))
  }
  return out
}

function sharedStart(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  const at = left.findIndex((part, i) => part !== right[i])
  return at < 0 ? left.length : at
}

async function those(they: Visitor, tried: readonly string[]): Promise<readonly string[]> {
  const open: string[] = []
  for (const address of tried.slice(0, 600)) {
    if (open.length >= 3) break
    if ((await they.get(address)).status < 400) open.push(address)
  }
  return open
}

function twinAddress(route: Route, address: string): string | undefined {
  if (twinOf(route.path) === undefined) return undefined
  const [path = '', query] = address.split('?')
  const twin = path === '/' ? '/index.json' : `${path}.json`
  return query === undefined ? twin : `${twin}?${query}`
}
