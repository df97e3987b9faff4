import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { rows, sql } from '#db'
import { unwrap } from '#kernel/result.ts'
import { ACCESS_SETTINGS, addCouncil, addPerson } from '#office/access/index.ts'
import { layoutOf } from '#web'
import type { Viewer } from '#web'
import { embedded } from '#test/support/database.ts'
import { aViewer, openBrowser } from '#test/support/visit.ts'
import type { As, Browser } from '#test/support/visit.ts'
import { z } from 'zod'
import { officeRoutes } from '../office-routes.ts'
import { aHouse } from '../jobs/a-house.ts'

const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z')
const NAV = ['/account', '/people', '/audit', '/jobs', '/settings'].map((href) => ({
  text: href.slice(1),
  href,
}))

describe('reading the office', () => {
  let db: Db
  let browser: Browser
  let admin: Viewer
  before(async () => {
    db = await embedded()
    const administrator = {
      email: 'ines@marlshire.example',
      name: 'Ines Okafor',
      password: 'correct horse battery',
    }
    const council = { name: 'Marlshire', kind: 'county', administrator, at: NOW }
    admin = { ...aViewer(['administrator']), ...unwrap(await addCouncil(db, council)) }
    const email = 'ben@marlshire.example'
    await db.inCouncil(admin.council, (tx) =>
      addPerson(tx, admin, { email, name: 'Ben Cole', roles: ['finance'] }),
    )
    browser = await openBrowser(officeRoutes(aHouse(db, () => NOW, ACCESS_SETTINGS)), {
      layout: layoutOf({ nav: NAV, footer: [] }),
    })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  /** Everything that the council holds, as one text of counts and sums. */
  const everything = async (): Promise<string> => {
    const tables = await db.outside((tx) =>
      rows(
        tx,
        z.object({ name: z.string() }),
        sql`select format('%I.%I', table_schema, table_name) as name from information_schema.columns
          where column_name = 'council_id' and table_schema not in ('queue') order by 1`,
      ),
    )
    assert.ok(tables.length > 5, 'the tables of the council are found')
    const found = await db.inCouncil(admin.council, async (tx) => {
      const sums: string[] = []
      for (const { name } of tables) {
        const [sum] = await rows(
          tx,
          z.object({ n: z.number(), hash: z.string() }),
          sql`select count(*)::int as n, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
            from ${sql.raw(name)} t`,
        )
        sums.push(`${name} ${sum?.n} ${sum?.hash}`)
      }
      return sums
    })
    return found.join('\n')
  }

  test('every page that a link leads to can be read, and reading them all changes nothing', async () => {
    const as: As = { as: admin }
    const before = await everything()
    const seen = new Set<string>()
    const toRead = ['/account']
    for (let href = toRead.pop(); href !== undefined; href = toRead.pop()) {
      if (seen.has(href)) continue
      seen.add(href)
      const page = await browser.get(href, as)
      assert.equal(page.status, 200, href)
      for (const link of page.links)
        if (/^\/(?:account|people|audit|jobs|settings)\b/.test(link.href)) toRead.push(link.href)
    }
    assert.ok(seen.size > 15, `only ${seen.size} pages were read`)
    assert.equal(await everything(), before)
  })
})
