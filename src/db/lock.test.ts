import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { backupAt, emptyImage, FolderInUse, openDatabase, restoreAt, rows, sql } from '#db'
import { z } from 'zod'
import { here } from './alive.ts'
import { lockFolder } from './lock.ts'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-lock-'))
  folders.push(folder)
  return folder
}

const WRITER = fileURLToPath(new URL('../../test/support/db-writer.ts', import.meta.url))

/** Starts a process that writes, and gathers the names it was told are kept. */
async function writer(folder: string, prefix: string): Promise<[ChildProcess, string[]]> {
  const child = spawn(process.execPath, [WRITER, folder, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kept: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => line !== 'open' && kept.push(line))
  await once(lines, 'line')
  return [child, kept]
}

test('killing the program in the middle of writing, three times, loses nothing it had acknowledged', async () => {
  const folder = aFolder()
  await (await openDatabase({ dataDir: folder, image: await emptyImage() })).close()
  const acknowledged: string[] = []
  for (const [i, milliseconds] of [150, 400, 700].entries()) {
    const [child, kept] = await writer(folder, `round ${i} council `)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    child.kill('SIGKILL')
    await once(child, 'close')
    assert.ok(kept.length > 0, 'the writer wrote before it was killed')
    acknowledged.push(...kept)
  }
  const db = await openDatabase({ dataDir: folder })
  const found = await db.outside((tx) =>
    rows(tx, z.object({ name: z.string() }), sql`select name from access.council`),
  )
  await db.close()
  const names = new Set(found.map((row) => row.name))
  assert.deepEqual(
    acknowledged.filter((name) => !names.has(name)),
    [],
  )
  assert.ok(names.size <= acknowledged.length + 3, 'at most one unacknowledged write a round')
})

test('a second process on the same data folder is refused, with the folder and the process named', async () => {
  const folder = aFolder()
  await (await openDatabase({ dataDir: folder, image: await emptyImage() })).close()
  const [child] = await writer(folder, 'first ')
  await assert.rejects(openDatabase({ dataDir: folder }), (error: unknown) => {
    assert.ok(error instanceof FolderInUse)
    assert.match(error.message, new RegExp(`${folder} is in use by process ${child.pid} on `))
    return true
  })
  child.kill('SIGKILL')
  await once(child, 'close')
  await (await openDatabase({ dataDir: folder })).close()
})

test('while a process writes to a folder another backs it up and restores into it, through that process', async () => {
  const [folder, elsewhere, empty] = [aFolder(), aFolder(), aFolder()]
  const start = await emptyImage()
  await (await openDatabase({ dataDir: folder, image: start })).close()
  await (await openDatabase({ dataDir: empty, image: start })).close()
  const [child, kept] = await writer(folder, 'council ')
  const file = join(elsewhere, 'running.headwater')
  const written = await backupAt({ dataDir: folder }, file)
  assert.ok(written.councils > 0)
  const [other] = await writer(empty, 'resident ')
  const restored = await restoreAt({ dataDir: empty }, file)
  assert.deepEqual(restored, written)
  await assert.rejects(restoreAt({ dataDir: empty }, file), {
    name: 'CannotRestore',
    message: /are in this database already/,
  })
  assert.ok(kept.length >= written.councils - 1, 'the writer went on')
  for (const each of [child, other]) {
    each.kill('SIGKILL')
    await once(each, 'close')
  }
  const db = await openDatabase({ dataDir: empty })
  const found = await db.outside((tx) =>
    rows(
      tx,
      z.object({ n: z.number() }),
      sql`select count(*) as n from access.council where name like 'council %'`,
    ),
  )
  await db.close()
  assert.deepEqual(found, [{ n: written.councils }])
})

test('the embedded database waits for the disk at every commit', async () => {
  const db = await openDatabase({ dataDir: aFolder(), image: await emptyImage() })
  const { rows: found } = await db.raw.executeSql(
    "select name::text, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'wal_sync_method', 'full_page_writes') order by name",
  )
  await db.close()
  assert.deepEqual(found, [
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'wal_sync_method', setting: 'fsync' },
  ])
})

test('the same process may not open a folder twice, and may again after closing it', async () => {
  const folder = aFolder()
  const first = await lockFolder(folder)
  await assert.rejects(lockFolder(folder), FolderInUse)
  await first.release()
  await (await lockFolder(folder)).release()
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('draft')),
    [],
  )
})

test('of many who come at once to a folder left by a dead process, exactly one gets it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const folder = aFolder()
    writeFileSync(join(folder, 'lock.1'), dead({}))
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)))
    const won = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    assert.equal(won.length, 1)
    for (const lock of won) await lock.release()
  }
})

test('a process number that was given to another process does not hold the folder', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'lock.7'), dead({ ...(await here()), started: 'another time' }))
  await (await lockFolder(folder)).release()
  assert.deepEqual(readdirSync(folder), ['lock.8'])
})

test('a holder on another host counts as alive while it touches its file, and dead a minute after', async () => {
  const folder = aFolder()
  const path = join(folder, 'lock.1')
  writeFileSync(path, dead({ machine: 'elsewhere/boot' }))
  await assert.rejects(lockFolder(folder), /in use by process 1 on elsewhere since/)
  const past = Temporal.Now.instant().epochMilliseconds / 1000 - 61
  utimesSync(path, past, past)
  await (await lockFolder(folder)).release()
})

/** What a process leaves that was killed: by default one of this host before its last start. */
function dead(holder: Partial<{ pid: number; started: string; machine: string }>): string {
  return JSON.stringify({
    pid: 1,
    started: '0',
    machine: `${hostname()}/long ago`,
    since: '2026-01-01T00:00:00Z',
    released: false,
    ...holder,
  })
}
