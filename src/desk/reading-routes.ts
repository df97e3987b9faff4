import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { html, pageHead } from '#web'
import type { Workings } from './index.ts'

/** Home, workings, and what the program says of itself. */
export function readingRoutes(_house: House, _workings: Workings): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/',
      access: 'signed-in',
      handle: () =>
        Promise.resolve({
          kind: 'sheet',
          model: {},
          sheet: { title: 'Home', nav: '/', body: html`${pageHead({ title: 'Where we are' })}` },
        }),
    },
  ]
}
