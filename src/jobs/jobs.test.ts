import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Actor, CouncilId, PersonId } from '#kernel/access.ts'
import { newId } from '#db'
import type { Db } from '#db'
import { eachDatabase } from '#test/support/database.ts'
import { countRuns, latestRuns, openJobs, runById, runs, sha256 } from './index.ts'
import type { Chunked, Jobs, RunId, RunRow } from './index.ts'

const council: CouncilId = newId<'council'>()
const actor: Actor = {
  council,
  person: newId<'person'>() satisfies PersonId,
  name: 'A. Person',
  roles: ['analyst'],
  at: Temporal.Now.instant(),
}

const toy: Chunked = {
  kind: 'toy',
  rulesVersion: '1',
  module: new URL('../../test/support/toy-work.ts', import.meta.url),
  merge: (_tx, _actor, _run, _input, chunks) =>
    Promise.resolve({
      resultHash: sha256(chunks.map((c) => new TextDecoder().decode(c)).join(',')),
    }),
}

/** Closed at the end whatever a test found, so that one that fails does not hold the rest up. */
const doors: Jobs[] = []

type Entry = { verb: string; subject: string; why?: string }

async function house(
  db: Db,
  workers: number,
  kind: Chunked = toy,
): Promise<{ jobs: Jobs; entries: Entry[] }> {
  const entries: Entry[] = []
  const jobs = await openJobs({
    db,
    kinds: [kind],
    councils: () => Promise.resolve([council]),
    record: (_tx, _actor, entry) => Promise.resolve(entries.push(entry)),
    now: () => Temporal.Now.instant(),
    workers,
  })
  doors.push(jobs)
  return { jobs, entries }
}

async function ended(jobs: Jobs, id: RunId): Promise<RunRow> {
  let last: RunRow | undefined
  for await (const step of jobs.progress(council, id)) last = step
  assert.ok(last !== undefined)
  return last
}

