import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'

const LEAST = 12
const MOST = 128

/** What guessing begins with: the words and runs of keys that lead every published list of stolen passwords. */
const TRIED_FIRST = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'zxcvbn',
  '1q2w3e4r5t',
  '1q2w3e4r',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'qazwsx',
  'abcdefghijklm',
  'abcdef',
  'abc123',
  'iloveyou',
  'letmein',
  'welcome',
  'football',
  'liverpool',
  'arsenal',
  'chelsea',
  'sunshine',
  'princess',
  'monkey',
  'dragon',
  'superman',
  'changeme',
  'default',
  'administrator',
  'admin',
  'headwater',
  'council',
  'summer',
  'autumn',
  'winter',
  'spring',
  'january',
  'february',
  'november',
  'december',
  'october',
  'september',
] as const

const LEAST_OF_ONES_OWN = 6

/** Counting up, a year, and one character held down. */
const RUNS = /0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|(?:19|20)\d\d|(.)\1{2,}/gu

/** How many characters are left of a password without what everybody tries. */
function ofOnesOwn(lower: string): number {
  const rest = TRIED_FIRST.reduce((text, word) => text.replaceAll(word, ' '), lower)
  return Array.from(rest.replaceAll(RUNS, ' ').replaceAll(/\s/gu, '')).length
}

/**
 * Whether a password may be used: long enough, not the person's own name or address, not one character again and again, and
 * more than what is guessed first. No rules about kinds of characters. Source: OWASP ASVS 4.0.3, 2.1.1 to 2.1.9.
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
  if (ofOnesOwn(lower) < LEAST_OF_ONES_OWN)
    return weak(
      'The password is made of words and runs of keys that are guessed first',
      'Add words of your own: several that do not belong together',
    )
  return ok(password)
}

function weak(message: string, mend: string): Result<string> {
  return refused({ kind: 'weak-password', field: 'password', message, mend })
}
