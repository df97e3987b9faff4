import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrations } from './migrate.ts'
import type { Migration } from './migrate.ts'

/** Beside the installed packages: it is made of them and of the migrations alone, and may be taken away at any time. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/headwater/', import.meta.url))

/** The image of an empty database for these migrations, if one was made: it saves the first start two of its three seconds. */
export async function preparedImage(list?: readonly Migration[]): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(pathOf(list ?? (await migrations())))])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Keeps an image for later; a folder that may not be written is no fault, only slower. */
export async function keepImage(list: readonly Migration[], image: Blob): Promise<void> {
  const path = pathOf(list)
  const part = `${path}.${randomUUID()}`
  try {
    await mkdir(FOLDER, { recursive: true })
    await writeFile(part, new Uint8Array(await image.arrayBuffer()))
    await rename(part, path)
    await removeOthers(path)
  } catch (error) {
    process.emitWarning(`an image of the empty database was not kept: ${String(error)}`)
  }
}

/** Images for other migrations, which nobody needs any more. */
async function removeOthers(path: string): Promise<void> {
  for (const name of await readdir(FOLDER))
    if (name.endsWith('.tar') && join(FOLDER, name) !== path)
      await rm(join(FOLDER, name), { force: true })
}

function pathOf(list: readonly Migration[]): string {
  const made = JSON.stringify([process.version, list.map((each) => [each.name, each.sha256])])
  const key = createHash('sha256').update(made).digest('hex').slice(0, 16)
  return join(FOLDER, `empty-${key}.tar`)
}
