import { randomInt } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Option, Options } from './command.ts'

export const PASSWORD: Option = {
  name: 'password-stdin',
  type: 'boolean',
  help: 'Read the password from standard input. Otherwise HEADWATER_PASSWORD, or one is made and shown once.',
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The password that was given, or a new one, which is shown once and kept nowhere. */
export async function passwordOf(
  options: Options,
): Promise<{ readonly password: string; readonly made: boolean }> {
  if (options['password-stdin'] === true)
    return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), made: false }
  const given = process.env['HEADWATER_PASSWORD']
  if (given !== undefined && given !== '') return { password: given, made: false }
  return { password: Array.from({ length: 4 }, fourLetters).join('-'), made: true }
}

function fourLetters(): string {
  return Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}
