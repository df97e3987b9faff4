import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getSignIn } from './get.ts'
import { postSignIn, postSignOut } from './post.ts'

/** Tries a minute from one address: a whole council may stand behind one. */
const TRIES = 60

/** Signing in and out. */
export function signInRoutes(house: House): readonly Route[] {
  return [
    { method: 'GET', path: '/sign-in', access: 'public', handle: getSignIn(house) },
    {
      method: 'POST',
      path: '/sign-in',
      access: 'public',
      perMinute: TRIES,
      handle: postSignIn(house),
    },
    { method: 'POST', path: '/sign-out', access: 'public', handle: postSignOut(house) },
  ]
}
