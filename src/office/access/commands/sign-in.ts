import type { Db } from '#db'
import type { Actor, CouncilId } from '#kernel/access.ts'
import { fromPlainDate } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refused, Result } from '#kernel/result.ts'
import { NOBODY, record } from '#office/audit/index.ts'
import { setting } from '#office/settings/index.ts'
import { IDLE_MINUTES, SESSION_HOURS } from '../data/settings.ts'
import { failuresAfter, minutesLeft, waitAfter } from '../rules/index.ts'
import { attemptsOf, forgetAttempts, keepAttempts } from '../store/attempts.ts'
import { leadsOf, ownCouncil } from '../store/councils.ts'
import type { Lead } from '../store/councils.ts'
import { passwordHash, personById } from '../store/people.ts'
import { addSession, clearOldSessions } from '../store/sessions.ts'
import { digest, isPassword } from './secrets.ts'
import { newToken } from './token.ts'

/** Somebody signed in, as pages see them. */
export type SignedIn = Actor & { readonly email: string; readonly councilName: string }

export type SignIn = {
  readonly email: string
  readonly password: string
  /** Where the same address and password belong to people of several councils. */
  readonly council?: CouncilId | undefined
  readonly at: Temporal.Instant
}

export type NewSignIn = {
  readonly who: SignedIn
  /** What the browser is to hold; we keep its hash. */
  readonly token: string
  /** How long it may hold it. */
  readonly seconds: number
}

/**
 * Signs somebody in with a new session. A wrong password, a name that nobody has and an account out of use read the same
 * and take the same. The failure is counted before the password is looked at, so that guesses at the same time count.
 */
export async function signIn(db: Db, input: SignIn): Promise<Result<NewSignIn>> {
  const nameHash = digest(input.email.trim().toLowerCase())
  const leads = await db.outside(async (tx) => {
    const now = input.at.epochMilliseconds
    const before = await attemptsOf(tx, nameHash)
    if (before !== undefined && before.lockedUntil > now)
      return tooMany(minutesLeft(before.lockedUntil, now))
    const failures = failuresAfter(before, now)
    const wait = waitAfter(failures)
    await keepAttempts(tx, nameHash, {
      failures,
      lastAt: now,
      lockedUntil: wait === 0 ? 0 : now + wait,
    })
    return ok(await leadsOf(tx, nameHash))
  })
  if (!leads.ok) return leads
  const found = await matching(db, leads.value, input)
  if (!found.ok) return found
  await db.outside((tx) => forgetAttempts(tx, nameHash))
  return ok(await begin(db, found.value, input.at))
}

/** The one person whose password it is. */
async function matching(db: Db, leads: readonly Lead[], input: SignIn): Promise<Result<SignedIn>> {
  const asked = leads.filter(
    (lead) => input.council === undefined || lead.council === input.council,
  )
  const tried = asked.length === 0 ? [undefined] : asked
  const all: (SignedIn | undefined)[] = []
  for (const lead of tried) all.push(await tryLead(db, lead, input))
  const [first, ...others] = all.filter((each) => each !== undefined)
  if (first === undefined) {
    for (const lead of asked) await recordFailure(db, lead, input.at)
    return wrong()
  }
  return others.length === 0 ? ok(first) : several([first, ...others])
}

async function tryLead(
  db: Db,
  lead: Lead | undefined,
  input: SignIn,
): Promise<SignedIn | undefined> {
  const person = lead === undefined ? undefined : parseId<'person'>(lead.person)
  if (lead === undefined || person === undefined) {
    await isPassword(input.password, undefined)
    return undefined
  }
  const { who, hash } = await db.inCouncil(lead.council, async (tx) => {
    const found = await personById(tx, person)
    const council = await ownCouncil(tx)
    return {
      who: found?.active === true ? { ...found, councilName: council?.name ?? '' } : undefined,
      hash: await passwordHash(tx, person),
    }
  })
  const right = await isPassword(input.password, who === undefined ? undefined : hash)
  if (!right || who === undefined) return undefined
  const { name, email, councilName, roles } = who
  return { council: lead.council, person, name, email, councilName, roles, at: input.at }
}

async function recordFailure(db: Db, lead: Lead, at: Temporal.Instant): Promise<void> {
  const person = parseId<'person'>(lead.person)
  if (person === undefined) return
  const { council } = lead
  const nobody: Actor = { council, person, name: NOBODY, roles: [], at }
  await db.inCouncil(council, (tx) =>
    record(tx, nobody, { verb: 'failed to sign in', subject: `person/${person}` }),
  )
}

function begin(db: Db, who: SignedIn, at: Temporal.Instant): Promise<NewSignIn> {
  return db.inCouncil(who.council, async (tx) => {
    const today = fromPlainDate(at.toZonedDateTimeISO('Europe/London').toPlainDate())
    const idle = await setting(tx, IDLE_MINUTES, today)
    const longest = await setting(tx, SESSION_HOURS, today)
    const token = newToken(who.council)
    const seconds = longest.value * 3600
    await clearOldSessions(tx, who.person, at.toString())
    await addSession(tx, who, { tokenHash: digest(token), seconds, idleSeconds: idle.value * 60 })
    await record(tx, who, { verb: 'signed in', subject: `person/${who.person}` })
    return { who, token, seconds }
  })
}

function wrong(): Refused {
  return refused({
    kind: 'not-signed-in',
    field: 'email',
    message: 'The email address or the password is not right',
    mend: 'Check both and try again. An administrator of your council can set a new password',
  })
}

function tooMany(minutes: number): Refused {
  return refused({
    kind: 'locked',
    field: 'email',
    message: 'There were too many tries with this email address',
    mend: `Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again`,
  })
}

function several(all: readonly SignedIn[]): Refused {
  return refused({
    kind: 'choose-council',
    field: 'council',
    message: 'You have accounts in several councils',
    mend: `Choose one: ${all.map((each) => each.councilName).join(', ')}`,
    value: all.map((each) => each.council).join(' '),
  })
}
