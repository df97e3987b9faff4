import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import type { Db } from '#db'
import type { Role } from '#kernel/access.ts'
import { may } from '#kernel/access.ts'
import { pence } from '#kernel/money.ts'
import type { Figure } from '#kernel/working.ts'
import { financialYear } from '#kernel/year.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { readSheets } from '#office/sheets/index.ts'
import { layoutOf } from '#web'
import type { Route } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser, FormFile } from '#test/support/visit.ts'
import { aBudget, rowsOf, TABLES } from '../commands/a-budget.ts'
import { bringInDemand, budgetRoutes, budgetWorkings } from '../index.ts'
import type { DemandCost } from '../index.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const FINANCE = { as: ['finance'] as const satisfies readonly Role[] }
const MEMBER = { as: ['member'] as const satisfies readonly Role[] }

/** One child in a secure home, at an amount that stands nowhere else; advocacy beside it. */
const SECRET = 38_402_017
const LINES = `${TABLES['lines'] ?? ''}${rowsOf(
  '2026-27,draft,S01a,third-party,core,,CC7,,384020.17,yes,secure-home,one child in Devon',
  '2026-27,draft,S06,third-party,core,,CC8,,91234.56,yes,,',
  '2026-27,draft,S02,third-party,core,,CC9,,512345.67,yes,,',
)}`.replaceAll('\r\n\r\n', '\r\n')
const DRIVERS = `${TABLES['drivers'] ?? ''}${rowsOf(
  ...Array.from({ length: 12 }, (_, i) => {
    const at = i < 9 ? `2026-${String(i + 4).padStart(2, '0')}` : `2027-0${i - 8}`
    return `secure-home,child-day,${at},30,plan`
  }),
)}`

const AXES = [
  'group',
  'service',
  'stream',
  'subjective-group',
  'subjective',
  'area',
  'cost-centre',
  'month',
]

function upload(): readonly FormFile[] {
  return aBudget({ lines: LINES, drivers: DRIVERS }).map(({ name, bytes }) => ({
    field: 'files',
    name,
    bytes,
  }))
}

/** A costed forecast: what it says of the one child meets no line of the budget. */
const UNMET = 40_123_457
const COST: DemandCost = {
  run: {
    id: aViewer(['finance']).person,
    seed: 7,
    inputHash: 'abc',
    rulesVersion: 'own 1',
    at: '2026-11-20T10:00:00Z',
  },
  priceBook: 'prices 2026',
  years: [
    {
      year: financialYear(2026),
      months: 12,
      parts: [
        { subType: 'home-agency', s251: 'cla.residential', pence: pence(300_000_000) },
        { subType: 'secure-home', s251: 'cla.secure', pence: pence(UNMET) },
      ],
      draws: [320_000_000, 340_000_000, 360_000_000],
    },
  ],
}

/** Every number of a JSON body that is money. */
function moneyIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(moneyIn)
}

function figuresOf(figure: Figure): readonly Figure[] {
  const parts = figure.working.kind === 'rule' ? figure.working.parts() : []
  return [figure, ...parts.flatMap(figuresOf)]
}

function twinOf(path: string): string {
  const [at = '', query] = path.split('?')
  return `${at}.json${query === undefined ? '' : `?${query}`}`
}

const gapShape = z.object({
  years: z.array(
    z.looseObject({
      demandPence: z.number().nullable(),
      unmet: z.array(z.object({ s251: z.string(), pence: z.number() })),
    }),
  ),
})

