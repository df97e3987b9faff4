import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CouncilId } from '#kernel/access.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import type { Route } from '#web'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import { askedOf } from './asked.ts'
import { workingRoutes } from './routes.ts'

const RULE: Rule = {
  id: 'budget-total',
  name: 'A total and its parts',
  sentence: 'The amounts of the lines, added up.',
  source: 'Specification, rule 2',
}

function sum(label: string, value: number, parts: () => readonly Figure[], href?: string): Figure {
  return {
    label,
    value,
    unit: 'pence',
    ...(href === undefined ? {} : { href }),
    working: { kind: 'rule', rule: RULE, combine: 'sum', parts },
  }
}

function row(at: number, pence = 100): Figure {
  return {
    label: `Line ${at}`,
    value: pence,
    unit: 'pence',
    working: {
      kind: 'origin',
      origin: {
        kind: 'import',
        importId: 'i',
        file: 'lines.csv',
        sha256: 'ab12',
        rows: [at],
        by: 'H. Ward',
        at: '2026-04-02',
        href: `/budget/import/i/rows/0/${at}`,
      },
    },
  }
}

const many = (n: number): readonly Figure[] => Array.from({ length: n }, (_, i) => row(i + 2))

/** Calls of a part that no page asked for. */
let opened = 0

const FIGURES: Readonly<Record<string, () => Figure>> = {
  'total/2026-27': () =>
    sum('Net spending, 2026-27', 30_000, () => [
      sum('Fostering', 10_000, () => many(100), '/working/budget/total/2026-27/S01'),
      sum('No page of its own', 20_000, () => [row(7, 5_000), row(8, 15_000)]),
    ]),
  'total/2026-27/S01': () => sum('Fostering', 10_000, () => many(100)),
  alone: () => {
    const at = '/working/budget/alone'
    return sum('Fostering', 200, () => [sum('Fostering, agency', 200, () => many(2), at)], at)
  },
  wrong: () => sum('Wrong', 30_001, () => [row(2, 30_000)]),
  deep: () => nested(0),
}

function nested(level: number): Figure {
  return sum(`Level ${level}`, 1, () => {
    opened = Math.max(opened, level)
    return [nested(level + 1)]
  })
}

const explain = (council: CouncilId, path: readonly string[]) =>
  Promise.resolve(council === aCouncilId(1) ? FIGURES[path.join('/')]?.() : undefined)

const ROW_PAGE: Route = {
  method: 'GET',
  path: '/budget/import/:id/rows/:file/:row',
  access: { roles: ['finance'] },
  handle: () => assert.fail('the row is not opened here'),
}

