import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { confirmImport, importFiles } from '#cycle/demand/index.ts'
import type { ImportRequest } from '#cycle/demand/index.ts'
import { one, rows, sql } from '#db'
import type { Db, Tx, Where } from '#db'
import { latestRuns } from '#jobs'
import type { RunRow } from '#jobs'
import type { Actor, CouncilId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { verify } from '#office/audit/index.ts'
import { documentBytes } from '#office/documents/index.ts'
import { allCouncils, houseOn } from '#src/open-house.ts'
import { z } from 'zod'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { aCouncil } from '#test/support/site.ts'

/** What the child process is told to do. */
export type Order = {
  readonly where: Extract<Where, { dataDir: string } | { url: string }>
  readonly importing: CouncilId
  readonly forecasting: CouncilId
  readonly round: number
}

/** The one forecast that is asked for again and again: its result must always be the same. */
export const ASKED = { months: 12, draws: 200, seed: 11 }

const CARE = inventedCare({ seed: 3, entriesAMonth: 1, unaccompaniedAMonth: 0.5 })
const RETURNS = returnsOf(CARE, 2019, 2022)

/** Small returns that no other number gives. */
export function smallReturns(number: number): ImportRequest['files'] {
  return RETURNS.map(({ name, bytes }) => ({
    name,
    bytes: new TextEncoder().encode(
      new TextDecoder().decode(bytes).replaceAll(/^C(?=\d)/gm, `N${number}C`),
    ),
  }))
}

/** The councils that the killed program works for; the forecasting one has its returns in use. */
export async function twoCouncils(
  db: Db,
): Promise<{ readonly importing: Actor; readonly forecasting: Actor; readonly stays: number }> {
  const importing = (await aCouncil(db, 'Importing')).actor
  const forecasting = (await aCouncil(db, 'Forecasting')).actor
  const stays = await db.inCouncil(forecasting.council, async (tx) => {
    const { id } = unwrap(await importFiles(tx, forecasting, { files: smallReturns(0) }))
    unwrap(await confirmImport(tx, forecasting, id))
    return countOf(tx, sql`select count(*) as n from demand.stay`)
  })
  return { importing, forecasting, stays }
}

export type Round = {
  readonly read: readonly string[]
  readonly stored: readonly string[]
  readonly asked: readonly string[]
  readonly finished: ReadonlyMap<string, string>
  /** What was under way when the program was killed. */
  readonly during: { readonly import: boolean; readonly run: boolean }
}

const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url))

