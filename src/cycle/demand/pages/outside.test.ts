import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import type { Db } from '#db'
import { openJobs } from '#jobs'
import type { Jobs } from '#jobs'
import type { Role } from '#kernel/access.ts'
import { may } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { record } from '#office/audit/index.ts'
import { exposed, PROFILES } from '#office/disclosure/index.ts'
import type { Cell, Sum } from '#office/disclosure/index.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { layoutOf } from '#web'
import type { Route } from '#web'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import {
  confirmImport,
  demandRoutes,
  demandWorkings,
  FORECAST_WORK,
  importFiles,
} from '../index.ts'
import { AGE_BANDS, EXIT_KINDS, GROUPS, groupOf, SUB_TYPES } from '../rules/index.ts'

const COUNCIL = aCouncilId(1)
const OURS = PROFILES['headwater-public']
const ANALYST = { as: ['analyst', 'returns'] as const satisfies readonly Role[] }
const OUTSIDE: readonly Role[] = [
  'member',
  'reader',
  'democratic-services',
  'monitoring-officer',
  'worker',
  'authoriser',
]
const MEMBER = { as: ['member'] as const satisfies readonly Role[] }
const FILES = returnsOf(
  inventedCare({ seed: 23, entriesAMonth: 1.6, unaccompaniedAMonth: 0.3 }),
  2018,
  2022,
)

/** What is not a count of children: settings of the run, years, tests of the method, shares. */
const NOT_CHILDREN =
  /(^|\.)(months|draws|seed|year|horizon|n|width|skill|widths|bias|error\w*|cover\d+|survivalDays|stillIn|provenance|on|origin|setAside|page)(\.|$)/

function few(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 6
}

/** Every small number inside, by its place, that stands at the same place outside. */
function same(inside: unknown, outside: unknown, at = ''): readonly string[] {
  if (few(inside) && inside === outside && !NOT_CHILDREN.test(at.replace(/\.\d+/g, '')))
    return [`${at}: ${inside}`]
  if (typeof inside !== 'object' || inside === null) return []
  if (typeof outside !== 'object' || outside === null) return []
  return Object.entries(inside).flatMap(([key, value]) =>
    same(value, Reflect.get(outside, key), at === '' ? key : `${at}.${key}`),
  )
}

const count = z.number().nullable()
const counts = z.array(count)
const historyShape = z.object({
  latest: count,
  first: count,
  months: z.array(
    z.object({
      month: z.string(),
      all: count,
      stock: counts,
      subTypes: counts,
      ages: counts,
      uasc: count,
      withoutUasc: count,
      starts: counts,
      ends: counts,
      exits: counts,
      moves: counts,
    }),
  ),
  years: z.array(
    z.object({
      year: z.number(),
      whole: z.boolean(),
      before: count,
      starts: count,
      ends: count,
      after: count,
      exits: counts,
    }),
  ),
  moves: z.object({ cells: counts, from: counts, to: counts, all: count }).nullable(),
})
type History = z.infer<typeof historyShape>

/** What is printed, by name, with every relation that a reader may write down between the counts. */
class Relations {
  readonly values = new Map<string, number | null>()
  readonly sums: Sum[] = []

  put(id: string, value: number | null | undefined): string {
    this.values.set(id, value ?? null)
    return id
  }

  add(total: string, parts: readonly string[], less: readonly string[] = []): void {
    this.sums.push({ total, parts, less })
  }
}

/** All months, all years and all moves at once. */
function relations(history: History): Relations {
  const known = new Relations()
  known.put('opening', history.first)
  for (const m of history.months) putMonth(known, m)
  let before = 'opening'
  for (const y of history.years) {
    const last = history.months.findLast((m) => m.month <= `${y.year}-03`)?.month ?? ''
    const starts = known.put(`${y.year}/starts`, y.starts)
    const ends = known.put(`${y.year}/ends`, y.ends)
    const exits = EXIT_KINDS.map((k, i) => known.put(`${y.year}/${k}`, y.exits[i]))
    known.add(last, [before, starts], [ends])
    known.add(ends, exits)
    before = last
  }
  if (history.moves !== null) putMoves(known, history.moves)
  return known
}

