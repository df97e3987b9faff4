import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { ROLES } from '#kernel/access.ts'
import type { Route } from '#web'
import { layoutOf } from '#web'
import { linkOn, openBrowser } from '#test/support/visit.ts'
import type { As, Browser } from '#test/support/visit.ts'
import { helpRoutes } from './routes.ts'
import { METHODS } from './methods.ts'
import { readWords, WORDS } from './words.ts'

const PAGES = [
  '/help',
  '/help/methods',
  '/help/words',
  '/help/roles',
  '/help/privacy',
  '/help/accessibility',
]

function closed(path: string, access: Route['access'], method: Route['method'] = 'GET'): Route {
  return { method, path, access, handle: () => assert.fail('not opened here') }
}

describe('help', () => {
  let browser: Browser
  before(async () => {
    const all: readonly Route[] = [
      ...helpRoutes(() => all),
      closed('/demand', 'signed-in'),
      closed('/demand/import', { roles: ['returns', 'administrator'] }),
      closed('/demand/import', { roles: ['returns'] }, 'POST'),
    ]
    browser = await openBrowser(all, { layout: layoutOf({ nav: [], footer: [] }) })
  })
  after(() => browser.close())

  const hrefs = async (as?: As) => (await browser.get('/help/methods', as)).links.map((l) => l.href)

  test('can be read by everybody, without an account, and links within itself hold', async () => {
    for (const path of PAGES) {
      const page = await browser.get(path)
      assert.equal(page.status, 200, path)
      for (const { href } of page.links.filter((l) => l.href.startsWith('/help')))
        assert.equal((await browser.get(href)).status, 200, `${path} leads to ${href}`)
    }
  })

  test('every note says how, what it assumes and where it stops, and has an address of its own', async () => {
    const page = await browser.get('/help/methods')
    for (const m of METHODS) {
      assert.equal(linkOn(page, m.title), `#${m.id}`)
      assert.match(page.html, new RegExp(`<h2 id="${m.id}">`))
      assert.ok(m.how.length > 0 && m.assumes.length > 0 && m.limits.length > 0, m.id)
    }
    assert.equal(new Set(METHODS.map((m) => m.id)).size, METHODS.length)
  })

  test('a note leads into the council only where its reader may go', async () => {
    assert.ok((await hrefs({ as: ['returns'] })).includes('/demand/import'))
    const member = await hrefs({ as: ['member'] })
    assert.ok(!member.includes('/demand/import'))
    assert.ok(member.includes('/demand'))
    assert.ok(!(await hrefs()).includes('/demand'))
  })

  test('who may do what is read from the routes themselves', async () => {
    const page = await browser.get('/help/roles')
    assert.match(page.text, /Load the return Returns officer/)
    assert.match(page.text, /See imports and the rows set aside Returns officer, Administrator/)
    assert.match(page.text, /See counts, history and forecasts Everybody with an account/)
    assert.doesNotMatch(page.text, /Load a budget/, 'no route of that is here')
    const roles = (await browser.get('/help/roles')).html.match(/<th scope="row"/g) ?? []
    assert.ok(roles.length >= ROLES.length)
  })

  test('words stand in one place, docs/words.md, and are all shown', async () => {
    const text = readFileSync(new URL('../../../docs/words.md', import.meta.url), 'utf8')
    const rows = text.split('\n').filter((line) => line.startsWith('| ')).length - 1
    assert.equal(WORDS.length, rows)
    const page = await browser.get('/help/words')
    for (const { word, meaning } of WORDS) {
      assert.ok(page.text.includes(word), word)
      assert.ok(page.text.includes(meaning), meaning)
    }
    assert.doesNotMatch(page.text, /\.ts/)
  })

  test('a file without a table of words is a fault of ours', () => {
    assert.throws(() => readWords('# Words\n\nNone yet.\n'), /no table of words/)
  })
})
