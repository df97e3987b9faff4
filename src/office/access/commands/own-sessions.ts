import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { record } from '#office/audit/index.ts'
import { endSessionsOf, sessionsOf } from '../store/sessions.ts'
import { parseToken } from './token.ts'

/** A session as its owner sees it; `here` is the one that asks. */
export type OwnSession = {
  readonly startedAt: string
  readonly seenAt: string
  readonly endsAt: string
  readonly here: boolean
}

/** Where the actor is signed in. */
export async function ownSessions(
  tx: Tx,
  actor: Actor,
  token: string | undefined,
): Promise<readonly OwnSession[]> {
  const own = token === undefined ? undefined : parseToken(token)
  const found = await sessionsOf(tx, actor.person, actor.at.toString())
  return found.map(({ tokenHash, ...rest }) => ({ ...rest, here: tokenHash === own?.hash }))
}

/** Ends every session of the actor but the one that asks; says how many there were. */
export async function endOtherSessions(
  tx: Tx,
  actor: Actor,
  token: string | undefined,
): Promise<number> {
  const own = token === undefined ? undefined : parseToken(token)
  const ended = await endSessionsOf(tx, actor.person, own?.hash)
  if (ended > 0)
    await record(tx, actor, {
      verb: 'signed out everywhere else',
      subject: `person/${actor.person}`,
      after: { ended },
    })
  return ended
}