function putMonth(known: Relations, m: History['months'][number]): void {
  const all = known.put(m.month, m.all)
  const groups = GROUPS.map((g, i) => known.put(`${m.month}/${g}`, m.stock[i]))
  const subs = SUB_TYPES.map((s, i) => known.put(`${m.month}/${groupOf(s)}/${s}`, m.subTypes[i]))
  const ages = AGE_BANDS.map((b, i) => known.put(`${m.month}/age/${b}`, m.ages[i]))
  const who = [known.put(`${m.month}/uasc`, m.uasc), known.put(`${m.month}/rest`, m.withoutUasc)]
  for (const parts of [groups, ages, who]) known.add(all, parts)
  for (const g of groups)
    known.add(
      g,
      subs.filter((s) => s.startsWith(`${g}/`)),
    )
}

function putMoves(known: Relations, moves: NonNullable<History['moves']>): void {
  const cells = GROUPS.map((a, i) =>
    GROUPS.map((b, k) => known.put(`moves/${a}/${b}`, moves.cells[i * GROUPS.length + k])),
  )
  const from = GROUPS.map((g, i) => known.put(`moves/from/${g}`, moves.from[i]))
  const to = GROUPS.map((g, i) => known.put(`moves/to/${g}`, moves.to[i]))
  const all = known.put('moves', moves.all)
  known.add(all, from)
  known.add(all, to)
  for (const [i, total] of from.entries()) known.add(total, cells[i] ?? [])
  for (const [k, total] of to.entries())
    known.add(
      total,
      cells.flatMap((row) => row[k] ?? []),
    )
}

function twinOf(path: string): string {
  const [at = '', query] = path.split('?')
  return `${at}.json${query === undefined ? '' : `?${query}`}`
}

function charts(html: string): number {
  return html.split('id="panel-').length
}

