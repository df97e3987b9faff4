import type { Tx } from '#db'
import type { Actor, PersonId, Role } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refused, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { keepsAdministrator, parseRoles } from '../rules/index.ts'
import { holdPeople, people } from '../store/people.ts'
import type { Person } from '../store/people.ts'
import { endSessionsOf } from '../store/sessions.ts'
import { replaceRoles, setActive } from '../store/write-people.ts'
import { lastAdministrator, noSuchPerson, notAdministrator } from './refusals.ts'

export type NewRoles = {
  readonly person: PersonId
  readonly roles: readonly string[]
  /** The roles that the page showed: when they have changed since, nothing is done and both are told. */
  readonly shown?: readonly Role[]
}

/** Gives a person these roles and no others. */
export async function setRoles(tx: Tx, actor: Actor, input: NewRoles): Promise<Result<Person>> {
  const roles = parseRoles(input.roles)
  if (!roles.ok) return roles
  const found = await changeable(tx, actor, input.person, (before) => ({
    ...before,
    roles: roles.value,
  }))
  if (!found.ok) return found
  const { before, after } = found.value
  const meanwhile = changedMeanwhile(before, input.shown)
  if (meanwhile !== undefined) return meanwhile
  await replaceRoles(tx, actor, input.person, roles.value)
  await record(tx, actor, {
    verb: 'set roles',
    subject: `person/${input.person}`,
    before: before.roles,
    after: after.roles,
  })
  return ok(after)
}

/** Takes a person's account out of use, and ends their sessions at once. */
export function deactivatePerson(
  tx: Tx,
  actor: Actor,
  input: { readonly person: PersonId; readonly why?: string },
): Promise<Result<Person>> {
  return setActivity(tx, actor, input, false)
}

/** Puts a person's account into use again. */
export function reactivatePerson(
  tx: Tx,
  actor: Actor,
  input: { readonly person: PersonId; readonly why?: string },
): Promise<Result<Person>> {
  return setActivity(tx, actor, input, true)
}

async function setActivity(
  tx: Tx,
  actor: Actor,
  input: { readonly person: PersonId; readonly why?: string },
  active: boolean,
): Promise<Result<Person>> {
  const found = await changeable(tx, actor, input.person, (before) => ({ ...before, active }))
  if (!found.ok) return found
  if (found.value.before.active === active) return alreadySo(found.value.before)
  await setActive(tx, input.person, active)
  if (!active) await endSessionsOf(tx, input.person)
  await record(tx, actor, {
    verb: active ? 'reactivated a person' : 'deactivated a person',
    subject: `person/${input.person}`,
    why: input.why,
    before: { active: found.value.before.active },
    after: { active },
  })
  return ok(found.value.after)
}

type Change = { readonly before: Person; readonly after: Person }

/** The person before and after a change that the actor may make and that leaves an administrator. */
async function changeable(
  tx: Tx,
  actor: Actor,
  id: PersonId,
  change: (before: Person) => Person,
): Promise<Result<Change>> {
  const refusal = notAdministrator(actor)
  if (refusal !== undefined) return refusal
  await holdPeople(tx)
  const all = await people(tx)
  const before = all.find((person) => person.id === id)
  if (before === undefined) return noSuchPerson()
  const after = change(before)
  return keepsAdministrator(all, after) ? ok({ before, after }) : lastAdministrator()
}

function alreadySo(person: Person): Refused {
  return refused({
    kind: 'already-so',
    message: `The account of ${person.name} is ${person.active ? 'in use' : 'out of use'} already`,
    mend: 'Somebody else did it meanwhile: there is nothing left to do',
  })
}

function changedMeanwhile(before: Person, shown: readonly Role[] | undefined): Refused | undefined {
  if (shown === undefined || shown.toSorted().join() === before.roles.toSorted().join())
    return undefined
  return refused({
    kind: 'changed-meanwhile',
    field: 'roles',
    message: `Somebody else has changed the roles of ${before.name} to ${before.roles.join(', ') || 'none'}`,
    mend: 'Look at the roles as they are now, then change them again',
  })
}
