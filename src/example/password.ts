import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#db'
import { PEOPLE } from './people.ts'

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of four groups of four, about 79 bits, without letters that look like others. */
export function newPassword(): string {
  return Array.from({ length: 4 }, fourLetters).join('-')
}

function fourLetters(): string {
  return Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
}

/** Where the password of the example is kept: beside an embedded database; nowhere for a server or memory. */
export function accountsFile(db: Db): string | undefined {
  return db.kind === 'embedded' && db.place !== 'memory'
    ? join(db.place, 'example-accounts.txt')
    : undefined
}

/** The password kept beside the database, if one is. */
export async function keptPassword(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  try {
    return /^password: (\S+)$/m.exec(await readFile(file, 'utf8'))?.[1]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes the accounts where only the owner of the folder reads them. */
export async function keepPassword(file: string | undefined, password: string): Promise<void> {
  if (file === undefined) return
  const lines = [
    'Accounts of the example council. The people are invented.',
    `password: ${password}`,
    ...PEOPLE.map((p) => `${p.email}: ${p.name}, ${p.post}`),
  ]
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
}
