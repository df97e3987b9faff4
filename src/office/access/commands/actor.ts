import type { Db } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { leadsOf, ownCouncil } from '../store/councils.ts'
import { personByEmail } from '../store/people.ts'
import { digest } from './secrets.ts'
import type { SignedIn } from './sign-in.ts'

/**
 * The person of an email address as one who acts, for the command line (`--as`), where whoever reaches the database needs no
 * password. Several councils: name one.
 */
export async function actorByEmail(
  db: Db,
  input: {
    readonly email: string
    readonly council?: CouncilId | undefined
    readonly at: Temporal.Instant
  },
): Promise<Result<SignedIn>> {
  const email = input.email.trim().toLowerCase()
  const leads = await db.outside((tx) => leadsOf(tx, digest(email)))
  const asked = leads.filter((l) => input.council === undefined || l.council === input.council)
  const [lead, ...others] = asked
  if (lead === undefined) return nobody(email)
  if (others.length > 0)
    return refused({
      kind: 'choose-council',
      message: `${email} is somebody in ${asked.length} councils`,
      mend: `Name one: ${asked.map((each) => each.council).join(', ')}`,
      value: email,
    })
  const found = await db.inCouncil(lead.council, async (tx) => ({
    person: await personByEmail(tx, email),
    council: await ownCouncil(tx),
  }))
  if (found.person?.active !== true) return nobody(email)
  const { id, name, roles } = found.person
  const councilName = found.council?.name ?? ''
  return ok({ council: lead.council, person: id, name, email, roles, councilName, at: input.at })
}

function nobody(email: string): Result<never> {
  return refused({
    kind: 'no-such-person',
    message: `Nobody with an active account has the email address ${email}`,
    mend: 'Give the address of somebody who has one: --as EMAIL',
    value: email,
  })
}
