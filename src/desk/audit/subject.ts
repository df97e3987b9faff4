import { may } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { KEEPS_PEOPLE } from '../account/office-nav.ts'

/** The pages of what an entry is about, by the kind that its subject begins with. */
const PAGES: Readonly<Record<string, { readonly path: string; readonly access: Access }>> = {
  person: { path: '/people/', access: KEEPS_PEOPLE },
  run: { path: '/jobs/', access: 'signed-in' },
  forecast: { path: '/demand/forecast/', access: 'signed-in' },
  setting: { path: '/settings/', access: 'signed-in' },
}

/** A subject short enough to read: `person/018f2c1a…`. The whole of it stands on the entry's own page. */
export function subjectPart(subject: string): string {
  const at = subject.lastIndexOf('/') + 1
  const id = subject.slice(at)
  return parseId(id) === undefined ? subject : `${subject.slice(0, at)}${id.slice(-8)}`
}

/** The page of what an entry is about, where there is one that somebody with these roles may see. */
export function subjectHref(subject: string, roles: readonly Role[]): string | undefined {
  const at = subject.indexOf('/')
  const page = PAGES[subject.slice(0, at)]
  if (page === undefined || !may(roles, page.access)) return undefined
  return `${page.path}${encodeURIComponent(subject.slice(at + 1))}`
}
