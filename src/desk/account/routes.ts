import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getAccount } from './get.ts'
import { postAccount } from './post.ts'

/** Guesses at the password in use, from a session left open, are few. */
const TRIES = 10

export function accountRoutes(house: House): readonly Route[] {
  return [
    { method: 'GET', path: '/account', access: 'signed-in', handle: getAccount(house) },
    {
      method: 'POST',
      path: '/account',
      access: 'signed-in',
      perMinute: TRIES,
      handle: postAccount(house),
    },
  ]
}
