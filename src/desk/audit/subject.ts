import type { Tx } from '#db'
import { may } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'
import { people } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import { parseId } from '#kernel/id.ts'
import { KEEPS_PEOPLE } from '../account/office-nav.ts'

/** The pages of what an entry is about, by the kind that its subject begins with. */
const PAGES: Readonly<Record<string, { readonly path: string; readonly access: Access }>> = {
  person: { path: '/people/', access: KEEPS_PEOPLE },
  run: { path: '/jobs/', access: 'signed-in' },
  forecast: { path: '/demand/forecast/', access: 'signed-in' },
  setting: { path: '/settings/', access: 'signed-in' },
}

/** What people call the things that entries are about, by subject: `person/018f…` is Helen Ward. */
export type Names = Readonly<Record<string, string>>

/** What the people and the settings among these subjects are called. */
export async function namesOf(tx: Tx, house: House, subjects: readonly string[]): Promise<Names> {
  const named = new Map<string, string>()
  if (subjects.some((subject) => subject.startsWith('person/')))
    for (const person of await people(tx)) named.set(`person/${person.id}`, person.name)
  for (const setting of house.settings.values()) named.set(`setting/${setting.id}`, setting.name)
  return Object.fromEntries([...named].filter(([subject]) => subjects.includes(subject)))
}

/** A subject as a list shows it: by its name, or with the end of its id. The whole of it stands on the entry's own page. */
export function subjectWords(subject: string, names: Names): string {
  const name = names[subject]
  if (name !== undefined) return name
  const at = subject.lastIndexOf('/') + 1
  const id = subject.slice(at)
  return parseId(id) === undefined ? subject : `${subject.slice(0, at)}…${id.slice(-6)}`
}

/** The page of what an entry is about, where there is one that somebody with these roles may see. */
export function subjectHref(subject: string, roles: readonly Role[]): string | undefined {
  const at = subject.indexOf('/')
  const page = PAGES[subject.slice(0, at)]
  if (page === undefined || !may(roles, page.access)) return undefined
  return `${page.path}${encodeURIComponent(subject.slice(at + 1))}`
}
