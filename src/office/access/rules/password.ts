import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'

const LEAST = 12
const MOST = 128

/**
 * Whether a password may be used: long enough, not the person's own name or address, not one character again and again. No rules
 * about kinds of characters. Source: OWASP ASVS 4.0.3, 2.1.1 to 2.1.9.
 */
export function checkPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): Result<string> {
  const length = Array.from(password).length
  if (length < LEAST) return weak(`The password has ${length} characters`, `Use at least ${LEAST}`)
  if (length > MOST) return weak(`The password has ${length} characters`, `Use at most ${MOST}`)
  const lower = password.toLowerCase()
  const own = [person.email, person.email.split('@')[0] ?? '', person.name.replaceAll(' ', '')]
  if (own.some((each) => each.length > 3 && lower.includes(each.toLowerCase())))
    return weak('The password holds your name or email address', 'Use words that are not about you')
  if (new Set(lower).size < 5)
    return weak('The password repeats a few characters', 'Use at least five different ones')
  return ok(password)
}

function weak(message: string, mend: string): Result<string> {
  return refused({ kind: 'weak-password', field: 'password', message, mend })
}
