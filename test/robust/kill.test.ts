import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { TestContext } from 'node:test'
import { emptyImage, openDatabase } from '#db'
import type { Db } from '#db'
import { stream } from '#kernel/random.ts'
import { statement, theServer } from '#test/support/database.ts'
import { checkWhole, finishAll, killedAfter, twoCouncils } from './killed.ts'
import type { Order, Round } from './killed.ts'

/** How often the program is killed on each database: `npm run robust` says 50. */
const KILLS = Number(process.env['HEADWATER_KILLS'] ?? 4)
const SEED = Number(process.env['HEADWATER_SEED'] ?? 20261125)
/** The program works this long at most before it is killed. */
const LONGEST_MS = 2600
/** A lost worker is noticed by its heartbeat of 30 seconds, looked at every 10, and its work waits up to 30 for its next try. */
const PATIENCE_MS = 150_000

const folder = mkdtempSync(join(tmpdir(), 'headwater-kill-'))
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test(`killed ${KILLS} times on the embedded database, the program loses and halves nothing`, async (t) => {
  const where = { dataDir: folder }
  const first = await openDatabase({ ...where, image: await emptyImage() })
  const councils = await twoCouncils(first)
  await first.close()
  const rounds = await kill(t, { ...orderOf(councils), where }, async (so) => {
    const db = await openDatabase(where)
    await checkWhole(db, councils, so)
    await db.close()
  })
  const db = await openDatabase(where)
  await allEnd(t, db, councils, rounds, PATIENCE_MS)
  await db.close()
})

test(`killed ${KILLS} times on a PostgreSQL server, the program loses and halves nothing`, async (t) => {
  const { url } = await theServer()
  const where = { url: url('killed') }
  await statement(url('postgres'), 'create database killed')
  const db = await openDatabase(where)
  const councils = await twoCouncils(db)
  const rounds = await kill(t, { ...orderOf(councils), where }, (so) =>
    checkWhole(db, councils, so),
  )
  await allEnd(t, db, councils, rounds, PATIENCE_MS)
  await db.close()
})

type Councils = Awaited<ReturnType<typeof twoCouncils>>

function orderOf(councils: Councils): Pick<Order, 'importing' | 'forecasting'> {
  return { importing: councils.importing.council, forecasting: councils.forecasting.council }
}

async function kill(
  t: TestContext,
  order: Omit<Order, 'round'>,
  check: (rounds: readonly Round[]) => Promise<void>,
): Promise<readonly Round[]> {
  const chance = stream(SEED)
  const rounds: Round[] = []
  for (let round = 1; round <= KILLS; round += 1) {
    const milliseconds = Math.round(chance() * LONGEST_MS)
    rounds.push(await killedAfter({ ...order, round }, milliseconds))
    try {
      await check(rounds)
    } catch (fault) {
      t.diagnostic(`seed ${SEED}, round ${round}, killed after ${milliseconds} ms`)
      throw fault
    }
  }
  return rounds
}

async function allEnd(
  t: TestContext,
  db: Db,
  councils: Councils,
  rounds: readonly Round[],
  patience: number,
): Promise<void> {
  const runs = await finishAll(db, councils.forecasting.council, patience)
  const hashes = new Set(runs.flatMap((r) => r.resultHash ?? []))
  assert.equal(hashes.size, 1, 'the same forecast has the same result, however often it was cut')
  for (const run of runs)
    if (run.state !== 'finished') assert.match(run.why ?? '', /lost five times/, run.state)
  await checkWhole(db, councils, rounds)
  const count = (of: (round: Round) => number): number => rounds.reduce((n, r) => n + of(r), 0)
  const during = (what: keyof Round['during']): number => count((r) => (r.during[what] ? 1 : 0))
  t.diagnostic(
    `${rounds.length} kills (seed ${SEED}): ${during('import')} during an import, ${during('run')} during a run; ` +
      `${count((r) => r.read.length)} imports and ${count((r) => r.asked.length)} runs acknowledged, none lost; ` +
      `${runs.filter((r) => r.state === 'finished').length} of ${runs.length} runs finished, the others say why`,
  )
  assert.ok(count((r) => r.read.length) > 0, 'something was imported before the last kill')
  assert.ok(during('import') > 0 && during('run') > 0, 'a kill came in the middle of each')
}
