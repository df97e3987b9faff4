import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { may, ROLES } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'
import { allRoutes } from '#src/routes.ts'
import type { Route } from '#web'
import { embedded } from '#test/support/database.ts'
import { aPersonOf, emailOf, siteOn } from '#test/support/site.ts'
import type { Site, Visitor } from '#test/support/site.ts'
import type { Page } from '#test/support/visit.ts'
import { crawl, isOpen } from './addresses.ts'
import { fullCouncil } from './full-council.ts'

/** What somebody without an account may ask for. A new one is a decision: it is added here. */
const PUBLIC: readonly RegExp[] = [
  /^GET \/sign-in$/,
  /^POST \/sign-(in|out)$/,
  /^GET \/(help|design)(\/|$)/,
]

describe('who may use which address', () => {
  let db: Db
  let site: Site
  let routes: readonly Route[]
  /** One address of each route that is there. */
  let addresses: ReadonlyMap<Route, string>
  const people = new Map<Role, Visitor>()

  before(async () => {
    db = await embedded()
    site = await siteOn(db)
    const council = await fullCouncil(site.house, { name: 'Aldermoor', seed: 3, pence: 31_415_927 })
    routes = allRoutes(site.house)
    const { opened } = await crawl(await site.signIn(council.email), routes)
    addresses = new Map(routes.map((r) => [r, opened.get(r)?.[0] ?? anAddress(r)]))
    for (const role of ROLES) {
      await aPersonOf(db, { name: 'Aldermoor', actor: council.actor }, `only-${role}`, [role])
      people.set(role, await site.signIn(emailOf('Aldermoor', `only-${role}`)))
    }
  })
  after(async () => {
    await site.close()
    await db.close()
  })

  test('without an account only the pages that need none are there; every other asks to sign in', async () => {
    const open = routes.filter((r) => r.access === 'public').map((r) => `${r.method} ${r.path}`)
    assert.deepEqual(
      open.filter((name) => !PUBLIC.some((pattern) => pattern.test(name))),
      [],
    )
    for (const route of routes.filter((r) => r.access !== 'public')) {
      const address = addresses.get(route) ?? route.path
      const anybody = site.anybody()
      const page = route.method === 'GET' ? await anybody.get(address) : await anybody.post(address)
      const what = `${route.method} ${address} answers ${page.status}`
      if (address.split('?')[0]?.endsWith('.json') === true) {
        assert.equal(page.status, 401, what)
        assert.deepEqual(page.json(), { error: 'sign in first' })
        continue
      }
      assert.equal(page.status, 303, what)
      assert.match(page.to ?? '', /^\/sign-in\?then=/)
      assert.equal(page.html, '')
    }
  })

  for (const role of ROLES)
    test(`a person who is only ${role} finds what the route says, and nothing else is there`, async () => {
      const person = people.get(role)
      assert.ok(person)
      const nowhere = plain((await person.get('/no-such-page')).html)
      let kept = 0
      for (const route of routes) {
        const address = addresses.get(route) ?? route.path
        const page: Page =
          route.method === 'GET' ? await person.get(address) : await person.postBare(address)
        if (may([role], route.access)) {
          // A form without a good token is refused only once its sender has been admitted.
          const admitted: boolean =
            route.method === 'GET' ? page.status !== 404 || isOpen(route.path) : page.status === 403
          assert.ok(admitted, `${route.method} ${address} answers ${page.status} to ${role}`)
        } else {
          kept += 1
          assert.equal(
            page.status,
            404,
            `${route.method} ${address} answers ${page.status} to ${role}`,
          )
          assert.equal(plain(page.html), nowhere, `${route.method} ${address} is told from nothing`)
        }
      }
      assert.ok(kept > 0 || role === 'administrator', `nothing is kept from ${role}`)
    })

  test('a reader, a member and a worker change nothing: they send no form but those of their own account', async () => {
    const own = /^\/(sign-(in|out)|account)/
    for (const role of ['reader', 'member', 'worker'] as const)
      for (const route of routes.filter((r) => r.method === 'POST' && may([role], r.access))) {
        if (own.test(route.path)) continue
        // Where the door lets everybody through, what is asked for decides, and for them nothing is there.
        const answer = await people.get(role)?.post(addresses.get(route) ?? route.path)
        assert.equal(answer?.status, 404, `POST ${route.path} answers ${answer?.status} to ${role}`)
      }
  })
})

function anAddress(route: Route): string {
  return route.path.replaceAll(/:\w+/g, '01a2122c-cf26-7d4c-847b-9d6e96044e10').replace('*', 'x')
}

/** The page without its token, its address and what follows from them. */
function plain(html: string): string {
  return html
    .replaceAll(/name="_csrf" value="[^"]*"/g, '')
    .replaceAll(/ aria-current="[^"]*"/g, '')
    .replaceAll(/\s+/g, ' ')
}