describe('the page of a figure', () => {
  let browser: Browser
  before(async () => {
    const all: readonly Route[] = [...workingRoutes({ budget: explain }, () => all), ROW_PAGE]
    browser = await openBrowser(all)
  })
  after(() => browser.close())

  const FINANCE = { as: ['finance'] as const }
  const at = (path: string) => browser.get(`/working/budget/${path}`, FINANCE)

  test('says the figure exactly, the rule with its source, and that its parts re-add', async () => {
    const page = await at('total/2026-27')
    assert.equal(page.status, 200)
    assert.match(page.text, /Net spending, 2026‑27: £300 Exactly £300\.00\./)
    assert.match(page.text, /It re-adds\. Its 2 parts.*make £300\.00 to the penny/)
    assert.match(page.text, /The amounts of the lines, added up\..*Source: Specification, rule 2/)
    assert.equal(linkOn(page, 'Fostering'), '/working/budget/total/2026-27/S01')
  })

  test('a part without an address of its own has a page below its figure, which leads back', async () => {
    const page = await at('total/2026-27')
    const href = linkOn(page, 'No page of its own')
    assert.equal(href, '/working/budget/total/2026-27?part=1')
    const part = await browser.get(href, FINANCE)
    assert.match(part.text, /No page of its own: £200/)
    assert.equal(linkOn(part, 'Net spending, 2026‑27'), '/working/budget/total/2026-27')
    assert.equal((await at('total/2026-27?part=2')).status, 404)
    assert.equal((await at('total/2026-27?part=1.9')).status, 404)
    assert.equal((await at('total/2026-27?part=x')).status, 404)
  })

  test('a part that bears the address of its figure has a page of its own all the same', async () => {
    const page = await at('alone')
    const href = linkOn(page, 'agency')
    assert.equal(href, '/working/budget/alone?part=0')
    assert.match((await browser.get(href, FINANCE)).text, /Line 2/)
  })

  test('a figure that is not what its parts make is shown in berry, with by how much', async () => {
    const page = await at('wrong')
    assert.match(page.html, /side-berry/)
    assert.match(page.text, /It does not re-add\..*£0\.01 more than its parts/)
  })

  test('long lists come fifty at a time; the total is of all of them', async () => {
    const first = await at('total/2026-27/S01')
    assert.match(first.text, /Parts 1 to 50 of 100\. The figure is of all of them/)
    assert.match(first.text, /It re-adds\. Its 100 parts/)
    const second = await browser.get(linkOn(first, '51 to 100'), FINANCE)
    assert.match(second.text, /Line 52/)
    assert.doesNotMatch(second.text, /Line 51 /)
    assert.equal((await at('total/2026-27/S01?page=3')).status, 404)
  })

  test('a figure without an end is followed a dozen steps down, and no further', async () => {
    opened = 0
    assert.equal((await at('deep')).status, 200)
    assert.ok(opened <= 12, `went down ${opened} levels`)
  })

  test('a row leads to its page for those who may open it, and is named for the rest', async () => {
    const page = await at('total/2026-27/S01')
    assert.equal(linkOn(page, 'Line 2'), '/budget/import/i/rows/0/2')
    const member = await browser.get('/working/budget/total/2026-27/S01', { as: ['member'] })
    assert.match(member.text, /lines\.csv, row 2, imported on 2 April 2026 by H\. Ward/)
    assert.doesNotMatch(member.html, /\/budget\/import/)
    const twin = await browser.get('/working/budget/total/2026-27/S01.json', { as: ['member'] })
    assert.doesNotMatch(JSON.stringify(twin.json()), /\/budget\/import/)
  })

  test('the twin gives the figure with two levels of parts', async () => {
    const twin = (await at('total/2026-27.json')).json()
    const text = JSON.stringify(twin)
    assert.match(text, /"label":"Net spending, 2026-27","value":30000/)
    assert.match(text, /"label":"Fostering","value":10000/)
    assert.match(text, /"label":"Line 2","value":100/)
    assert.match(text, /"reAdded":\{"kind":"agrees","value":30000\}/)
  })

  test('what is not there, and what is another council’s, answer with the same bytes', async () => {
    const nowhere = await at('total/2031-32')
    const elsewhere = { as: aViewer(['finance'], aCouncilId(2)) }
    const theirs = await browser.get('/working/budget/total/2026-27', elsewhere)
    const theirNowhere = await browser.get('/working/budget/total/2031-32', elsewhere)
    assert.equal(nowhere.status, 404)
    assert.equal(theirs.html, theirNowhere.html)
    assert.equal(theirs.html, nowhere.html)
    for (const path of ['/working/nowhere/a', '/working/toString/a', '/working/budget/'])
      assert.equal((await browser.get(path, FINANCE)).status, 404, path)
  })
})

test('each step of a path is decoded by itself, so that a name may hold a slash', () => {
  const asked = askedOf({
    path: '/working/budget/total/2026-27/draft/net/stream/a%2Fb/area/-',
    query: new URLSearchParams('page=2&part=1.0'),
  })
  assert.deepEqual(asked, {
    room: 'budget',
    path: ['total', '2026-27', 'draft', 'net', 'stream', 'a/b', 'area', '-'],
    address: '/working/budget/total/2026-27/draft/net/stream/a%2Fb/area/-',
    part: [1, 0],
    page: 2,
  })
  assert.equal(
    askedOf({ path: '/working/budget/%E0%A4%A', query: new URLSearchParams() }),
    undefined,
  )
  assert.equal(
    askedOf({ path: `/working/budget${'/x'.repeat(50)}`, query: new URLSearchParams() }),
    undefined,
  )
})
