import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Where } from '#db'
import type { Option } from './command.ts'

export const DATA: Option = {
  name: 'data',
  type: 'string',
  value: 'DIR',
  help: 'Folder of the embedded database (default: data, or HEADWATER_DATA). DATABASE_URL in the environment names a PostgreSQL server instead.',
}

/** Where the council's database is: `--data`, `DATABASE_URL`, `HEADWATER_DATA`, or the folder `data`. */
export function whereOf(options: Readonly<Record<string, string | boolean | undefined>>): Where {
  const data = options['data']
  const url = process.env['DATABASE_URL']
  if (typeof data !== 'string' && url !== undefined && url !== '') return { url }
  return { dataDir: typeof data === 'string' ? data : (process.env['HEADWATER_DATA'] ?? 'data') }
}

/** What signs form tokens: from the environment, or kept beside an embedded database so that open forms survive a restart. */
export async function secretOf(where: Where): Promise<Uint8Array> {
  const given = process.env['HEADWATER_SECRET']
  if (given !== undefined && given.length >= 32) return new TextEncoder().encode(given)
  if (!('dataDir' in where)) return new Uint8Array(randomBytes(32))
  const path = join(where.dataDir, 'secret')
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    const secret = new Uint8Array(randomBytes(32))
    await mkdir(where.dataDir, { recursive: true, mode: 0o700 })
    await writeFile(path, secret, { mode: 0o600, flag: 'wx' })
    return secret
  }
}
