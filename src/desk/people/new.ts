import type { Refusal } from '#kernel/result.ts'
import { addPerson } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { newView } from './new-view.ts'

export const PEOPLE_CRUMB = { text: 'People', href: '/people' }

/** What was typed, kept when it is refused; never the password. */
export type NewModel = {
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly refusals: readonly Refusal[]
}

const NOTHING_TYPED: NewModel = { name: '', email: '', roles: [], refusals: [] }

/** `/people/new` */
export function getNewPerson() {
  return (visit: Visit): Promise<Reply> => Promise.resolve(newSheet(visit, NOTHING_TYPED))
}

function newSheet(visit: Visit, model: NewModel): Reply {
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'Add somebody',
      crumbs: [PEOPLE_CRUMB],
      refusals: model.refusals,
      body: newView(model, visit.csrf),
    },
  }
}

export function postNewPerson(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { form, actor } = visit
    const typed = {
      name: form.get('name') ?? '',
      email: form.get('email') ?? '',
      roles: form.getAll('roles'),
    }
    const password = form.get('password') ?? ''
    const result = await house.db.inCouncil(actor.council, (tx) =>
      addPerson(tx, actor, { ...typed, ...(password === '' ? {} : { password }) }),
    )
    if (!result.ok) return newSheet(visit, { ...typed, refusals: result.refusals })
    return {
      kind: 'redirect',
      to: `/people/${result.value.id}`,
      flash:
        password === ''
          ? `${typed.name.trim()} is added, and can sign in once a password is set.`
          : `${typed.name.trim()} is added. Give them the password yourself, and ask them to change it.`,
    }
  }
}
