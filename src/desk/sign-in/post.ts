import type { House } from '#office/house.ts'
import { signIn, signOut } from '#office/access/index.ts'
import { parseId } from '#kernel/id.ts'
import type { Reply, Visit } from '#web'
import { signInSheet, thenOf } from './get.ts'
import type { TypedSignIn } from './get.ts'

/** Signs in with a new session, whatever session there was before: that one ends. */
export function postSignIn(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const typed: TypedSignIn = {
      email: visit.form.get('email') ?? '',
      next: thenOf(visit.form.get('then')),
      council: visit.form.get('council') ?? '',
    }
    const result = await signIn(house.db, {
      email: typed.email,
      password: visit.form.get('password') ?? '',
      council: parseId<'council'>(typed.council),
      at: house.now(),
    })
    if (!result.ok) return signInSheet(house, visit, typed, result.refusals)
    if (visit.session !== undefined) await signOut(house.db, visit.session, house.now())
    const { token, seconds } = result.value
    return { kind: 'redirect', to: typed.next, session: { token, seconds } }
  }
}

/** Ends the session, on both sides. */
export function postSignOut(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    if (visit.session !== undefined) await signOut(house.db, visit.session, house.now())
    return { kind: 'redirect', to: '/sign-in', flash: 'You are signed out.', session: 'end' }
  }
}
