import { z } from 'zod'
import type { Db } from '../contract.ts'
import { FolderInUse } from '../lock.ts'
import { ringBell } from './bell.ts'
import type { Ask } from './bell.ts'
import { End } from './format.ts'
import { restore } from './restore.ts'
import { backup } from './write.ts'
import type { BackedUp } from './write.ts'

const Done = z.object({ councils: z.int(), rows: z.int(), tables: z.array(End) })

/** What a process that holds a database does when it is asked. */
export function whenAsked(db: Db, ask: Ask): Promise<BackedUp> {
  return ask.verb === 'backup' ? backup(db, ask.file) : restore(ask.file, db)
}

/**
 * Backs up or restores a database that is opened for it, or, where another process holds its folder, has that process do it: so it
 * works while the program runs.
 */
export async function backupOrRestore(open: () => Promise<Db>, ask: Ask): Promise<BackedUp> {
  let db: Db
  try {
    db = await open()
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    return Done.parse(await ringBell(error.folder, ask))
  }
  try {
    return await whenAsked(db, ask)
  } finally {
    await db.close()
  }
}
