import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import type { Db } from '#db'
import { ROLES } from '#kernel/access.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncil, aPersonOf, emailOf, PASSWORD, siteOn } from '#test/support/site.ts'
import type { Site } from '#test/support/site.ts'
import { budgetFiles, priceBook, returns } from '#test/walls/full-council.ts'
import { openChromium } from './chromium.ts'
import { aTraveller } from './traveller.ts'
import type { Traveller } from './traveller.ts'

const FORECAST_MS = 40_000

/** From the files of the return to the gap, and from a figure down to its row, as somebody at a screen does it. */
for (const javaScript of [true, false])
  describe(`from returns to the gap, ${javaScript ? 'with' : 'without'} JavaScript`, () => {
    const name = javaScript ? 'Marlshire' : 'Plainshire'
    const invention = { name, seed: javaScript ? 3 : 4, pence: 31_415_927 }
    let db: Db
    let site: Site
    let browser: Browser
    let someone: Traveller

    before(async () => {
      db = await embedded()
      site = await siteOn(db)
      await aPersonOf(db, await aCouncil(db, name), 'everything', ROLES)
      const address = await site.server.listen({ port: 0 })
      browser = await openChromium()
      someone = await aTraveller(browser, address, { javaScript })
    })
    after(async () => {
      await someone.close()
      await browser.close()
      await site.close()
      await db.close()
    })

    test('somebody signs in, and is asked for what is missing', async () => {
      await someone.go('/demand')
      assert.equal(new URL(someone.page.url()).pathname, '/sign-in')
      await someone.page.getByLabel('Email address').fill(emailOf(name, 'everything'))
      await someone.page.getByLabel('Password').fill(PASSWORD)
      await someone.press('Sign in')
      assert.match(await someone.text(), /No return has been loaded/)
      await someone.go('/')
    })

    test('the return is sent, what was set aside is looked at, and the rest is put in use', async () => {
      await someone.go('/demand')
      await someone.follow('Import the return')
      await someone.choose('Files of the return', returns(invention).files)
      await someone.press('Read the files')
      const found = await someone.text()
      assert.match(found, /rows? (?:is|are|was|were)? ?set aside/i)
      assert.match(found, new RegExp(`DECOM.*${name} day.*dd/mm/yyyy`, 'i'))
      await someone.page.locator('form[action$="/store"] button').first().click()
      await someone.page.waitForURL('**/demand')
      await someone.look()
      assert.match(await someone.text(), /in care/)
    })

    test('a forecast is asked for, its progress is seen, and its fan is read', async () => {
      await someone.go('/demand/forecast')
      await someone.page.locator('[name=months]').fill('60')
      await someone.press('Make a forecast')
      await someone.page.locator('svg[role=img]').first().waitFor({ timeout: FORECAST_MS })
      await someone.page.waitForLoadState()
      someone.forget()
      await someone.look()
      const said = await someone.text()
      assert.match(said, /8 in 10/)
      assert.match(said, /no change/i)
    })

    test('prices are put in use and the forecast has its cost', async () => {
      await someone.go('/placements/prices')
      await someone.choose('File of prices', [priceBook(invention)])
      await someone.press('Read the file')
      for (const box of await someone.page.locator('input[name=meant]').all()) await box.check()
      await someone.press('Put these prices in use')
      await someone.go('/placements')
      await someone.go('/placements/cost')
      if ((await someone.page.getByRole('button', { name: 'Work out the cost' }).count()) > 0)
        await someone.press('Work out the cost')
      assert.match(await someone.text(), /£[\d.]+m/)
    })

    test('a budget is loaded, the costed forecast brought in, and the gap is there with its band', async () => {
      await someone.go('/budget/import')
      await someone.choose('Files of the budget', budgetFiles(invention))
      await someone.press('Read the files')
      assert.match(await someone.text(), /1 set aside/)
      await someone.press('Store this budget')
      await someone.go('/budget/gap')
      const bring = someone.page.getByRole('button', { name: 'Bring in the costed forecast' })
      await bring.first().click()
      await someone.page.waitForLoadState()
      await someone.go('/budget/gap')
      assert.match(await someone.text(), /Gap, cumulative.*Gap, new/i)
    })

    test('a figure leads in three clicks to the file and the row it came from', async () => {
      await someone.go('/budget/2026-27')
      let at = ''
      for (let clicks = 1; clicks <= 3; clicks += 1) {
        await someone.page.locator('main a[href^="/working/"]').first().click()
        await someone.page.waitForLoadState()
        await someone.look()
        at = await someone.text()
        if (/row \d+/i.test(at)) break
      }
      assert.match(
        at,
        new RegExp(`${name} lines\\.csv.*row \\d+|row \\d+.*${name} lines\\.csv`, 'i'),
      )
    })

    test('every page was looked at', () => {
      assert.ok(someone.seen.length >= 14, someone.seen.join(' '))
    })
  })
