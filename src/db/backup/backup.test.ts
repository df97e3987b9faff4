import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { backup, CannotRestore, DamagedBackup, newId, restore } from '#db'
import type { BackedUp, Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { unwrap } from '#kernel/result.ts'
import { ACCESS_SETTINGS, addCouncil, councils, signIn } from '#office/access/index.ts'
import { record, verify } from '#office/audit/index.ts'
import { documentBytes, keep } from '#office/documents/index.ts'
import { setSetting } from '#office/settings/index.ts'
import { embedded, onServer } from '#test/support/database.ts'
import { inOrder } from './order.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-backup-'))
const opened: Db[] = []
after(async () => {
  for (const db of opened) await db.close()
  rmSync(folder, { recursive: true, force: true })
})

async function given(make: () => Promise<Db>): Promise<Db> {
  const db = await make()
  opened.push(db)
  return db
}

let pair: Promise<[Db, Db]> | undefined
/** A database to back up, and one into which these tests never get anything. */
function sourceAndEmpty(): Promise<[Db, Db]> {
  pair ??= Promise.all([given(embedded), given(embedded)])
  return pair
}

const AT = Temporal.Instant.from('2026-11-24T10:00:00.000001Z')
const LARGE = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * 7919) % 251)
/** Text with everything that a line of a file could stumble over. */
const ODD = 'a\nb\r\u2028c\u2029"quoted"\\ {,} é 𝕓 NULL'

async function aCouncil(db: Db, name: string, acts = 20): Promise<Actor> {
  const administrator = { email: `${name}@example.org`, name, password: 'blue tidal lantern' }
  const actor = unwrap(await addCouncil(db, { name, kind: 'example', administrator, at: AT }))
  await db.inCouncil(actor.council, async (tx) => {
    await keep(tx, actor, { name: 'a.bin', type: 'application/octet-stream', bytes: LARGE })
    const value = { from: isoDay('2026-11-24'), value: 20, source: ODD }
    unwrap(await setSetting(tx, actor, ACCESS_SETTINGS[0], value))
    for (let i = 0; i < acts; i += 1)
      await record(tx, actor, { verb: 'counted', subject: ODD, before: { ODD, n: i / 3 } })
  })
  return actor
}

async function roundTrip(from: Db, to: Db, name: string): Promise<[BackedUp, BackedUp, Actor]> {
  const actor = await aCouncil(from, name, 1100)
  await aCouncil(from, `${name}-2`)
  const file = join(folder, `${name}.headwater`)
  const written = await backup(from, file)
  const restored = await restore(file, to)
  return [written, restored, actor]
}

for (const [name, from, to] of [
  ['embedded-to-server', embedded, onServer],
  ['server-to-embedded', onServer, embedded],
] as const)
  test(`everything moves ${name.replaceAll('-', ' ')} with nothing lost`, async () => {
    const [old, fresh] = [await given(from), await given(to)]
    const [written, restored, actor] = await roundTrip(old, fresh, name)
    assert.deepEqual(restored, written)
    assert.equal(written.councils, 2)
    const counts = new Map(written.tables.map((table) => [table.end, table.rows]))
    assert.equal(counts.get('audit.entry'), 1104 + 24)
    assert.equal(counts.get('documents.part'), 2 * 2)
    assert.ok(counts.has('jobs.run'))
    const again = await backup(fresh, join(folder, `${name}-again.headwater`))
    assert.deepEqual(again, written)
    const chain = await fresh.inCouncil(actor.council, (tx) => verify(tx, actor.council))
    assert.deepEqual(chain, await old.inCouncil(actor.council, (tx) => verify(tx, actor.council)))
    assert.equal(chain.kind, 'whole')
    assert.ok(
      (
        await signIn(fresh, {
          email: `${name}@example.org`,
          password: 'blue tidal lantern',
          at: AT,
        })
      ).ok,
    )
  })

test('a backup taken while others write holds one moment, and nobody is stopped', async () => {
  const [db, target] = [await given(onServer), await given(embedded)]
  const actor = await aCouncil(db, 'busy')
  const stopped = new AbortController()
  let written = 0
  const writer = (async () => {
    while (!stopped.signal.aborted) {
      await db.inCouncil(actor.council, async (tx) => {
        const bytes = new TextEncoder().encode(`file ${written}`)
        await keep(tx, actor, { name: 'x', type: 'text/plain', bytes })
      })
      written += 1
    }
  })()
  const file = join(folder, 'busy.headwater')
  await backup(db, file)
  stopped.abort()
  await writer
  assert.ok(written > 0, 'something was written meanwhile')
  const restored = await restore(file, target)
  const count = (name: string): number =>
    restored.tables.find((table) => table.end === name)?.rows ?? 0
  assert.equal(count('documents.part'), count('documents.document') + 1, 'the large one has two')
  const chain = await target.inCouncil(actor.council, (tx) => verify(tx, actor.council))
  assert.equal(chain.kind, 'whole')
})