describe('what readers outside the service see of money for one child', () => {
  let db: Db
  let house: House
  let browser: Browser
  let routes: readonly Route[] = []
  before(async () => {
    db = await embedded()
    house = { db, jobs: noJobs, settings: new Map(), ...clock() }
    routes = budgetRoutes(house)
    browser = await openBrowser(routes, { layout: layoutOf({ nav: [], footer: [] }) })
    const sent = await browser.upload('/budget/import', upload(), {}, FINANCE)
    assert.equal(sent.status, 303, sent.text)
    const stored = await browser.post(`${sent.to}/confirm`, {}, FINANCE)
    assert.equal(stored.to, '/budget', stored.text)
    const actor = aViewer(['finance'])
    const brought = await db.inCouncil(actor.council, (tx) => bringInDemand(tx, actor, COST))
    assert.ok(brought.ok)
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  /** Every address of the budget that a role may open, with every choice of axes, every service and stream. */
  function addresses(role: Role): readonly string[] {
    const open = routes.filter((r) => r.method === 'GET' && may([role], r.access))
    return open.flatMap(({ path }) => {
      if (path === '/budget/:year')
        return AXES.flatMap((by) =>
          AXES.map((against) => `/budget/2026-27?by=${by}&against=${against}`),
        )
      if (path === '/budget/services/:id')
        return ['S01', 'S01a', 'S01b', 'S02', 'S04', 'S06'].map((id) => `/budget/services/${id}`)
      if (path === '/budget/streams/:id')
        return ['core', 'fees'].map((id) => `/budget/streams/${id}`)
      return [path.replace(':year', '2026-27')].filter((p) => !p.includes(':'))
    })
  }

  const pages = (role: Role): readonly string[] =>
    addresses(role).filter((p) => !/\.(csv|xlsx)/.test(p))

  test('no address shows a member the amount, and no two of them differ by it', async () => {
    const seen = new Set<number>([0])
    for (const path of pages('member')) {
      const page = await browser.get(path, MEMBER)
      assert.equal(page.status, 200, path)
      assert.doesNotMatch(page.html, /384,020|one child in Devon|secure-home/, path)
      for (const n of moneyIn((await browser.get(twinOf(path), MEMBER)).json())) seen.add(n)
    }
    assert.ok(seen.size > 30, `only ${seen.size} numbers were seen`)
    for (const n of seen) assert.ok(!seen.has(n + SECRET), `${n + SECRET} less ${n} is the amount`)
  })

  test('inside, the amount is there: the walk would find it', async () => {
    const found: string[] = []
    for (const path of pages('finance')) {
      if (path.startsWith('/budget/import')) continue
      const numbers = moneyIn((await browser.get(twinOf(path), FINANCE)).json())
      if (numbers.includes(SECRET)) found.push(path)
    }
    assert.ok(found.length > 5, found.join(' '))
  })

  test('totals by group, and of all, are the same for a member as for finance', async () => {
    const [inside, outside] = await Promise.all(
      [FINANCE, MEMBER].map(async (who) =>
        Object((await browser.get('/budget/2026-27.json?by=group', who)).json()),
      ),
    )
    for (const key of ['total', 'groups', 'streams'])
      assert.deepEqual(Reflect.get(outside, key), Reflect.get(inside, key), key)
  })

  test('the gap is the same for a member, without the cost that meets no line', async () => {
    const [inside, outside] = await Promise.all(
      [FINANCE, MEMBER].map(async (who) =>
        gapShape.parse((await browser.get('/budget/gap.json', who)).json()),
      ),
    )
    assert.ok(inside !== undefined && outside !== undefined)
    assert.deepEqual(inside.years[0]?.unmet, [{ s251: 'cla.secure', pence: UNMET }])
    assert.ok(inside.years[0]?.demandPence)
    assert.deepEqual(
      outside.years,
      inside.years.map((y) => ({ ...y, unmet: [] })),
    )
    const explain = budgetWorkings(house)
    const parts = async (role: Role) => {
      const figure = await explain(aCouncilId(1), ['gap', '2026-27', 'demand'], [role])
      return figure?.working.kind === 'rule' ? figure.working.parts().length : undefined
    }
    assert.equal(await parts('finance'), 2)
    assert.equal(await parts('member'), 0)
  })

  test('the page of the service says that its money is shown together with others, and why', async () => {
    const page = await browser.get('/budget/services/S01a', MEMBER)
    assert.match(page.text, /Its money lies with Services shown together \(c\)/)
    const together = page.links.find((l) => l.text === 'Services shown together (c)')
    const other = await browser.get(together?.href ?? '', MEMBER)
    assert.match(other.text, /c: not shown, because it is a number from 1 to 5/)
    assert.match((await browser.get('/budget/services/S01a', FINANCE)).text, /384,020\.17/)
  })

  test('neither the lines nor the workbook hold the amount, its row or its driver', async () => {
    const lines = (await browser.get('/budget/2026-27/lines.csv', MEMBER)).raw.body
    assert.doesNotMatch(lines, /384020|S01a|secure-home|Devon/)
    assert.match(lines, /together-/)
    const book = await browser.get('/budget/2026-27/budget.xlsx', MEMBER)
    const sheets = readSheets('budget.xlsx', book.raw.bytes)
    assert.ok(sheets.ok)
    const text = JSON.stringify(sheets.value)
    assert.match(text, /together-/)
    assert.doesNotMatch(text, /384020|secure-home|Devon/)
  })

  test('no working that a member follows, to any depth, comes to the amount or to its row', async () => {
    const explain = budgetWorkings(house)
    const hrefs = new Set<string>()
    for (const path of pages('member'))
      for (const { href } of (await browser.get(path, MEMBER)).links)
        if (href.startsWith('/working/budget/')) hrefs.add(href)
    assert.ok(hrefs.size > 30, `only ${hrefs.size} workings were followed`)
    const values = new Set<number>([0])
    for (const href of hrefs) {
      const figure = await explain(aCouncilId(1), stepsOf(href), ['member'])
      assert.ok(figure !== undefined, href)
      for (const each of figuresOf(figure)) {
        values.add(each.value)
        assert.doesNotMatch(`${each.label} ${each.note ?? ''}`, /secure-home|Devon/, href)
      }
    }
    for (const n of values) assert.ok(!values.has(n + SECRET), `${n + SECRET} less ${n}`)
  })

  test('a working written by hand finds nothing at the service, its cost centre or its head', async () => {
    const explain = budgetWorkings(house)
    for (const [axis, label] of [
      ['service', 'S01a'],
      ['below', 'S01a'],
      ['cost-centre', 'CC7'],
    ] as const) {
      assert.equal(await explain(aCouncilId(1), grossAt(axis, label), ['member']), undefined, label)
      assert.equal((await explain(aCouncilId(1), grossAt(axis, label), ['finance']))?.value, SECRET)
      assert.equal(
        await explain(aCouncilId(1), grossAt(axis, label)),
        undefined,
        'nobody said who asks',
      )
    }
  })

  test('what was sent, row by row, is for those inside', async () => {
    assert.equal((await browser.get('/budget/import', MEMBER)).status, 404)
    assert.doesNotMatch((await browser.get('/budget', MEMBER)).html, /"\/budget\/import"/)
    assert.equal((await browser.get('/budget/import', FINANCE)).status, 200)
  })
})

function stepsOf(href: string): readonly string[] {
  return href.replace('/working/budget/', '').split('/').map(decodeURIComponent)
}

function grossAt(axis: string, label: string): readonly string[] {
  return ['total', '2026-27', 'draft', 'gross', axis, label]
}
