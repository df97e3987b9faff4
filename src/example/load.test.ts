import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyImage } from '#db'
import { budgetImports, budgetVersions, latestDemand } from '#cycle/budget/index.ts'
import { forecasts, importFiles, imports } from '#cycle/demand/index.ts'
import { books } from '#cycle/placements/index.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil, councils, people, signIn } from '#office/access/index.ts'
import { lastEntry } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import { houseOn, openHouse } from '#src/open-house.ts'
import { eachDatabase } from '#test/support/database.ts'
import { loadExample } from './load.ts'
import type { LoadOptions } from './load.ts'
import { actorOf, exampleCouncil, openCouncil } from './open-council.ts'
import { COUNTY } from './parameters.ts'
import { ADMINISTRATOR, PEOPLE, RETURNS_OFFICER } from './people.ts'
import { inventReturns } from './returns.ts'
import { STEPS } from './steps/index.ts'
import { asBytes } from './steps/step.ts'

const SMALL: LoadOptions = { size: { draws: 100, months: 24 } }

const quiet = (): void => undefined

/** What stands in the example council, and the last entry of its audit. */
async function standing(house: House) {
  const council = await exampleCouncil(house)
  assert.ok(council)
  const all = await house.db.outside((tx) => councils(tx))
  return house.db.inCouncil(council, async (tx) => ({
    councils: all.length,
    people: (await people(tx)).length,
    returns: (await imports(tx, 10)).map((i) => i.state),
    forecasts: (await forecasts(tx, 10)).map((f) => f.state),
    budgets: (await budgetImports(tx, 10)).map((i) => i.state),
    priceBooks: (await books(tx, 10)).map((b) => b.state),
    years: (await latestDemand(tx))?.years.map((y) => y.year),
    versions: (await budgetVersions(tx)).map((v) => `${v.year} ${v.kind} ${v.name}`.trim()),
    lastEntry: (await lastEntry(tx)).seq,
  }))
}

/** The council as it must stand when every step was done once. */
const WHOLE = {
  councils: 1,
  people: PEOPLE.length,
  returns: ['stored'],
  forecasts: ['finished'],
  budgets: ['stored'],
  priceBooks: ['stored'],
  years: ['2026-27', '2027-28'],
  versions: [
    '2025-26 agreed',
    '2025-26 outturn',
    '2026-27 agreed',
    '2026-27 forecast m7',
    '2027-28 draft',
  ],
}

eachDatabase('the example council', ({ fresh }) => {
  test('loads whole, and a second time does nothing', async () => {
    const { house } = await houseOn(await fresh())
    const said: string[] = []
    const loaded = await loadExample(house, (line) => said.push(line), SMALL)
    assert.equal(loaded.complete, true)
    assert.ok(loaded.password !== undefined && said[0]?.includes(loaded.password))
    const { lastEntry: entries, versions, ...rest } = await standing(house)
    assert.deepEqual({ ...rest, versions: versions.toSorted() }, WHOLE)
    const again = await loadExample(house, quiet, SMALL)
    assert.equal(again.complete, true)
    assert.equal(again.council, loaded.council)
    assert.equal((await standing(house)).lastEntry, entries, 'nothing was written')
    await house.jobs.close()
  })

  test('people who are missing when the password is lost get a new one with everybody else', async () => {
    const db = await fresh()
    const { house } = await houseOn(db)
    const { name, kind } = { name: COUNTY.name, kind: 'example' }
    const administrator = { ...ADMINISTRATOR, password: 'an earlier lost password' }
    unwrap(await addCouncil(db, { name, kind, administrator, at: house.now() }))
    const { password } = await openCouncil(house, quiet)
    assert.ok(password)
    for (const { email } of PEOPLE)
      assert.ok((await signIn(db, { email, password, at: house.now() })).ok, email)
    assert.equal((await standing(house)).councils, 1)
    await house.jobs.close()
  })

  test('goes on from wherever it was stopped', async () => {
    const { house } = await houseOn(await fresh())
    await openCouncil(house, quiet)
    const council = await exampleCouncil(house)
    assert.ok(council)
    const officer = await actorOf(house, council, RETURNS_OFFICER)
    // As if the program had died between reading the returns and putting them in use.
    await house.db.inCouncil(council, async (tx) =>
      unwrap(await importFiles(tx, officer, { files: asBytes(inventReturns()) })),
    )
    let starts = 0
    for (let complete = false; !complete; starts += 1) {
      assert.ok(starts <= STEPS.length + 1, 'every start takes at least one step')
      const stop = new AbortController()
      const say = (line: string): void => {
        if (line.endsWith('s)')) stop.abort()
      }
      complete = (await loadExample(house, say, { ...SMALL, signal: stop.signal })).complete
    }
    assert.ok(starts > 3)
    const { lastEntry: _, versions, ...rest } = await standing(house)
    assert.deepEqual({ ...rest, versions: versions.toSorted() }, WHOLE)
    await house.jobs.close()
  })
})

test('the password is kept for the owner of the folder alone, and opens every account', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-example-'))
  const where = { dataDir: join(folder, 'data'), image: await emptyImage() }
  const first = await openHouse({ where, workers: 1 })
  const { password } = await openCouncil(first.house, quiet)
  const file = join(where.dataDir, 'example-accounts.txt')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.ok(password !== undefined && (await readFile(file, 'utf8')).includes(password))
  for (const { email } of PEOPLE) {
    const at = first.house.now()
    assert.ok((await signIn(first.house.db, { email, password, at })).ok, email)
  }
  await first.close()
  const second = await openHouse({ where, workers: 1 })
  const said: string[] = []
  const opened = await openCouncil(second.house, (line) => said.push(line))
  assert.equal(opened.password, password)
  assert.ok(said[0]?.includes(password), 'every start says it')
  await second.close()
  await rm(folder, { recursive: true })
})
