import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor, PersonId, Role } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { checkPassword, parseEmail, parseName, parseRoles } from '../rules/index.ts'
import { holdPeople, personByEmail } from '../store/people.ts'
import { insertPerson, replaceRoles } from '../store/write-people.ts'
import { notAdministrator } from './refusals.ts'
import { digest, hashPassword } from './secrets.ts'

export type NewPerson = {
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
  /** Without one the person cannot sign in until an administrator sets it. */
  readonly password?: string | undefined
}

/** Gives somebody an account in the actor's council. */
export async function addPerson(
  tx: Tx,
  actor: Actor,
  input: NewPerson,
): Promise<Result<{ readonly id: PersonId }>> {
  const refusal = notAdministrator(actor)
  if (refusal !== undefined) return refusal
  const person = await personOf(input)
  if (!person.ok) return person
  await holdPeople(tx)
  if ((await personByEmail(tx, person.value.email)) !== undefined)
    return refused({
      kind: 'email-taken',
      field: 'email',
      message: 'Somebody in this council already has this email address',
      mend: 'Use another address, or change that person',
      value: person.value.email,
    })
  await createPerson(tx, actor, person.value)
  return ok({ id: person.value.id })
}

export type CheckedPerson = {
  readonly id: PersonId
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly passwordHash: string | undefined
}

/** The person that was typed, checked whole and with the password hashed. */
export async function personOf(input: NewPerson): Promise<Result<CheckedPerson>> {
  const [email, name, roles] = [
    parseEmail(input.email),
    parseName(input.name),
    parseRoles(input.roles),
  ]
  const password =
    input.password === undefined ? ok(undefined) : checkPassword(input.password, input)
  const refusals = [email, name, roles, password].flatMap((r) => (r.ok ? [] : r.refusals))
  if (!email.ok || !name.ok || !roles.ok || !password.ok) return refused(...refusals)
  return ok({
    id: newId<'person'>(),
    email: email.value,
    name: name.value,
    roles: roles.value,
    passwordHash: password.value === undefined ? undefined : await hashPassword(password.value),
  })
}

export async function createPerson(tx: Tx, actor: Actor, person: CheckedPerson): Promise<void> {
  await insertPerson(tx, actor, { ...person, nameHash: digest(person.email) })
  await replaceRoles(tx, actor, person.id, person.roles)
  await record(tx, actor, {
    verb: 'added a person',
    subject: `person/${person.id}`,
    after: { email: person.email, name: person.name, roles: person.roles },
  })
}