describe('what readers outside the service see of a small council', () => {
  let db: Db
  let jobs: Jobs
  let house: House
  let browser: Browser
  let routes: readonly Route[] = []
  const runs: string[] = []
  before(async () => {
    db = await embedded()
    jobs = await openJobs({
      db,
      kinds: [FORECAST_WORK],
      councils: () => Promise.resolve([COUNCIL]),
      record: async (tx, who, entry) => record(tx, who, entry),
      now: () => Temporal.Now.instant(),
      workers: 2,
    })
    house = { db, jobs, settings: new Map(), ...clock() }
    routes = demandRoutes(house)
    browser = await openBrowser(routes, { layout: layoutOf({ nav: [], footer: [] }) })
    const actor = aViewer(['returns'], COUNCIL)
    await db.inCouncil(COUNCIL, async (tx) => {
      const read = await importFiles(tx, actor, { files: FILES })
      assert.ok(read.ok, JSON.stringify(read))
      assert.ok((await confirmImport(tx, actor, read.value.id)).ok)
    })
    for (const asked of [
      { months: '36', draws: '100', seed: '5' },
      { months: '12', draws: '100', seed: '5', from: '2021-04-15' },
    ]) {
      const sent = await browser.post('/demand/forecast', asked, ANALYST)
      assert.equal(sent.status, 303, sent.text)
      const id = parseId<'run'>(sent.to?.split('/').at(-1) ?? '')
      assert.ok(id !== undefined)
      for await (const step of jobs.progress(COUNCIL, id))
        assert.notEqual(step.state, 'failed', step.why ?? '')
      runs.push(id)
    }
  })
  after(async () => {
    await browser.close()
    await jobs.close()
    await db.close()
  })

  /** Every address that somebody outside may open, of every run. */
  function addresses(role: Role): readonly string[] {
    return routes
      .filter((r) => r.method === 'GET' && may([role], r.access) && !r.path.endsWith('/events'))
      .flatMap((r) =>
        r.path.includes(':run') ? runs.map((run) => r.path.replace(':run', run)) : [r.path],
      )
      .flatMap((path) => [path, `${path}?show=uasc`, `${path}?uasc=yes&sex=2`])
  }

  async function historyFor(who: typeof ANALYST | typeof MEMBER): Promise<History> {
    return historyShape.parse((await browser.get('/demand/history.json', who)).json())
  }

  test('no address of demand shows a member a count of one to five that stands there inside', async () => {
    let [walked, smallInside] = [0, 0]
    for (const path of addresses('member')) {
      if (/\.(csv|json|xlsx|svg)/.test(path)) continue
      const twin = twinOf(path)
      const [inside, outside] = await Promise.all([
        browser.get(twin, ANALYST),
        browser.get(twin, MEMBER),
      ])
      assert.equal(outside.status, 200, twin)
      walked += 1
      smallInside += same(inside.json(), inside.json()).length
      assert.deepEqual(same(inside.json(), outside.json()), [], twin)
    }
    assert.ok(walked >= 12, `only ${walked} addresses were walked`)
    assert.ok(
      smallInside > 500,
      `only ${smallInside} small numbers inside: the council is too large`,
    )
  })

  test('every number in every table of the pages is at least six or nought', async () => {
    for (const path of ['/demand', '/demand/history', '/demand/history?uasc=yes']) {
      const { html } = await browser.get(path, MEMBER)
      const cells = Array.from(html.matchAll(/<td[^>]*>(.*?)<\/td>/gs), (m) =>
        (m[1] ?? '').replaceAll(/<[^>]*>/g, '').trim(),
      )
      assert.ok(cells.length > 20)
      assert.deepEqual(
        cells.filter((c) => /^[1-5]$/.test(c)),
        [],
        path,
      )
      assert.ok(cells.includes('c'))
    }
  })

  test('a member, a worker and a monitoring officer see the same pages', async () => {
    for (const role of OUTSIDE) {
      const page = await browser.get('/demand/history.json', { as: [role] })
      assert.deepEqual(
        page.json(),
        (await browser.get('/demand/history.json', MEMBER)).json(),
        role,
      )
    }
  })

  test('no hidden count can be worked out from all months, years and moves together', async () => {
    const inside = relations(await historyFor(ANALYST))
    const outside = relations(await historyFor(MEMBER))
    assert.deepEqual(inside.sums, outside.sums)
    const cells: Cell[] = [...inside.values].map(([id, value]) => {
      assert.ok(value !== null, `${id} is hidden inside`)
      return { id, value }
    })
    const shown = [...outside.values].filter(([, value]) => value !== null)
    for (const [id, value] of shown) assert.equal(value, inside.values.get(id), id)
    const hidden = new Set([...outside.values].flatMap(([id, v]) => (v === null ? [id] : [])))
    assert.ok(hidden.size > 100 && shown.length > 500, `${hidden.size} of ${outside.values.size}`)
    assert.deepEqual(exposed({ cells, sums: inside.sums }, hidden, OURS), [])
  })

  test('flows of a month, and of a year that is not over, are not shown outside', async () => {
    const { months, years } = await historyFor(MEMBER)
    for (const m of months)
      for (const flows of [m.starts, m.ends, m.exits, m.moves])
        assert.ok(flows.every((n) => n === null))
    for (const y of years.filter((y) => !y.whole)) assert.equal(y.starts, null)
  })

  test('the months of a forecast are by placement or by age, with no number below six', async () => {
    for (const run of runs) {
      const sheet = (await browser.get(`/demand/forecast/${run}/months.csv`, MEMBER)).raw.body
      const rows = sheet
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(','))
      assert.ok(rows.length > 100)
      assert.ok(rows.every(([, , subType, age]) => subType === 'all' || age === 'all'))
      const numbers = rows.flatMap((row) => row.slice(5)).filter((cell) => cell !== 'c')
      assert.ok(numbers.length > 100)
      assert.deepEqual(
        numbers.filter((n) => few(Number(n))),
        [],
      )
      const body = Object((await browser.get(`/demand/forecast/${run}/months.json`, MEMBER)).json())
      for (const gone of ['diary', 'trials', 'flows', 'moves'])
        assert.equal(Reflect.get(body, gone), undefined, gone)
    }
  })

  test('a series whose count is hidden has no forecast and no working outside', async () => {
    const inside = await historyFor(ANALYST)
    const outside = await historyFor(MEMBER)
    const explain = demandWorkings(house)
    const { importId } = z
      .object({ importId: z.string() })
      .parse((await browser.get('/demand.json', MEMBER)).json())
    const last = outside.months.at(-1)?.stock ?? []
    const hidden = GROUPS.filter((_, i) => last[i] === null)
    const shown = GROUPS.filter((_, i) => last[i] !== null)
    assert.ok(hidden.length >= 2 && shown.length >= 2, `${hidden.length}, ${shown.length}`)
    const stock = (group: string) => ['stock', importId, group]
    for (const group of hidden)
      for (const path of [stock(group), ['forecast', runs[0] ?? '', group, '1', 'p50']])
        assert.equal(await explain(COUNCIL, path, ['member']), undefined, path.join('/'))
    const valuesFor = async (groups: readonly string[], role: Role) =>
      Promise.all(groups.map(async (g) => (await explain(COUNCIL, stock(g), [role]))?.value))
    assert.deepEqual(
      await valuesFor(shown, 'member'),
      last.filter((n) => n !== null),
    )
    assert.deepEqual(await valuesFor(GROUPS, 'analyst'), inside.months.at(-1)?.stock)
  })

  test('every working that a page leads to outside has no part below six, and no file or row', async () => {
    const explain = demandWorkings(house)
    let followed = 0
    for (const path of addresses('member').filter((p) => !/\.(csv|json|xlsx|svg)/.test(p))) {
      const page = await browser.get(path, MEMBER)
      for (const { href } of page.links.filter((l) => l.href.startsWith('/working/demand/'))) {
        const steps = href.replace('/working/demand/', '').split('/')
        const figure = await explain(COUNCIL, steps, ['member'])
        assert.ok(figure !== undefined, `${path} leads to ${href}, which has no working`)
        const parts = figure.working.kind === 'rule' ? figure.working.parts() : []
        for (const part of [figure, ...parts]) {
          if (part.unit === 'children') assert.ok(!few(part.value), `${href}: ${part.label}`)
          const { working } = part
          assert.ok(working.kind === 'rule' || working.origin.kind !== 'import', href)
        }
        followed += 1
      }
    }
    assert.ok(followed > 40, `only ${followed} workings were followed`)
  })

  test('whoever does not say who asks is answered as somebody outside', async () => {
    const explain = demandWorkings(house)
    const page = await browser.get('/demand/history', ANALYST)
    const groups = page.links.filter((l) => l.href.startsWith('/working/demand/stock/'))
    const asked = await Promise.all(
      groups.map((l) => explain(COUNCIL, l.href.replace('/working/demand/', '').split('/'))),
    )
    assert.ok(asked.some((figure) => figure === undefined))
  })

  test('nothing hidden is drawn: the page names the kinds of placement that have no chart', async () => {
    const page = await browser.get(`/demand/forecast/${runs[0]}`, MEMBER)
    assert.match(page.text, /Not drawn, because small numbers could be worked out: /)
    const inside = await browser.get(`/demand/forecast/${runs[0]}`, ANALYST)
    assert.ok(charts(page.html) < charts(inside.html))
    assert.doesNotMatch(inside.text, /Not drawn/)
  })
})
