import type { Role } from '#kernel/access.ts'
import { people } from '#office/access/index.ts'
import type { Person } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { listView } from './list-view.ts'

const PAGE = 50
const SHOWS = ['in-use', 'out-of-use', 'all'] as const
export type Show = (typeof SHOWS)[number]

export type PeopleModel = {
  /** What the list is searched for, in names and addresses. */
  readonly search: string
  readonly show: Show
  readonly page: number
  /** How many stand on one page. */
  readonly size: number
  /** How many people are found, on all pages. */
  readonly found: number
  readonly administrators: number
  readonly people: readonly Person[]
}

/** `/people`: everybody with an account in the council. */
export function getPeople(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const all = await house.db.inCouncil(visit.actor.council, (tx) => people(tx))
    const model = peopleModel(all, visit.query)
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'People', body: listView(model, visit.actor.roles) },
    }
  }
}

function peopleModel(all: readonly Person[], query: URLSearchParams): PeopleModel {
  const search = (query.get('search') ?? '').trim()
  const show = SHOWS.find((each) => each === query.get('show')) ?? 'in-use'
  const found = all.filter((person) => isShown(person, show) && isSought(person, search))
  const pages = Math.max(1, Math.ceil(found.length / PAGE))
  const page = Math.min(pages, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1))
  return {
    search,
    show,
    page,
    size: PAGE,
    found: found.length,
    administrators: all.filter((each) => each.active && isAdministrator(each.roles)).length,
    people: found.slice((page - 1) * PAGE, page * PAGE),
  }
}

function isAdministrator(roles: readonly Role[]): boolean {
  return roles.includes('administrator')
}

function isShown(person: Person, show: Show): boolean {
  return show === 'all' || person.active === (show === 'in-use')
}

function isSought(person: Person, search: string): boolean {
  const text = `${person.name} ${person.email}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
