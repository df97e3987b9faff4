import type { Tx } from '#db'
import type { Actor, PersonId } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { checkPassword } from '../rules/index.ts'
import { passwordHash, personById } from '../store/people.ts'
import { endSessionsOf } from '../store/sessions.ts'
import { setPasswordHash } from '../store/write-people.ts'
import { noSuchPerson, notAdministrator } from './refusals.ts'
import { hashPassword, isPassword } from './secrets.ts'
import { parseToken } from './token.ts'

export type NewPassword = {
  readonly current: string
  readonly next: string
  /** The session that goes on; every other of this person ends. */
  readonly session?: string | undefined
}

/** A person changes their own password, knowing the one before. */
export async function changePassword(
  tx: Tx,
  actor: Actor,
  input: NewPassword,
): Promise<Result<undefined>> {
  const person = await personById(tx, actor.person)
  if (person === undefined) return noSuchPerson()
  if (!(await isPassword(input.current, await passwordHash(tx, actor.person))))
    return refused({
      kind: 'wrong-password',
      field: 'current',
      message: 'The current password is not right',
      mend: 'Type the password with which you signed in',
    })
  const next = checkPassword(input.next, person)
  if (!next.ok) return next
  await setPasswordHash(tx, actor.person, await hashPassword(next.value))
  const own = input.session === undefined ? undefined : parseToken(input.session)
  await endSessionsOf(tx, actor.person, own?.hash)
  await record(tx, actor, { verb: 'changed a password', subject: `person/${actor.person}` })
  return ok(undefined)
}

/** An administrator sets somebody's password; that person's sessions end. */
export async function setPassword(
  tx: Tx,
  actor: Actor,
  input: { readonly person: PersonId; readonly password: string },
): Promise<Result<undefined>> {
  const refusal = notAdministrator(actor)
  if (refusal !== undefined) return refusal
  const person = await personById(tx, input.person)
  if (person === undefined) return noSuchPerson()
  const next = checkPassword(input.password, person)
  if (!next.ok) return next
  await setPasswordHash(tx, input.person, await hashPassword(next.value))
  await endSessionsOf(tx, input.person)
  await record(tx, actor, { verb: 'set a password', subject: `person/${input.person}` })
  return ok(undefined)
}
