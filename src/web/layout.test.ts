import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { html, layoutOf } from '#web'
import { openBrowser } from '#test/support/visit.ts'
import type { As, Browser } from '#test/support/visit.ts'

const layout = layoutOf({
  nav: [{ text: 'Home', href: '/' }],
  header: [{ text: 'Find a figure', href: '/find' }],
  footer: [{ text: 'Help', href: '/help' }],
  more: (frame) =>
    frame.viewer?.roles.includes('administrator') === true
      ? [{ text: 'People', href: '/people' }]
      : [],
})

describe('the frame of a page', () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser(
      [
        {
          method: 'GET',
          path: '/help',
          access: 'public',
          handle: () =>
            Promise.resolve({
              kind: 'sheet',
              model: {},
              sheet: { title: 'Help', body: html`<h1>Help</h1>` },
            }),
        },
      ],
      { layout },
    )
  })
  after(() => browser.close())

  const links = async (as?: As) => (await browser.get('/help', as)).links.map((l) => l.text)

  test('leads somebody signed in to any figure, and a visitor to the sign-in', async () => {
    assert.ok((await links({ as: ['reader'] })).includes('Find a figure'))
    const visitor = await links()
    assert.ok(!visitor.includes('Find a figure'))
    assert.ok(visitor.includes('Sign in'))
  })

  test('holds at its foot what is for everybody, and more for those whose roles have it', async () => {
    assert.ok((await links()).includes('Help'))
    assert.ok(!(await links({ as: ['reader'] })).includes('People'))
    assert.deepEqual((await links({ as: ['administrator'] })).slice(-2), ['Help', 'People'])
  })
})
