import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { canonical } from '#kernel/canonical.ts'
import type { Actor, PersonId } from '#kernel/access.ts'
import { newId, one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Chunked, RunId, RunRow, Submission } from './contract.ts'

const optional = z
  .string()
  .nullable()
  .transform((v) => v ?? undefined)

const ROW = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: optional,
    state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
    done: z.number(),
    n: z.number(),
    why: optional,
    input_hash: z.string(),
    rules_version: z.string(),
    seed: z.number(),
    created_at: z.string(),
    created_name: z.string(),
    created_by: z.string(),
    started_at: optional,
    finished_at: optional,
    result_hash: optional,
  })
  .transform((r): RunRow => ({
    id: r.id as RunId,
    kind: r.kind,
    subject: r.subject,
    state: r.state,
    done: r.done,
    of: r.n,
    why: r.why,
    inputHash: r.input_hash,
    rulesVersion: r.rules_version,
    seed: r.seed,
    createdAt: r.created_at,
    createdBy: r.created_name,
    createdById: r.created_by as PersonId,
    startedAt: r.started_at,
    finishedAt: r.finished_at,
    resultHash: r.result_hash,
  }))

const COLUMNS = sql.raw(
  'id, kind, subject, state, done, n, why, input_hash, rules_version, seed, created_at, created_name, created_by, started_at, finished_at, result_hash',
)

export async function runById(tx: Tx, id: RunId): Promise<RunRow | undefined> {
  return await one(tx, ROW, sql`select ${COLUMNS} from jobs.run where id = ${id}`)
}

/** The latest runs, newest first; of one kind when it is given. */
export async function latestRuns(tx: Tx, limit: number, kind?: string): Promise<readonly RunRow[]> {
  return await rows(
    tx,
    ROW,
    sql`select ${COLUMNS} from jobs.run where ${kind ?? null}::text is null or kind = ${kind ?? null} order by created_at desc, id desc limit ${limit}`,
  )
}

export type RunSearch = {
  /** Runs that have not ended, or those that have. */
  readonly going: boolean
  readonly limit: number
  readonly skip?: number
}

/** Runs of every kind, newest first: those that go on, or a page of those that have ended. */
export async function runs(tx: Tx, search: RunSearch): Promise<readonly RunRow[]> {
  return await rows(
    tx,
    ROW,
    sql`select ${COLUMNS} from jobs.run where (state in ('queued', 'running')) = ${search.going}
      order by created_at desc, id desc limit ${search.limit} offset ${search.skip ?? 0}`,
  )
}

