import { changePassword, endOtherSessions } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import { plural } from '#web'
import type { Reply, Visit } from '#web'
import { accountSheet } from './get.ts'

/** `/account`: a new password, or an end to the sessions elsewhere. */
export function postAccount(house: House) {
  return (visit: Visit): Promise<Reply> =>
    visit.form.get('do') === 'sign-out-elsewhere'
      ? signOutElsewhere(house, visit)
      : newPassword(house, visit)
}

async function newPassword(house: House, visit: Visit): Promise<Reply> {
  const result = await house.db.inCouncil(visit.actor.council, (tx) =>
    changePassword(tx, visit.actor, {
      current: visit.form.get('current') ?? '',
      next: visit.form.get('password') ?? '',
      session: visit.session,
    }),
  )
  if (!result.ok) return accountSheet(house, visit, result.refusals)
  return {
    kind: 'redirect',
    to: '/account',
    flash: 'Your password is changed. You are signed out everywhere else.',
  }
}

async function signOutElsewhere(house: House, visit: Visit): Promise<Reply> {
  const ended = await house.db.inCouncil(visit.actor.council, (tx) =>
    endOtherSessions(tx, visit.actor, visit.session),
  )
  const flash =
    ended === 0
      ? 'You were signed in nowhere else.'
      : `${plural(ended, 'session', 'sessions')} elsewhere ended.`
  return { kind: 'redirect', to: '/account', flash }
}
