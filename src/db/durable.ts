import { closeSync, fsyncSync, openSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/**
 * A commit is on the disk before it is acknowledged. PGlite starts PostgreSQL with `-F` (never wait for the disk) and its
 * file system has no `fsync`; we leave out the one and add the other, so that a power cut loses nothing either.
 * `fdatasync` stays empty in PGlite, hence the method.
 */
export const DURABLE_PARAMS: readonly string[] = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

const ROOT = '/pglite/data'

/** Gives the file system under a database its `fsync`. A PGlite that is built otherwise is a fault: it would not be safe. */
export function syncsToDisk(pglite: PGlite): void {
  const found: unknown = pglite.Module.FS.lookupPath(ROOT, {}).node
  const operations = isRecord(found) ? found['stream_ops'] : undefined
  if (!isRecord(operations) || typeof operations['write'] !== 'function')
    throw new Error('this version of PGlite keeps its files in a way that we cannot make durable')
  operations['fsync'] = (stream: unknown): number => {
    const file = isRecord(stream) ? stream['nfd'] : undefined
    if (typeof file === 'number') fsyncSync(file)
    return 0
  }
}

/** Writes every file of a folder that was just made through to the disk, and where the system allows the folders too. */
export async function syncFolder(folder: string): Promise<void> {
  const windows = process.platform === 'win32'
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (windows && entry.isDirectory()) continue
    const file = openSync(join(entry.parentPath, entry.name), windows ? 'r+' : 'r')
    fsyncSync(file)
    closeSync(file)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
