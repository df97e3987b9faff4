import type { Role } from '#kernel/access.ts'
import type { Person } from '#office/access/index.ts'
import {
  actions,
  button,
  chips,
  html,
  input,
  leaves,
  nothingYet,
  pageHead,
  plural,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { officeNav } from '../account/office-nav.ts'
import type { PeopleModel, Show } from './list.ts'
import { roleNames } from './role-words.ts'

export function listView(model: PeopleModel, roles: readonly Role[]): Html {
  const administrators = plural(model.administrators, 'administrator', 'administrators')
  return html`${officeNav(roles, '/people')}
${pageHead({
  kicker: 'Who works in Headwater for this council',
  title: 'People',
  lede: `${plural(model.found, 'account', 'accounts')} ${WORDS[model.show].found}. ${administrators} may add people and give roles.`,
})}
${actions([html`<a class="btn" href="/people/new">Add somebody</a>`])}
${search(model)}
${shows(model)}
${model.people.length === 0 ? nobody(model) : table(model)}
${leaves({ of: model.found, size: model.size, page: model.page, from: 0, to: 0, href: (page) => address(model, { page }) })}`
}

const WORDS: Readonly<Record<Show, { readonly chip: string; readonly found: string }>> = {
  'in-use': { chip: 'In use', found: 'in use' },
  'out-of-use': { chip: 'Out of use', found: 'out of use' },
  all: { chip: 'All', found: 'in all' },
}

function search(model: PeopleModel): Html {
  return html`<form method="get" action="/people" class="row ask" role="search">${input({
    name: 'search',
    type: 'search',
    label: { text: 'Find by name or email address' },
    value: model.search,
    classes: 'govuk-input--width-20',
  })}<input type="hidden" name="show" value="${model.show}">${button({ text: 'Find', classes: 'govuk-button--secondary' })}</form>`
}

function shows(model: PeopleModel): Html {
  const every: readonly Show[] = ['in-use', 'out-of-use', 'all']
  return chips(
    every.map((show) => ({
      text: WORDS[show].chip,
      href: address(model, { show }),
      current: show === model.show,
    })),
    'Accounts',
  )
}

function address(
  model: PeopleModel,
  other: { readonly show?: Show; readonly page?: number },
): string {
  const query = new URLSearchParams({ show: other.show ?? model.show })
  if (model.search !== '') query.set('search', model.search)
  if (other.page !== undefined && other.page > 1) query.set('page', String(other.page))
  return `/people?${query.toString()}`
}

function nobody(model: PeopleModel): Html {
  return nothingYet(
    'Nobody is found',
    model.search === ''
      ? 'No account of this council is in this state.'
      : `No name or email address holds “${model.search}”.`,
    html`<p><a href="/people?show=all">Show everybody</a></p>`,
  )
}

function table(model: PeopleModel): Html {
  return simpleTable({
    caption: 'People by name',
    quietCaption: true,
    stack: true,
    columns: [{ head: 'Name' }, { head: 'Email address' }, { head: 'Roles' }, { head: 'Account' }],
    lines: model.people.map((person) => ({
      cells: [
        html`<a href="/people/${person.id}">${person.name}</a>`,
        person.email,
        roleNames(person.roles),
        accountTag(person),
      ],
    })),
  })
}

export function accountTag(person: Pick<Person, 'active' | 'hasPassword'>): Html {
  if (!person.active) return tag('none', 'Out of use')
  return person.hasPassword ? tag('done', 'In use') : tag('wait', 'No password yet')
}
