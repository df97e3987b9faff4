import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { ROLES } from '#kernel/access.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncil, aPersonOf, emailOf, siteOn } from '#test/support/site.ts'
import type { Site, Visitor } from '#test/support/site.ts'
import type { Page } from '#test/support/visit.ts'
import { hashesOf } from '#test/walls/known.ts'
import type { CouncilId } from '#kernel/access.ts'
import { DEMAND_CASES, GOOD_RETURN } from './bad-demand.ts'
import type { Case, Sent } from './bad-demand.ts'
import { MEGABYTE, streamUpload } from './stream-upload.ts'
import { BUDGET_CASES, GOOD_BUDGET } from './bad-budget.ts'
import { GOOD_PRICES, PRICE_CASES } from './bad-prices.ts'

/** Tables that a refused file may change: who did what, and until when a session was seen. */
const MAY_CHANGE = ['audit.entry', 'access.session']

/** Megabytes that each route takes before it drops the rest. */
const MOST_HELD: Readonly<Record<string, number>> = { '/demand/import': 500, '/budget/import': 60 }

describe('bad files, sent through the pages', () => {
  let db: Db
  let site: Site
  let council: CouncilId
  let person: Visitor

  let listening: Promise<string>

  before(async () => {
    db = await embedded()
    site = await siteOn(db)
    const opened = await aCouncil(db, 'Marlshire')
    council = opened.actor.council
    await aPersonOf(db, opened, 'everything', ROLES)
    person = await site.signIn(emailOf('Marlshire', 'everything'))
    listening = site.server.listen({ port: 0 })
    await useGood('/demand/import', GOOD_RETURN, 'store')
    await useGood('/budget/import', GOOD_BUDGET, 'confirm')
    await useGood('/placements/prices', GOOD_PRICES, 'confirm')
  })
  after(async () => {
    await site.close()
    await db.close()
  })

  /** What is in use before anything bad is sent: it must stay so. */
  async function useGood(path: string, files: readonly Sent[], button: string): Promise<void> {
    const sent = await send(path, files)
    assert.equal(sent.status, 303, sent.errors.join(' '))
    assert.equal((await person.post(`${sent.to}/${button}`)).status, 303)
  }

  function send(path: string, files: readonly Sent[]): Promise<Page> {
    return person.upload(
      path,
      files.map((f) => ({ field: path === '/placements/prices' ? 'file' : 'files', ...f })),
    )
  }

  async function kept(): Promise<Readonly<Record<string, string>>> {
    const all = await hashesOf(db, council)
    return Object.fromEntries(Object.entries(all).filter(([name]) => !MAY_CHANGE.includes(name)))
  }

  function tries(path: string, cases: readonly Case[]): void {
    for (const { what, files, answer, says } of cases)
      test(`${path}: ${what} is ${answer}`, async () => {
        const before = await kept()
        const sent = await send(path, files)
        if (answer === 'refused') {
          assert.equal(sent.status, 422, `${sent.status} ${sent.to ?? sent.text.slice(0, 500)}`)
          const said = sent.errors.join('\n')
          assert.match(said, says)
          assert.deepEqual(await kept(), before, 'nothing is kept of files that are refused')
          assert.doesNotMatch(sent.html, /<script>alert/)
        } else {
          assert.equal(sent.status, 303, sent.errors.join('\n'))
          const page = await person.get(sent.to ?? '')
          const from = page.text.indexOf(' Imports ')
          assert.match(page.text.slice(Math.max(0, from)), says)
        }
      })
  }

  tries('/demand/import', DEMAND_CASES)
  tries('/budget/import', BUDGET_CASES)
  tries('/placements/prices', PRICE_CASES)

  for (const { megabytes, path, status, says } of [
    { megabytes: 210, path: '/demand/import', status: 422, says: /the limit is 200 MB/ },
    { megabytes: 700, path: '/demand/import', status: 413, says: /The file is too big/ },
    { megabytes: 210, path: '/budget/import', status: 413, says: /The file is too big/ },
  ])
    test(`${path}: a file of ${megabytes} MB is answered with its limit, in bounded memory`, async () => {
      const before = await kept()
      const address = await listening
      const started = process.memoryUsage().rss
      let most = 0
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss)
      }, 20)
      const answer = await streamUpload(`${address}${path}`, person.cookie(), await person.csrf(), {
        name: '2021-22 episodes.csv',
        start:
          'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n',
        megabytes,
      })
      clearInterval(watch)
      assert.equal(answer.status, status)
      assert.match(answer.body, says)
      assert.deepEqual(await kept(), before)
      // What is below the route's limit is held once as it comes and once whole.
      const held = status === 413 ? (MOST_HELD[path] ?? 0) : megabytes
      const grown = (most - started) / MEGABYTE
      assert.ok(grown < 2 * held + 150, `memory grew by ${grown.toFixed(0)} MB`)
    })

  test('at least thirty kinds of bad file are tried at each of the big doors', () => {
    for (const cases of [DEMAND_CASES, BUDGET_CASES]) {
      assert.ok(cases.length >= 30, `${cases.length}`)
      assert.equal(new Set(cases.map((c) => c.what)).size, cases.length)
    }
  })
})
