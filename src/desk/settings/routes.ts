import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { CHANGES_SETTINGS } from '../account/office-nav.ts'
import { getSettings } from './list.ts'
import { getSetting, postSetting } from './one.ts'

/** What the council may set, and since when it holds. */
export function settingsRoutes(house: House): readonly Route[] {
  const one = '/settings/:id'
  return [
    { method: 'GET', path: '/settings', access: 'signed-in', handle: getSettings(house) },
    { method: 'GET', path: one, access: 'signed-in', handle: getSetting(house) },
    { method: 'POST', path: one, access: CHANGES_SETTINGS, handle: postSetting(house) },
  ]
}
