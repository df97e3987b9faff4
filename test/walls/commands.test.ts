import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { imports as demandImports } from '#cycle/demand/index.ts'
import { books } from '#cycle/placements/index.ts'
import { newId, rows, sql } from '#db'
import type { Tx } from '#db'
import { isoDay } from '#kernel/dates.ts'
import { ok, unwrap } from '#kernel/result.ts'
import { signIn } from '#office/access/index.ts'
import { documents } from '#office/documents/index.ts'
import { SETTINGS } from '#src/open-house.ts'
import { aBudget } from '#src/cycle/budget/commands/a-budget.ts'
import { z } from 'zod'
import { eachDatabase } from '#test/support/database.ts'
import { PASSWORD, siteOn } from '#test/support/site.ts'
import type { Site } from '#test/support/site.ts'
import { CALLS, NAMES_NOTHING, OUTER_CALLS } from './calls.ts'
import type { Things } from './calls.ts'
import { exportedFunctions } from './doors.ts'
import type { Exported } from './doors.ts'
import { fullCouncil, priceBook, returns } from './full-council.ts'
import type { FullCouncil } from './full-council.ts'
import { hashesOf, knownOf, tokensIn } from './known.ts'

const THEIRS = { name: 'Aldermoor', seed: 3, pence: 31_415_927 }
const OURS = { name: 'Brackenford', seed: 4, pence: 27_182_818 }

eachDatabase('commands and reads of one council on things of another', ({ fresh }) => {
  let site: Site
  let theirs: FullCouncil
  let ours: FullCouncil
  let all: readonly Exported[]
  let secret: ReadonlySet<string>

  before(async () => {
    site = await siteOn(await fresh())
    theirs = await fullCouncil(site.house, THEIRS)
    ours = await fullCouncil(site.house, OURS)
    all = await exportedFunctions()
    const known = await knownOf(site.house.db, theirs.actor.council)
    const own = await knownOf(site.house.db, ours.actor.council)
    secret = new Set([...known.tokens].filter((t) => !own.tokens.has(t)))
  })
  after(() => site.close())

  test('every command of every door is tried, or says why it cannot name another council’s things', () => {
    const commands = all.filter((e) => e.part === 'commands').map((e) => `${e.room} ${e.name}`)
    const known = [CALLS, OUTER_CALLS, NAMES_NOTHING].flatMap((each) => Object.keys(each))
    assert.deepEqual(
      commands.filter((name) => !known.includes(name)),
      [],
      'add these to test/walls/calls.ts',
    )
    assert.deepEqual(
      known.filter((name) => !commands.includes(name)),
      [],
      'these are no commands any more',
    )
    assert.ok(commands.length > 20)
  })

  test('no read of any door finds anything by another council’s ids', async () => {
    const reads = all.filter((e) => e.part === 'store')
    assert.ok(reads.length > 15, `only ${reads.length} reads were found`)
    const known = [...secret].filter((id) => id.includes('-'))
    const ids = known.filter((_, i) => i % Math.ceil(known.length / 50) === 0)
    const silent: string[] = []
    for (const read of reads) {
      let answered = 0
      for (const given of [undefined, ...ids].flatMap(waysToAsk)) {
        const said = await site.house.db
          .inCouncil(ours.actor.council, async (tx) => ok(await read.call(tx, ...given)))
          .catch(() => undefined)
        if (said === undefined) continue
        answered += 1
        const leaked = tokensIn(JSON.stringify(said)).filter(
          (token) => !given.includes(token) && secret.has(token),
        )
        assert.deepEqual(leaked, [], `${read.room} ${read.name} with ${String(given[0])}`)
      }
      if (answered === 0) silent.push(`${read.room} ${read.name}`)
    }
    assert.deepEqual(silent, [], 'these never answered: add their way to `waysToAsk`')
  })

  test('a command does nothing with another council’s things, and answers as if they were nobody’s', async () => {
    const here = { house: site.house, actor: ours.actor }
    const a = await thingsOf(site, theirs)
    const none = await thingsOfNobody()
    const before = await hashesOf(site.house.db, theirs.actor.council)
    const inside = (work: (tx: Tx) => unknown): Promise<unknown> =>
      site.house.db.inCouncil(ours.actor.council, async (tx) => work(tx))
    for (const [name, call] of Object.entries(OUTER_CALLS)) {
      const answer = await told(async () => call(here, a))
      assert.equal(answer, await told(async () => call(here, none)), name)
    }
    for (const [name, call] of Object.entries(CALLS)) {
      const answer = await told(() => inside((tx) => call(here, tx, a)))
      assert.equal(answer, await told(() => inside((tx) => call(here, tx, none))), name)
    }
    assert.deepEqual(await hashesOf(site.house.db, theirs.actor.council), before)
  })
})

