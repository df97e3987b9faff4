import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getBackTest, getBackTestOf } from './get.ts'

/** Pages of the tests on our own past. */
export function backTestRoutes(house: House): readonly Route[] {
  const at = '/demand/back-test'
  return [
    { method: 'GET', path: at, access: 'signed-in', handle: getBackTest(house) },
    { method: 'GET', path: `${at}/:run`, access: 'signed-in', handle: getBackTestOf(house) },
  ]
}