/** Starts the program, lets it work for so many milliseconds, and kills it as a power cut would. */
export async function killedAfter(order: Order, milliseconds: number): Promise<Round> {
  const child = spawn(process.execPath, [WRITER, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => said.push(line))
  const over = once(child, 'close')
  await Promise.race([once(lines, 'line'), over])
  assert.equal(child.exitCode, null, 'the program ended by itself before it was killed')
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
  child.kill('SIGKILL')
  await over
  return roundOf(said)
}

function roundOf(said: readonly string[]): Round {
  const after = (word: string): readonly string[] =>
    said.filter((l) => l.startsWith(`${word} `)).map((l) => l.slice(word.length + 1))
  const steps = after('step').map((s) => s.split(' '))
  const finished = steps.filter(([, state]) => state === 'finished')
  const asked = after('asked')
  return {
    read: after('read'),
    stored: after('stored'),
    asked,
    finished: new Map(finished.map(([run = '', , hash = '']) => [run, hash])),
    during: {
      import: after('begin import').length > after('stored').length,
      run: asked.length > finished.length,
    },
  }
}

/** Whatever moment it was: what was acknowledged is there, and nothing is there in part. */
export async function checkWhole(
  db: Db,
  councils: { readonly importing: Actor; readonly forecasting: Actor; readonly stays: number },
  rounds: readonly Round[],
): Promise<void> {
  await db.inCouncil(councils.importing.council, async (tx) => {
    await importsAreWhole(tx, councils.stays)
    const states = new Map((await importStates(tx)).map((i) => [i.id, i.state]))
    const kept = (ids: readonly string[], wanted: readonly string[]): void => {
      for (const id of ids)
        assert.ok(wanted.includes(states.get(id) ?? 'lost'), `import ${id} is ${states.get(id)}`)
    }
    kept(
      rounds.flatMap((r) => r.read),
      ['parsed', 'stored', 'superseded'],
    )
    kept(
      rounds.flatMap((r) => r.stored),
      ['stored', 'superseded'],
    )
    const inUse = [...states.values()].filter((s) => s === 'stored').length
    assert.ok(inUse <= 1, `${inUse} imports are in use at the same time`)
  })
  await db.inCouncil(councils.forecasting.council, async (tx) => {
    await importsAreWhole(tx, councils.stays)
    const runs = new Map((await latestRuns(tx, 10_000)).map((r) => [String(r.id), r]))
    for (const id of rounds.flatMap((r) => r.asked))
      assert.ok(runs.has(id), `run ${id}, which was acknowledged, is not there`)
    for (const [id, hash] of rounds.flatMap((r) => [...r.finished]))
      assert.equal(runs.get(id)?.resultHash, hash, `run ${id} had finished`)
    await runsAreWhole(tx, [...runs.values()])
  })
  for (const { council } of [councils.importing, councils.forecasting]) {
    const chain = await db.inCouncil(council, (tx) => verify(tx, council))
    assert.equal(chain.kind, 'whole', `the audit of ${council} is ${JSON.stringify(chain)}`)
  }
}

async function importStates(tx: Tx) {
  return rows(
    tx,
    z.object({ id: z.string(), state: z.string() }),
    sql`select id, state from demand.import`,
  )
}

async function countOf(tx: Tx, query: ReturnType<typeof sql>): Promise<number> {
  return (await one(tx, z.object({ n: z.number() }), query))?.n ?? 0
}

/** Every import has all its rows and its files; no row and no part of a file is anything else's. */
async function importsAreWhole(tx: Tx, stays: number): Promise<void> {
  const found = await rows(
    tx,
    z.object({ id: z.string(), children: z.number(), stays: z.number(), said: z.number() }),
    sql`select i.id,
          (select count(*) from demand.child c where c.import_id = i.id) as children,
          (select count(*) from demand.stay s where s.import_id = i.id) as stays,
          (i.found->>'children')::int as said
        from demand.import i`,
  )
  for (const each of found) {
    assert.equal(each.children, each.said, `children of import ${each.id}`)
    assert.equal(each.stays, stays, `stays of import ${each.id}`)
  }
  for (const table of ['child', 'stay', 'set_aside', 'change', 'import_file'])
    assert.equal(
      await countOf(
        tx,
        sql`select count(*) as n from ${sql.raw(`demand.${table}`)} t where not exists (select 1 from demand.import i where i.id = t.import_id)`,
      ),
      0,
      `rows of demand.${table} without an import`,
    )
  const documents = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`select document_id as id from demand.import_file union select id from documents.document`,
  )
  for (const { id } of documents) {
    const document = parseId<'document'>(id)
    assert.ok(document !== undefined && (await documentBytes(tx, document)) !== undefined, id)
  }
}

/** A run that has finished has its forecast; one that has not has none; no chunk outlives its run. */
async function runsAreWhole(tx: Tx, runs: readonly RunRow[]): Promise<void> {
  const kept = await rows(
    tx,
    z.object({ run: z.string(), hash: z.string() }),
    sql`select run_id as run, result_hash as hash from demand.forecast`,
  )
  const hashes = new Map(kept.map((k) => [k.run, k.hash]))
  for (const run of runs) {
    assert.equal(hashes.get(run.id), run.resultHash, `run ${run.id} is ${run.state}`)
    assert.equal(run.state === 'finished', run.resultHash !== undefined)
    const chunks = await countOf(
      tx,
      sql`select count(*) as n from jobs.chunk_result where run_id = ${run.id}`,
    )
    const over = run.state === 'finished' || run.state === 'failed'
    assert.equal(chunks, over ? 0 : run.done, `chunks of run ${run.id}, which is ${run.state}`)
  }
}

/**
 * Starts the program again and waits for every run that was left: each ends, and says why when it did not finish. However many
 * there are and however busy the machine is, something moves within `patience`.
 */
export async function finishAll(
  db: Db,
  council: CouncilId,
  patience: number,
): Promise<readonly RunRow[]> {
  assert.ok((await allCouncils(db)).length > 1)
  const { house } = await houseOn(db, { workers: 2 })
  let moved = performance.now()
  let before = ''
  try {
    for (;;) {
      const all = await db.inCouncil(council, (tx) => latestRuns(tx, 10_000))
      const left = all.filter((r) => r.state === 'queued' || r.state === 'running')
      if (left.length === 0) return all
      const now = left.map((r) => `${r.id} ${r.state} ${r.done}`).join()
      if (now !== before) moved = performance.now()
      before = now
      const still = performance.now() - moved
      assert.ok(still < patience, `${left.length} runs stand still for ${still.toFixed(0)} ms`)
      await new Promise((resolve) => {
        setTimeout(resolve, 500)
      })
    }
  } finally {
    await house.jobs.close()
  }
}
