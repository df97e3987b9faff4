import type { House } from '#office/house.ts'
import type { Route } from '#web'
import type { CareReader } from '../history/get.ts'
import { getExplain, getExplainOf } from './get.ts'

/** Pages of forecasts against what happened. */
export function explainRoutes(house: House, careFor: CareReader): readonly Route[] {
  const at = '/demand/explain'
  return [
    { method: 'GET', path: at, access: 'signed-in', handle: getExplain(house, careFor) },
    {
      method: 'GET',
      path: `${at}/:run`,
      access: 'signed-in',
      handle: getExplainOf(house, careFor),
    },
  ]
}
