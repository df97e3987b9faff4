import type { Db } from '#db'
import { record } from '#office/audit/index.ts'
import { endSession, liveSession, sessionSeen } from '../store/sessions.ts'
import type { SignedIn } from './sign-in.ts'
import { parseToken } from './token.ts'
import type { Token } from './token.ts'
import type { Tx } from '#db'

/** A session's use is written down at most this often. */
const SEEN_EVERY_MS = 30_000

/** The person whose session a token is, while it is good; undefined otherwise, whatever the reason. */
export async function findSession(
  db: Db,
  token: string,
  at: Temporal.Instant,
): Promise<SignedIn | undefined> {
  const parsed = parseToken(token)
  if (parsed === undefined) return undefined
  return db.inCouncil(parsed.council, async (tx) => {
    const found = await signedIn(tx, parsed, at)
    if (found === undefined) return undefined
    const unseen = at.epochMilliseconds - Temporal.Instant.from(found.seenAt).epochMilliseconds
    if (unseen >= SEEN_EVERY_MS) await sessionSeen(tx, parsed.hash, at.toString())
    return found.who
  })
}

async function signedIn(
  tx: Tx,
  token: Token,
  at: Temporal.Instant,
): Promise<{ who: SignedIn; seenAt: string } | undefined> {
  const found = await liveSession(tx, token.hash, at.toString())
  if (found?.person === undefined) return undefined
  const { person, name, email, roles, councilName, seenAt } = found
  return { who: { council: token.council, person, name, email, roles, councilName, at }, seenAt }
}

/** Ends a session. A token that is no session any more is already signed out. */
export async function signOut(db: Db, token: string, at: Temporal.Instant): Promise<void> {
  const parsed = parseToken(token)
  if (parsed === undefined) return
  await db.inCouncil(parsed.council, async (tx) => {
    const found = await signedIn(tx, parsed, at)
    await endSession(tx, parsed.hash)
    if (found !== undefined)
      await record(tx, found.who, { verb: 'signed out', subject: `person/${found.who.person}` })
  })
}
