import { one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { Actor, PersonId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { z } from 'zod'

export type NewSession = {
  readonly tokenHash: string
  readonly seconds: number
  readonly idleSeconds: number
}

export async function addSession(tx: Tx, actor: Actor, session: NewSession): Promise<void> {
  const at = actor.at.toString()
  await run(
    tx,
    sql`insert into access.session
        (council_id, token_hash, person_id, created_at, seen_at, ends_at, idle_seconds)
      values (${actor.council}, ${session.tokenHash}, ${actor.person}, ${at}, ${at},
        ${actor.at.add({ seconds: session.seconds }).toString()}, ${session.idleSeconds})`,
  )
}

const Row = z.object({
  person: z.string().transform((text) => parseId<'person'>(text)),
  name: z.string(),
  email: z.string(),
  councilName: z.string(),
  roles: z.array(z.enum(ROLES)),
  seenAt: z.string(),
})
export type LiveSession = z.infer<typeof Row>

/** The session of a token while it is neither old nor idle, and its person is active. */
export function liveSession(
  tx: Tx,
  tokenHash: string,
  at: string,
): Promise<LiveSession | undefined> {
  return one(
    tx,
    Row,
    sql`select s.person_id as person, p.name, p.email, c.name as "councilName", s.seen_at as "seenAt",
        coalesce((select array_agg(r.role order by r.role) from access.person_role r
          where r.council_id = p.council_id and r.person_id = p.id), '{}') as roles
      from access.session s
      join access.person p on p.council_id = s.council_id and p.id = s.person_id
      join access.council c on c.council_id = s.council_id
      where s.token_hash = ${tokenHash} and p.active and s.ends_at > ${at}::timestamptz
        and s.seen_at + make_interval(secs => s.idle_seconds) > ${at}::timestamptz`,
  )
}

export async function sessionSeen(tx: Tx, tokenHash: string, at: string): Promise<void> {
  await run(
    tx,
    sql`update access.session set seen_at = ${at}::timestamptz
      where token_hash = ${tokenHash} and seen_at < ${at}::timestamptz`,
  )
}

export function endSession(tx: Tx, tokenHash: string): Promise<number> {
  return run(tx, sql`delete from access.session where token_hash = ${tokenHash}`)
}

/** Ends every session of a person, but for the one with the hash `except`. */
export function endSessionsOf(tx: Tx, person: PersonId, except = ''): Promise<number> {
  return run(
    tx,
    sql`delete from access.session where person_id = ${person} and token_hash <> ${except}`,
  )
}

const Line = z.object({
  tokenHash: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  endsAt: z.string(),
})
export type SessionLine = z.infer<typeof Line>

/** The sessions of a person that are neither old nor idle, the newest first. */
export function sessionsOf(tx: Tx, person: PersonId, at: string): Promise<SessionLine[]> {
  return rows(
    tx,
    Line,
    sql`select token_hash as "tokenHash", created_at as "startedAt", seen_at as "seenAt", ends_at as "endsAt"
      from access.session where person_id = ${person} and ends_at > ${at}::timestamptz
        and seen_at + make_interval(secs => idle_seconds) > ${at}::timestamptz
      order by created_at desc, token_hash`,
  )
}

/** Takes away the sessions of a person that are over. */
export async function clearOldSessions(tx: Tx, person: PersonId, at: string): Promise<void> {
  await run(
    tx,
    sql`delete from access.session where person_id = ${person} and ends_at <= ${at}::timestamptz`,
  )
}
