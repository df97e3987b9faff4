import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { currentImport } from '#cycle/demand/index.ts'
import { newId } from '#db'
import { ROLES } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { record } from '#office/audit/index.ts'
import { allRoutes } from '#src/routes.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncil, aPersonOf, emailOf, siteOn } from '#test/support/site.ts'
import type { Site, Visitor } from '#test/support/site.ts'
import type { Page } from '#test/support/visit.ts'
import { fullCouncil } from '#test/walls/full-council.ts'
import type { FullCouncil } from '#test/walls/full-council.ts'
import { z } from 'zod'
import { actLines } from './help/acts.ts'
import { methodOf } from './help/methods.ts'
import { yearDates } from './home/dates.ts'
import { returnsAtHome } from './home/returns.ts'

const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z')

const FOUND = z.object({
  inAll: z.number(),
  found: z.number(),
  shown: z.array(z.object({ label: z.string(), value: z.number(), href: z.string() })),
})
const WORKING = z.object({
  figure: z.object({
    value: z.number(),
    made: z.object({ kind: z.string(), rule: z.object({ id: z.string() }).optional() }),
  }),
  reAdded: z.object({ kind: z.string() }),
})

/** What the page says in its main part, without the frame. */
function mainOf(page: Page): string {
  return /<main id="main">(.*?)<\/main>/s.exec(page.html)?.[1] ?? ''
}

function hrefsIn(markup: string, wanted: RegExp): readonly string[] {
  const all = Array.from(markup.matchAll(/href="([^"]*)"/g), (m) => m[1]?.replaceAll('&amp;', '&'))
  return [...new Set(all.filter((href) => href !== undefined && wanted.test(href)))].map(String)
}

/** Without the token of its form, which is new on every page. */
function sameForm(markup: string): string {
  return markup.replaceAll(/name="_csrf" value="[^"]*"/g, '')
}

function twin(href: string): string {
  const [path, query] = href.split('?')
  return `${path}.json${query === undefined ? '' : `?${query}`}`
}

