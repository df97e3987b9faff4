import { ROLES } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'

export type Standing = {
  readonly id: string
  readonly active: boolean
  readonly roles: readonly Role[]
}

/** Whether a council would still have an active administrator if one of its people changed so. */
export function keepsAdministrator(people: readonly Standing[], changed: Standing): boolean {
  return people
    .map((person) => (person.id === changed.id ? changed : person))
    .some((person) => person.active && person.roles.includes('administrator'))
}

/** The roles named, each once, in the order of the kernel's list. */
export function parseRoles(names: readonly string[]): Result<readonly Role[]> {
  const known = ROLES.filter((role) => names.includes(role))
  const other = names.find((name) => !known.some((role) => role === name))
  if (other === undefined) return ok(known)
  return refused({
    kind: 'not-a-role',
    field: 'roles',
    message: `"${other}" is not a role`,
    mend: `Choose among ${ROLES.join(', ')}`,
    value: other,
  })
}

/** An email address as we keep it: trimmed and in small letters. */
export function parseEmail(text: string): Result<string> {
  const email = text.trim().toLowerCase()
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && email.length <= 254) return ok(email)
  return refused({
    kind: 'not-an-email',
    field: 'email',
    message: 'This is not an email address',
    mend: 'Write it like name@example.gov.uk',
    value: text,
  })
}

export function parseName(text: string): Result<string> {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  if (name !== '' && name.length <= 200) return ok(name)
  return refused({
    kind: 'no-name',
    field: 'name',
    message: name === '' ? 'There is no name' : 'The name is longer than 200 characters',
    mend: 'Write the name as colleagues know it',
  })
}
