import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { html } from '#web'
import type { Route } from '#web'
import { openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import { twinOf } from './routes.ts'

const BELOW: Route = {
  method: 'GET',
  path: '/working/:room/*',
  access: 'signed-in',
  handle: ({ path, params }) =>
    Promise.resolve({
      kind: 'sheet',
      model: { path, room: params['room'] },
      sheet: { title: 'Working', body: html`<h1>${path}</h1>` },
    }),
}

describe('a route that takes every address below its path', () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser([BELOW])
  })
  after(() => browser.close())

  const READER = { as: ['reader'] as const }

  test('answers each of them with the address as it was written, a slash inside a name too', async () => {
    const page = await browser.get('/working/budget/total/2026-27/S04%2Fb/-', READER)
    assert.equal(page.status, 200)
    assert.deepEqual(page.headings, ['/working/budget/total/2026-27/S04%2Fb/-'])
  })

  test('answers a twin below it as JSON, and asks nobody to sign in on a page', async () => {
    const twin = await browser.get('/working/budget/gap.json', READER)
    assert.deepEqual(twin.json(), { path: '/working/budget/gap.json', room: 'budget' })
    const nobody = await browser.get('/working/budget/gap.json')
    assert.equal(nobody.status, 401)
    assert.equal((await browser.get('/working/budget/gap')).status, 303)
  })

  test('has no twin of its own', () => {
    assert.equal(twinOf('/working/:room/*'), undefined)
    assert.equal(twinOf('/demand/:id'), '/demand/:id.json')
  })

  test('a name that cannot be read is not there', async () => {
    assert.equal((await browser.get('/working/budget/%E0%A4%A', READER)).status, 404)
  })
})