describe('the reading pages, on a council with something of everything', () => {
  let site: Site
  let council: FullCouncil
  let all: Visitor
  const people = new Map<string, Visitor>()
  let importId = ''
  let theirs: FullCouncil

  before(async () => {
    site = await siteOn(await embedded(), { now: () => NOW })
    council = await fullCouncil(site.house, { name: 'Aldermoor', seed: 3, pence: 31_415_927 })
    theirs = await fullCouncil(site.house, { name: 'Brackenford', seed: 4, pence: 27_182_818 })
    all = await site.signIn(council.email)
    for (const role of ROLES) {
      await aPersonOf(site.house.db, { name: council.name, actor: council.actor }, `only-${role}`, [
        role,
      ])
      people.set(role, await site.signIn(emailOf(council.name, `only-${role}`)))
    }
    const head = await site.house.db.inCouncil(council.actor.council, currentImport)
    importId = head?.id ?? ''
  })
  after(async () => {
    await site.close()
    await site.house.db.close()
  })

  const as = (role: string): Visitor => people.get(role) ?? assert.fail(`nobody is ${role}`)

  const returnTasksOn = (today: string) =>
    site.house.db.inCouncil(council.actor.council, async (tx) => {
      const { tasks } = await returnsAtHome(tx, await yearDates(tx, isoDay(today)))
      return tasks.map((t) => `${t.title}: ${t.state?.text}`)
    })

  test('home says what waits, from what the rooms hold', async () => {
    const page = await all.get('/')
    assert.equal(page.status, 200)
    assert.match(page.text, /Decide on the return that was read on 24 November 2026/)
    assert.match(page.text, /Decide on the budget that was read on 24 November 2026/)
    assert.match(page.text, /Mend \d+ rows? set aside from the return in use/)
    assert.match(page.text, /Record the council’s decision on the budget of 2026‑27/)
    assert.match(page.text, /The gap for 2027‑28/)
  })

  test('a return is asked for once it may be sent, and is late after its day, until the data hold it', async () => {
    // The data in use end on 31 March 2022.
    assert.deepEqual(await returnTasksOn('2022-03-31'), [], 'the return for 2020-21 is in it')
    assert.deepEqual(await returnTasksOn('2022-04-20'), [], 'so is the one for 2021-22')
    assert.deepEqual(await returnTasksOn('2023-04-20'), [
      'Load the return for the year to 31 March 2023: Due 31 May 2023',
    ])
    assert.deepEqual(await returnTasksOn('2023-06-01'), [
      'Load the return for the year to 31 March 2023: Was due 31 May 2023',
    ])
  })

  test('what waits for others is told in a line, and not to the wrong person', async () => {
    const page = await as('member').get('/')
    assert.match(page.text, /Nothing waits for you/)
    assert.match(page.text, /things wait for others/)
    assert.doesNotMatch(mainOf(page), /\/demand\/import/)
    const finance = await as('finance').get('/')
    assert.match(finance.text, /Decide on the budget/)
    assert.doesNotMatch(mainOf(finance), /#rows/)
  })

  test('every link that a page shows to a role opens for it', async () => {
    for (const [role, visitor] of people) {
      const pages = ['/', '/find?q=children', '/help/methods']
      for (const path of pages) {
        const page = await visitor.get(path)
        assert.equal(page.status, 200, `${role} ${path}`)
        for (const href of hrefsIn(mainOf(page), /^\//).slice(0, 24)) {
          const { status } = await visitor.get(href)
          assert.equal(status, 200, `${role} follows ${href} from ${path}`)
        }
      }
    }
  })

  test('every figure that is found leads to a working of the same value, which re-adds', async () => {
    const rules = new Set<string>()
    for (const asked of ['children', 'expected', 'net', 'gap', 'funding', 'income', 'demand']) {
      const { shown } = FOUND.parse((await all.get(`/find.json?q=${asked}`)).json())
      assert.ok(shown.length > 0, asked)
      for (const f of shown.slice(0, 20)) {
        const page = await all.get(twin(f.href))
        assert.equal(page.status, 200, f.href)
        const { figure, reAdded } = WORKING.parse(page.json())
        assert.equal(figure.value, f.value, `${f.label} at ${f.href}`)
        assert.notEqual(reAdded.kind, 'differs', f.href)
        if (figure.made.rule !== undefined) rules.add(figure.made.rule.id)
      }
    }
    assert.ok(rules.size > 4)
    for (const id of rules)
      assert.ok(methodOf(id), `no note says how figures of the rule ${id} are made`)
  })

  test('from every figure of home at most three clicks lead to a row, a run, or the import it came from', async () => {
    const home = mainOf(await all.get('/'))
    const figures = Array.from(home.matchAll(/<a class="fig" href="([^"]*)"/g), (m) => m[1] ?? '')
    assert.ok(figures.length >= 6)
    const ends = /^\/(demand\/import\/[^/]+\/rows\/|budget\/import\/[^/]+|demand\/forecast\/)/
    for (const figure of new Set(figures)) {
      let ring: readonly string[] = [figure]
      let reached = false
      for (let clicks = 1; clicks <= 3 && !reached; clicks += 1) {
        const next: string[] = []
        for (const href of ring.slice(0, 12)) {
          const main = mainOf(await all.get(href))
          if (clicks < 3 ? hrefsIn(main, ends).length > 0 : /imported on|>The run</.test(main))
            reached = true
          next.push(...hrefsIn(main, /^\/working\//))
        }
        ring = next
      }
      assert.ok(reached, `${figure} does not lead to where it came from`)
    }
  })

  test('another council’s figure and one that is not there answer with the same bytes', async () => {
    const head = await site.house.db.inCouncil(theirs.actor.council, currentImport)
    const their = [
      `/working/demand/stock/${head?.id}`,
      `/working/demand/forecast/${theirs.run}/all/12/p50`,
    ]
    const nowhere = [
      `/working/demand/stock/${newId()}`,
      `/working/demand/forecast/${newId()}/all/12/p50`,
    ]
    for (const [i, path] of their.entries()) {
      const one = await all.get(path)
      const other = await all.get(nowhere[i] ?? '')
      assert.equal(one.status, 404)
      assert.equal(sameForm(one.html), sameForm(other.html))
      assert.equal((await all.get(`${path}.json`)).html, (await all.get(`${nowhere[i]}.json`)).html)
    }
  })

  test('outside the service a count of all children is told, and none of its rows', async () => {
    const member = as('member')
    const whole = await member.get(`/working/demand/stock/${importId}`)
    assert.match(whole.text, /Exactly \d+ children\. Parts are not shown/)
    assert.doesNotMatch(mainOf(whole), /episodes|The parts<|\/working\/demand[^"]*(?<!\.json)"/)
    for (const path of [`stock/${importId}/agency-foster`, `stock/${importId}/home-agency`]) {
      // Demand decides which counts may be told outside; their rows never are.
      assert.doesNotMatch(mainOf(await member.get(`/working/demand/${path}`)), /episodes/)
      assert.match((await as('analyst').get(`/working/demand/${path}`)).text, /episodes/, path)
    }
    const { shown } = FOUND.parse((await member.get('/find.json?q=children')).json())
    const counts = shown.filter((f) => f.href.startsWith('/working/demand/'))
    assert.ok(counts.length > 0)
    for (const f of counts) assert.doesNotMatch(f.href, /fostering|residential|uasc/)
  })

  test('since you were last here shows what others did after the sign-in before', async () => {
    const reader = as('reader')
    assert.match((await reader.get('/')).text, /Lately/)
    const again = await site.signIn(emailOf(council.name, 'only-reader'))
    assert.match(
      (await again.get('/')).text,
      /Since you were last here Nobody else has changed anything/,
    )
    await site.house.db.inCouncil(council.actor.council, (tx) =>
      record(tx, council.actor, { verb: 'posted a movement', subject: `movement/${newId()}` }),
    )
    const page = await again.get('/')
    assert.match(page.text, /Since you were last here 24 Nov 2026 .* moved money in the budget/)
    assert.doesNotMatch(
      (await all.get('/')).text,
      /moved money in the budget/,
      'not one’s own acts',
    )
  })

  test('each thing that may be done has a route, so that nothing is missing from who may do what', () => {
    const rooms = new Set(actLines(allRoutes(site.house)).map((l) => l.room))
    assert.deepEqual([...rooms], ['Demand', 'Budget', 'Every room', 'Office'])
    assert.equal(actLines(allRoutes(site.house)).length, 15)
  })
})

describe('home of a new council', () => {
  let site: Site
  before(async () => {
    site = await siteOn(await embedded(), { now: () => NOW })
    const council = await aCouncil(site.house.db, 'Newmoor', NOW)
    await aPersonOf(site.house.db, council, 'returns', ['returns'])
    await aPersonOf(site.house.db, council, 'reader', ['reader'])
  })
  after(async () => {
    await site.close()
    await site.house.db.close()
  })

  test('says what is missing, why it matters, and the one step', async () => {
    const visitor = await site.signIn('returns@newmoor.example')
    const page = await visitor.get('/')
    assert.ok(page.headings.includes('No return has been loaded'))
    assert.ok(page.headings.includes('No budget has been loaded'))
    const step = page.links.find((l) => l.text === 'Load the SSDA903 files')
    assert.equal(step?.href, '/demand/import')
    assert.equal((await visitor.get('/demand/import')).status, 200)
    assert.match(
      page.text,
      /There is no budget yet, and so no gap; 96 days are left to the last day for precepts/,
    )
  })

  test('tells somebody who cannot take the step who can', async () => {
    const page = await (await site.signIn('reader@newmoor.example')).get('/')
    assert.match(page.text, /done by people with the role returns officer or administrator/)
    assert.equal(
      page.links.some((l) => l.href === '/demand/import'),
      false,
    )
  })

  test('a search says that there is nothing to find yet', async () => {
    const page = await (await site.signIn('reader@newmoor.example')).get('/find?q=gap')
    assert.match(page.text, /There are no figures yet/)
  })
})