test('councils that are there already are never touched, and others come in beside them', async () => {
  const [db, target] = [await given(embedded), await given(embedded)]
  const actor = await aCouncil(db, 'moving')
  const file = join(folder, 'moving.headwater')
  await backup(db, file)
  const resident = await aCouncil(target, 'resident')
  await restore(file, target)
  const names = await target.outside((tx) => councils(tx))
  assert.deepEqual(
    names.map((council) => council.name),
    ['moving', 'resident'],
  )
  await assert.rejects(restore(file, target), (error: unknown) => {
    assert.ok(error instanceof CannotRestore)
    assert.match(error.message, /1 of the 1 councils in the backup are in this database already/)
    return true
  })
  for (const each of [actor, resident]) {
    const chain = await target.inCouncil(each.council, (tx) => verify(tx, each.council))
    assert.equal(chain.kind, 'whole')
    assert.equal(chain.entries, 24)
  }
})

test('a file that is damaged anywhere restores nothing and says so', async () => {
  const [db, target] = await sourceAndEmpty()
  await aCouncil(db, 'damaged')
  const file = join(folder, 'damaged.headwater')
  await backup(db, file)
  const whole = readFileSync(file)
  const lines = gunzipSync(whole).toString('utf8').split('\n')
  const at = lines.findIndex((line) => line.includes('"counted"'))
  const without = (index: number): Buffer => gzipSync(lines.toSpliced(index, 1).join('\n'))
  const changed = lines.with(at, (lines[at] ?? '').replace('counted', 'COUNTED')).join('\n')
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['cut short', whole.subarray(0, whole.length - 100)],
    ['empty', new Uint8Array(0)],
    ['not a backup', gzipSync('{"hello":1}\n')],
    ['not gzip', Buffer.from('PK\u0003\u0004 not a backup')],
    ['without a row', without(at)],
    ['with a row changed', gzipSync(changed)],
    ['without its end', without(lines.length - 2)],
    ['with a flipped bit', whole.with(whole.length >> 1, (whole[whole.length >> 1] ?? 0) ^ 4)],
  ]
  for (const [how, bytes] of cases) {
    const bad = join(folder, 'bad.headwater')
    writeFileSync(bad, bytes)
    await assert.rejects(restore(bad, target), DamagedBackup, how)
  }
  assert.deepEqual(await target.outside((tx) => councils(tx)), [])
})

test('a backup of a newer version is not restored by an older one', async () => {
  const [db, target] = await sourceAndEmpty()
  const file = join(folder, 'newer.headwater')
  await backup(db, file)
  const text = gunzipSync(readFileSync(file)).toString('utf8')
  writeFileSync(file, gzipSync(text.replace('0001-access.sql', '9999-later.sql')))
  await assert.rejects(restore(file, target), /another version: it has had migration 9999-later/)
})

test('a backup is readable by its owner alone, and one that fails leaves no file', async () => {
  const [db] = await sourceAndEmpty()
  await aCouncil(db, 'private')
  const file = join(folder, 'private.headwater')
  await backup(db, file)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  await assert.rejects(backup(db, join(folder, 'no', 'such', 'folder.headwater')), /ENOENT/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  )
  const actor = newId<'council'>()
  assert.equal(
    await db.inCouncil(actor, (tx) => documentBytes(tx, newId<'document'>())),
    undefined,
    'the database goes on after a backup that failed',
  )
})

function aTable(name: string, ...needs: string[]): Parameters<typeof inOrder>[0][number] {
  const known = { schema: '', columns: [], key: [], apart: true, walled: true, policies: 1 }
  return { ...known, name, table: name, needs }
}

test('tables come in an order in which each finds what it points at; a circle is a fault', () => {
  const tables = [aTable('c', 'b', 'c'), aTable('b', 'a'), aTable('a')]
  assert.deepEqual(
    inOrder(tables).map((each) => each.name),
    ['a', 'b', 'c'],
  )
  assert.throws(() => inOrder([aTable('a', 'b'), aTable('b', 'a')]), /in a circle: a, b/)
})
