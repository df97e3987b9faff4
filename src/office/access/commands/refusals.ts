import type { Actor } from '#kernel/access.ts'
import { refused } from '#kernel/result.ts'
import type { Refused } from '#kernel/result.ts'

/** The refusal for somebody who may not change people; undefined for an administrator. */
export function notAdministrator(actor: Actor): Refused | undefined {
  if (actor.roles.includes('administrator')) return undefined
  return refused({
    kind: 'not-allowed',
    message: 'Only an administrator may change people and roles',
    mend: 'Ask an administrator of your council',
  })
}

/** Not there, or another council's: the two read the same. */
export function noSuchPerson(): Refused {
  return refused({
    kind: 'no-such-person',
    field: 'person',
    message: 'There is no such person',
    mend: 'Choose somebody from the list of people',
  })
}

export function lastAdministrator(): Refused {
  return refused({
    kind: 'last-administrator',
    field: 'roles',
    message: 'The council would be left without an active administrator',
    mend: 'Make somebody else an administrator first',
  })
}