/** What a read may take after its transaction: an id, a number, a search; or what the program itself ships. */
function waysToAsk(id: string | undefined): readonly (readonly unknown[])[] {
  const search = { sort: 'row', descending: false, limit: 50, offset: 0 }
  const [one] = SETTINGS.values()
  const today = isoDay('2026-11-25')
  return id === undefined
    ? [[], [50], [today], [search], [one, today], [SETTINGS, today]]
    : [
        [id, 50],
        [id, search],
        [50, id],
      ]
}

const uuid = z.object({ id: z.string() })

async function thingsOf(site: Site, council: FullCouncil): Promise<Things> {
  const { db } = site.house
  const session = unwrap(
    await signIn(db, { email: council.email, password: PASSWORD, at: site.house.now() }),
  ).token
  return db.inCouncil(council.actor.council, async (tx) => {
    const [demandImport] = (await demandImports(tx, 50)).filter((i) => i.state === 'parsed')
    const [waiting] = await rows(tx, uuid, sql`select id from budget.import where state = 'read'`)
    const [document] = await documents(tx, 1)
    const book = (await books(tx, 10)).find((b) => b.state === 'read')
    assert.ok(demandImport && waiting && document && book)
    return {
      council: council.actor.council,
      person: council.actor.person,
      email: council.email,
      session,
      demandImport: demandImport.id,
      run: council.run,
      document: document.id,
      files: returns(THEIRS).files,
      book: book.id,
      bookFile: priceBook({ ...THEIRS, pence: 1 }),
      budgetImport: waiting.id as Things['budgetImport'],
      budgetFiles: aBudget(),
      line: 'S04|employees|aldermoor-grant',
    }
  })
}

/** Things of the same kinds that nobody has. */
async function thingsOfNobody(): Promise<Things> {
  return {
    council: newId<'council'>(),
    person: newId<'person'>(),
    email: 'nobody@nowhere.example',
    session: `x.${randomBytes(32).toString('base64url')}`,
    demandImport: newId<'import'>(),
    run: newId<'run'>(),
    document: newId<'document'>(),
    files: returns({ ...THEIRS, name: 'Nobody', seed: 9 }).files,
    book: newId<'price-book'>(),
    bookFile: priceBook({ ...THEIRS, pence: 2 }),
    budgetImport: newId<'import'>(),
    budgetFiles: aBudget({ prices: '', drivers: '' }),
    line: 'S04|employees|xxxxxxxxx-grant',
  }
}

/** What came of it, in words, ids and hashes left out. */
async function told(work: () => Promise<unknown>): Promise<string> {
  const said = await work().then(
    (value) => JSON.stringify({ value }),
    (fault: unknown) => `fault: ${String(fault)}`,
  )
  return tokensIn(said)
    .reduce((text, token) => text.replaceAll(token, '§'), said)
    .replaceAll(/aldermoor-grant|xxxxxxxxx-grant|everything@aldermoor|nobody@nowhere/g, '§')
}
