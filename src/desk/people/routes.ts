import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { KEEPS_PEOPLE } from '../account/office-nav.ts'
import { getPeople } from './list.ts'
import { getNewPerson, postNewPerson } from './new.ts'
import { getPerson } from './person.ts'
import { postPerson } from './post.ts'

/** People and their roles. */
export function peopleRoutes(house: House): readonly Route[] {
  const access = KEEPS_PEOPLE
  return [
    { method: 'GET', path: '/people', access, handle: getPeople(house) },
    { method: 'GET', path: '/people/new', access, handle: getNewPerson() },
    { method: 'POST', path: '/people/new', access, handle: postNewPerson(house) },
    { method: 'GET', path: '/people/:id', access, handle: getPerson(house) },
    { method: 'POST', path: '/people/:id', access, handle: postPerson(house) },
  ]
}
