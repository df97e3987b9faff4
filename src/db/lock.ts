import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { alive, here } from './alive.ts'

/**
 * Holds a data folder for one process: the embedded database has no lock of its own, and two processes on one folder lose
 * data without a word.
 *
 * Locks are files `lock.1`, `lock.2`, ... The highest number holds the folder. To take over from a holder that is gone, a
 * process makes the next number, by a hard link, which only one can do, and then looks again: whoever is not the highest
 * steps back. Numbers only grow (a holder that closes leaves its file, marked released), so that a slow process can never
 * take a number that is free again.
 */
export type FolderLock = { readonly release: () => Promise<void> }

const Holder = z.object({
  pid: z.int(),
  started: z.string(),
  machine: z.string(),
  since: z.string(),
  released: z.boolean(),
})
export type Holder = z.infer<typeof Holder>

const BEAT_MS = 5000

export async function lockFolder(folder: string): Promise<FolderLock> {
  const holder: Holder = {
    ...(await here()),
    since: Temporal.Now.instant().toString(),
    released: false,
  }
  const draft = join(folder, `draft.${randomUUID()}`)
  await writeFile(draft, JSON.stringify(holder), { flush: true })
  try {
    const number = await takeNext(folder, draft)
    await removeOthers(folder, number)
    return held(lockPath(folder, number), holder)
  } finally {
    await rm(draft, { force: true })
  }
}

function lockPath(folder: string, number: number): string {
  return join(folder, `lock.${number}`)
}

async function takeNext(folder: string, draft: string): Promise<number> {
  for (;;) {
    const highest = await highestNumber(folder)
    if (highest > 0) await refuseWhenHeld(folder, lockPath(folder, highest))
    if (!(await linked(draft, lockPath(folder, highest + 1)))) continue
    if ((await highestNumber(folder)) === highest + 1) return highest + 1
    await rm(lockPath(folder, highest + 1), { force: true })
  }
}

async function highestNumber(folder: string): Promise<number> {
  const names = await readdir(folder)
  return Math.max(0, ...names.map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0)))
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function refuseWhenHeld(folder: string, path: string): Promise<void> {
  const text = await textOf(path)
  if (text === undefined) return
  const holder = Holder.parse(JSON.parse(text))
  if (holder.released || !(await alive(holder, path))) return
  throw new FolderInUse(folder, holder)
}

/** The file's text, or undefined when a newer holder has cleared it away meanwhile. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** A second process came to a folder that is in use. */
export class FolderInUse extends Error {
  readonly folder: string

  constructor(folder: string, holder: Holder) {
    super(
      `The data folder ${folder} is in use by process ${holder.pid} on ${holder.machine.split('/')[0]} since ${holder.since}. ` +
        'Stop that process first, or give this one another folder.',
    )
    this.name = 'FolderInUse'
    this.folder = folder
  }
}

async function removeOthers(folder: string, mine: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const number = Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? mine)
    if (number < mine) await rm(join(folder, name), { force: true })
  }
}

function held(path: string, holder: Holder): FolderLock {
  const beat = setInterval(() => {
    const now = Temporal.Now.instant().epochMilliseconds / 1000
    void utimes(path, now, now).catch((error: Error) => process.emitWarning(error))
  }, BEAT_MS)
  beat.unref()
  return {
    release: async () => {
      clearInterval(beat)
      await writeFile(path, JSON.stringify({ ...holder, released: true }), { flush: true })
    },
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