eachDatabase('jobs', ({ fresh }) => {
  after(async () => {
    for (const jobs of doors.splice(0)) await jobs.close()
  })
  test('a run gives the same result with one thread and with two', async () => {
    const hashes: (string | undefined)[] = []
    for (const workers of [1, 2]) {
      const db = await fresh()
      const { jobs, entries } = await house(db, workers)
      const id = await db.inCouncil(
        council,
        async (tx) =>
          await jobs.submit(tx, actor, { kind: 'toy', input: { size: 1000 }, chunks: 5, seed: 1 }),
      )
      const run = await ended(jobs, id)
      assert.equal(run.state, 'finished')
      assert.equal(run.done, 5)
      assert.deepEqual(
        entries.map((e) => e.verb),
        ['finished a run'],
      )
      hashes.push(run.resultHash)
      await jobs.close()
    }
    assert.equal(hashes[0], hashes[1])
    assert.match(hashes[0] ?? '', /^[0-9a-f]{64}$/)
  })

  test('a run whose rules refuse says why at once; a run whose thread dies is tried again and then says so', async () => {
    const db = await fresh()
    const { jobs } = await house(db, 2)
    const id = await db.inCouncil(
      council,
      async (tx) =>
        await jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 10, faultAt: 1 },
          chunks: 3,
          seed: 1,
        }),
    )
    const run = await ended(jobs, id)
    assert.equal(run.state, 'failed')
    assert.match(run.why ?? '', /the toy was asked to fail/)
    const dying = await db.inCouncil(
      council,
      async (tx) =>
        await jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 10, dieAt: 0 },
          chunks: 2,
          seed: 1,
        }),
    )
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const still = await db.inCouncil(council, async (tx) => await runById(tx, dying))
    assert.equal(still?.state, 'running')
    assert.equal(still?.done, 1, 'the other chunk was computed although a thread died')
    await db.inCouncil(council, async (tx) => await jobs.cancel(tx, actor, dying))
    await jobs.close()
  })

  test('a cancelled run stops, keeps nothing and says who stopped it', async () => {
    const db = await fresh()
    const { jobs, entries } = await house(db, 1)
    const id = await db.inCouncil(
      council,
      async (tx) =>
        await jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 10, sleepMs: 200 },
          chunks: 40,
          seed: 1,
        }),
    )
    for await (const step of jobs.progress(council, id)) if (step.done >= 1) break
    const listed = async (going: boolean): Promise<readonly RunRow[]> =>
      await db.inCouncil(council, async (tx) => await runs(tx, { going, limit: 10 }))
    assert.deepEqual(
      (await listed(true)).map((r) => [r.id, r.createdById]),
      [[id, actor.person]],
    )
    assert.deepEqual(await listed(false), [])
    assert.equal(await db.inCouncil(council, async (tx) => await jobs.cancel(tx, actor, id)), true)
    assert.deepEqual(await listed(true), [])
    assert.deepEqual(
      (await listed(false)).map((r) => r.state),
      ['cancelled'],
    )
    assert.deepEqual(await db.inCouncil(council, async (tx) => await countRuns(tx)), {
      going: 0,
      ended: 1,
    })
    const run = await ended(jobs, id)
    assert.equal(run.state, 'cancelled')
    assert.ok(run.done < 40)
    assert.match(run.why ?? '', /A\. Person/)
    assert.deepEqual(
      entries.map((e) => e.verb),
      ['cancelled a run'],
    )
    assert.equal(await db.inCouncil(council, async (tx) => await jobs.cancel(tx, actor, id)), false)
    await jobs.close()
  })

  test('a run is there only when the transaction that asked for it is', async () => {
    const db = await fresh()
    const { jobs } = await house(db, 1)
    await assert.rejects(
      db.inCouncil(council, async (tx) => {
        await jobs.submit(tx, actor, { kind: 'toy', input: {}, chunks: 1, seed: 1 })
        throw new Error('changed my mind')
      }),
    )
    assert.deepEqual(await db.inCouncil(council, async (tx) => await latestRuns(tx, 10)), [])
    await jobs.close()
  })

  test('what a stopped process left is taken up by the next, with the same result', async () => {
    const db = await fresh()
    const first = await house(db, 1)
    const id = await db.inCouncil(
      council,
      async (tx) =>
        await first.jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 1000, sleepMs: 60 },
          chunks: 8,
          seed: 1,
        }),
    )
    for await (const step of first.jobs.progress(council, id)) if (step.done >= 2) break
    await first.jobs.close()
    const second = await house(db, 2)
    const run = await ended(second.jobs, id)
    assert.equal(run.state, 'finished')
    const again = await db.inCouncil(
      council,
      async (tx) =>
        await second.jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 1000, sleepMs: 1 },
          chunks: 8,
          seed: 1,
        }),
    )
    assert.equal((await ended(second.jobs, again)).resultHash, run.resultHash)
    await second.jobs.close()
  })

  test('a run that was asked for under other rules ends and says so, whichever process finds it', async () => {
    const db = await fresh()
    const first = await house(db, 1)
    const id = await db.inCouncil(
      council,
      async (tx) =>
        await first.jobs.submit(tx, actor, {
          kind: 'toy',
          input: { size: 1000, sleepMs: 60 },
          chunks: 8,
          seed: 1,
        }),
    )
    for await (const step of first.jobs.progress(council, id)) if (step.done >= 2) break
    await first.jobs.close()
    const second = await house(db, 2, { ...toy, rulesVersion: '2' })
    const run = await ended(second.jobs, id)
    assert.equal(run.state, 'failed')
    assert.match(run.why ?? '', /with other rules. Run it again/)
    await second.jobs.close()
  })

  test('another council sees none of it', async () => {
    const db = await fresh()
    const { jobs } = await house(db, 1)
    const id = await db.inCouncil(
      council,
      async (tx) =>
        await jobs.submit(tx, actor, { kind: 'toy', input: { size: 5 }, chunks: 1, seed: 1 }),
    )
    const other = newId<'council'>() satisfies CouncilId
    assert.equal(await db.inCouncil(other, async (tx) => await runById(tx, id)), undefined)
    assert.equal(
      await db.inCouncil(
        other,
        async (tx) => await jobs.cancel(tx, { ...actor, council: other }, id),
      ),
      false,
    )
    assert.equal((await ended(jobs, id)).state, 'finished')
    await jobs.close()
  })
})
