import type { House } from '#office/house.ts'
import type { Route } from '#web'
import type { CareReader } from '../history/get.ts'
import { getPressures, LOADS_PUBLISHED } from './get.ts'
import { postPressures } from './post.ts'

const LARGEST_UPLOAD = 100_000_000

export function pressuresRoutes(house: House, careFor: CareReader): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/demand/pressures',
      access: 'signed-in',
      handle: getPressures(house, careFor),
    },
    {
      method: 'POST',
      path: '/demand/pressures',
      access: LOADS_PUBLISHED,
      maxUpload: LARGEST_UPLOAD,
      handle: postPressures(house, careFor),
    },
  ]
}
