import type { Tx } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { PersonId, Role } from '#kernel/access.ts'
import { refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { deactivatePerson, reactivatePerson, setPassword, setRoles } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { personIdOf, personSheet } from './person.ts'

type Done = { readonly result: Result<unknown>; readonly flash: string }

/** `/people/:id`: roles, in or out of use, or a new password, by the button that was pressed. */
export function postPerson(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = personIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const done = await house.db.inCouncil(visit.actor.council, (tx) => doIt(tx, visit, id))
    if (done === undefined) return { kind: 'not-found' }
    const at = `/people/${id}`
    return done.result.ok
      ? { kind: 'redirect', to: at, flash: done.flash }
      : refusedSheet(house, visit, at, done.result.refusals)
  }
}

/** The page again with what was chosen and typed; what somebody else did already is only told. */
async function refusedSheet(
  house: House,
  visit: Visit,
  at: string,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const [first] = refusals
  if (first?.kind === 'no-such-person') return { kind: 'not-found' }
  if (first?.kind === 'already-so')
    return { kind: 'redirect', to: at, flash: `${first.message}. ${first.mend}.` }
  switch (visit.form.get('do')) {
    case 'roles':
      return personSheet(house, visit, {
        refusals: refusals.map(seeBoth),
        roles: visit.form.getAll('roles'),
      })
    case 'deactivate':
      return personSheet(house, visit, {
        refusals: atWhy(refusals),
        why: visit.form.get('why') ?? '',
      })
    default:
      return personSheet(house, visit, { refusals })
  }
}

async function doIt(tx: Tx, visit: Visit, person: PersonId): Promise<Done | undefined> {
  const { actor, form } = visit
  const why = (form.get('why') ?? '').trim()
  switch (form.get('do')) {
    case 'roles': {
      const input = { person, roles: form.getAll('roles'), shown: shownRoles(form) }
      return { result: await setRoles(tx, actor, input), flash: 'The roles are changed.' }
    }
    case 'deactivate':
      return {
        result: why === '' ? noReason() : await deactivatePerson(tx, actor, { person, why }),
        flash: 'The account is out of use, and its sessions have ended.',
      }
    case 'reactivate':
      return {
        result: await reactivatePerson(tx, actor, { person }),
        flash: 'The account is in use again.',
      }
    case 'password': {
      const input = { person, password: form.get('password') ?? '' }
      return {
        result: await setPassword(tx, actor, input),
        flash: 'The password is set, and their sessions have ended. Ask them to change it.',
      }
    }
    default:
      return undefined
  }
}

/** The roles that the page showed when it was opened. */
function shownRoles(form: URLSearchParams): readonly Role[] {
  const shown = (form.get('shown') ?? '').split(' ')
  return ROLES.filter((role) => shown.includes(role))
}

function noReason(): Result<never> {
  return refused({
    kind: 'no-reason',
    field: 'why',
    message: 'There is no reason',
    mend: 'Say why, for whoever reads the audit: they left, they moved, the account was misused',
  })
}

/** What keeps an account in use is said beside the reason, not beside the roles. */
function atWhy(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.map((r) => ({ ...r, field: 'why' }))
}

/** Both choices stand on the page, in words: the refusal only leads to them. */
function seeBoth(refusal: Refusal): Refusal {
  if (refusal.kind !== 'changed-meanwhile') return refusal
  return {
    ...refusal,
    message: 'Somebody else changed these roles while you had this page open',
    mend: 'See both choices below, then save again if yours is right',
  }
}
