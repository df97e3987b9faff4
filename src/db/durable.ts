import { fsyncSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
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

/**
 * Writes every file of a folder that was just made through to the disk, and where the system allows the folders too. A thousand
 * files take seconds on a slow disk, so the first start does not wait for it; closing does.
 */
export async function syncFolder(folder: string): Promise<void> {
  const windows = process.platform === 'win32'
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() || !windows)
    .map((entry) => join(entry.parentPath, entry.name))
  const next = paths.values()
  const worker = async (): Promise<void> => {
    for (const path of next) await syncFile(path, windows ? 'r+' : 'r')
  }
  await Promise.all([worker(), worker(), worker()])
}

async function syncFile(path: string, mode: 'r' | 'r+'): Promise<void> {
  try {
    const file = await open(path, mode)
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    // The database renames and removes files of its own meanwhile, and syncs those itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