/** How many runs go on, and how many have ended. */
export async function countRuns(
  tx: Tx,
): Promise<{ readonly going: number; readonly ended: number }> {
  const found = await one(
    tx,
    z.object({ going: z.number(), ended: z.number() }),
    sql`select count(*) filter (where state in ('queued', 'running'))::int as going,
      count(*) filter (where state not in ('queued', 'running'))::int as ended from jobs.run`,
  )
  return found ?? { going: 0, ended: 0 }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes the run and its input; equal inputs are kept once. */
export async function insertRun(
  tx: Tx,
  actor: Actor,
  kind: Chunked,
  s: Submission,
): Promise<RunId> {
  const text = canonical(s.input)
  const hash = sha256(text)
  const id = newId<'run'>()
  await run(
    tx,
    sql`insert into jobs.input (council_id, hash, body) values (${actor.council}, ${hash}, ${gzipSync(text)}) on conflict do nothing`,
  )
  await run(
    tx,
    sql`insert into jobs.run (council_id, id, kind, subject, rules_version, input_hash, seed, n, created_at, created_by, created_name)
      values (${actor.council}, ${id}, ${kind.kind}, ${s.subject ?? null}, ${kind.rulesVersion}, ${hash}, ${s.seed}, ${s.chunks}, ${actor.at.toString()}, ${actor.person}, ${actor.name})`,
  )
  return id
}

/** The input as it was submitted, as JSON text. */
export async function inputText(tx: Tx, hash: string): Promise<string> {
  const row = await one(
    tx,
    z.object({ body: z.instanceof(Uint8Array) }),
    sql`select body from jobs.input where hash = ${hash}`,
  )
  if (row === undefined) throw new Error(`the input ${hash} is not there`)
  return gunzipSync(row.body).toString('utf8')
}

/** Chunks of a run that have no result yet. */
export async function missingChunks(tx: Tx, id: RunId): Promise<readonly number[]> {
  const found = await rows(
    tx,
    z.object({ chunk: z.number() }),
    sql`select g.chunk from jobs.run r cross join generate_series(0, r.n - 1) as g(chunk)
      where r.id = ${id} and not exists (select 1 from jobs.chunk_result c where c.run_id = r.id and c.chunk = g.chunk) order by g.chunk`,
  )
  return found.map((f) => f.chunk)
}

export async function hasChunk(tx: Tx, id: RunId, chunk: number): Promise<boolean> {
  const found = await one(
    tx,
    z.object({ chunk: z.number() }),
    sql`select chunk from jobs.chunk_result where run_id = ${id} and chunk = ${chunk}`,
  )
  return found !== undefined
}

export async function begin(tx: Tx, id: RunId, at: Temporal.Instant): Promise<void> {
  await run(
    tx,
    sql`update jobs.run set state = 'running', started_at = coalesce(started_at, ${at.toString()}) where id = ${id} and state = 'queued'`,
  )
}

/**
 * Stores one chunk and counts it, if it was really new. Another body for the same chunk is an alarm: never overwritten. The run's row is
 * locked first, so that counting is right however many finish at once.
 */
export async function storeChunk(
  tx: Tx,
  council: string,
  id: RunId,
  chunk: number,
  body: Uint8Array,
  ms: number,
): Promise<RunRow | 'another body' | undefined> {
  const locked = await one(
    tx,
    ROW,
    sql`select ${COLUMNS} from jobs.run where id = ${id} for update`,
  )
  if (locked === undefined || locked.state !== 'running') return undefined
  const hash = sha256(body)
  const inserted = await run(
    tx,
    sql`insert into jobs.chunk_result (council_id, run_id, chunk, body, body_hash, ms) values (${council}, ${id}, ${chunk}, ${body}, ${hash}, ${Math.round(ms)}) on conflict do nothing`,
  )
  if (inserted === 0) {
    const known = await one(
      tx,
      z.object({ body_hash: z.string() }),
      sql`select body_hash from jobs.chunk_result where run_id = ${id} and chunk = ${chunk}`,
    )
    return known?.body_hash === hash ? locked : 'another body'
  }
  await run(tx, sql`update jobs.run set done = done + 1 where id = ${id}`)
  return { ...locked, done: locked.done + 1 }
}

/** Every chunk of a run, in order. */
export async function chunksOf(tx: Tx, id: RunId): Promise<readonly Uint8Array[]> {
  const found = await rows(
    tx,
    z.object({ body: z.instanceof(Uint8Array) }),
    sql`select body from jobs.chunk_result where run_id = ${id} order by chunk`,
  )
  return found.map((f) => f.body)
}

export async function lockRun(tx: Tx, id: RunId): Promise<RunRow | undefined> {
  return await one(tx, ROW, sql`select ${COLUMNS} from jobs.run where id = ${id} for update`)
}

/** Ends a run; its chunks go, the result stays with the room. Says whether it had not ended before. */
export async function endRun(
  tx: Tx,
  id: RunId,
  end: {
    readonly state: 'finished' | 'failed' | 'cancelled'
    readonly why?: string
    readonly resultHash?: string
    readonly at: Temporal.Instant
  },
): Promise<boolean> {
  const changed = await run(
    tx,
    sql`update jobs.run set state = ${end.state}, why = ${end.why ?? null}, result_hash = ${end.resultHash ?? null}, finished_at = ${end.at.toString()}
      where id = ${id} and state in ('queued', 'running')`,
  )
  if (changed > 0) await run(tx, sql`delete from jobs.chunk_result where run_id = ${id}`)
  return changed > 0
}

/** Runs that have not ended. */
export async function unfinished(tx: Tx): Promise<readonly RunRow[]> {
  return await rows(
    tx,
    ROW,
    sql`select ${COLUMNS} from jobs.run where state in ('queued', 'running') order by created_at`,
  )
}

/** Who asked for a run: its end is recorded in their name. */
export async function actorOf(
  tx: Tx,
  council: Actor['council'],
  id: RunId,
  at: Temporal.Instant,
): Promise<Actor> {
  const row = await one(
    tx,
    z.object({ created_by: z.string(), created_name: z.string() }),
    sql`select created_by, created_name from jobs.run where id = ${id}`,
  )
  if (row === undefined) throw new Error(`the run ${id} is not there`)
  return {
    council,
    person: row.created_by as Actor['person'],
    name: row.created_name,
    roles: [],
    at,
  }
}
