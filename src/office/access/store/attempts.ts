import { one, run, sql } from '#db'
import type { Tx } from '#db'
import { z } from 'zod'

const Row = z.object({
  failures: z.number(),
  lastAt: z.string(),
  lockedUntil: z.string().nullable(),
})

export type Kept = {
  readonly failures: number
  readonly lastAt: number
  readonly lockedUntil: number
}

/** The failed sign-ins of a name, held so that nobody counts beside us. Outside all councils. */
export async function attemptsOf(tx: Tx, nameHash: string): Promise<Kept | undefined> {
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${nameHash}`}, 0))`)
  const row = await one(
    tx,
    Row,
    sql`select failures, last_at as "lastAt", locked_until as "lockedUntil"
      from access.sign_in_attempt where name_hash = ${nameHash}`,
  )
  return row === undefined
    ? undefined
    : {
        failures: row.failures,
        lastAt: milliseconds(row.lastAt),
        lockedUntil: row.lockedUntil === null ? 0 : milliseconds(row.lockedUntil),
      }
}

function milliseconds(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds
}

export async function keepAttempts(tx: Tx, nameHash: string, kept: Kept): Promise<void> {
  const at = Temporal.Instant.fromEpochMilliseconds(kept.lastAt).toString()
  const until =
    kept.lockedUntil === 0
      ? null
      : Temporal.Instant.fromEpochMilliseconds(kept.lockedUntil).toString()
  await run(
    tx,
    sql`insert into access.sign_in_attempt (name_hash, failures, last_at, locked_until)
      values (${nameHash}, ${kept.failures}, ${at}, ${until})
      on conflict (name_hash) do update set failures = excluded.failures, last_at = excluded.last_at,
        locked_until = excluded.locked_until`,
  )
}

export async function forgetAttempts(tx: Tx, nameHash: string): Promise<void> {
  await run(tx, sql`delete from access.sign_in_attempt where name_hash = ${nameHash}`)
}
