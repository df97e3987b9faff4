import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, rows, sql } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { auditEntries, verify } from '#office/audit/index.ts'
import { setSetting } from '#office/settings/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { eachDatabase } from '#test/support/database.ts'
import { z } from 'zod'
import {
  actorByEmail,
  addCouncil,
  addPerson,
  changePassword,
  councils,
  deactivatePerson,
  findSession,
  IDLE_MINUTES,
  people,
  personByEmail,
  reactivatePerson,
  setPassword,
  setRoles,
  signIn,
  signOut,
} from './index.ts'
import type { NewSignIn } from './index.ts'

const START = Temporal.Instant.from('2026-11-24T10:00:00Z')
const PASSWORD = 'correct horse battery'

const after = (minutes: number): Temporal.Instant =>
  START.add({ seconds: Math.round(minutes * 60) })

let made = 0

/** A council with one administrator; every address is used once. */
async function aCouncil(db: Db, email?: string): Promise<Actor & { email: string }> {
  made += 1
  const address = email ?? `admin${made}@marlshire.example`
  const actor = unwrap(
    await addCouncil(db, {
      name: `Marlshire ${made}`,
      kind: 'example',
      administrator: { email: address, name: 'Ines Okafor', password: PASSWORD },
      at: START,
    }),
  )
  return { ...actor, email: address }
}

function enter(db: Db, email: string, at = START, password = PASSWORD): Promise<Result<NewSignIn>> {
  return signIn(db, { email, password, at })
}

function kindOf(result: Result<unknown>): string | undefined {
  return result.ok ? 'ok' : result.refusals[0]?.kind
}

eachDatabase('access', ({ open }) => {
  test('a person signs in, is known by the session, and is not after signing out', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const { token, who, seconds } = unwrap(await enter(db, ` ${admin.email.toUpperCase()} `))
    assert.equal(who.name, 'Ines Okafor')
    assert.equal(seconds, 12 * 3600)
    const found = await findSession(db, token, after(1))
    assert.deepEqual(found, { ...who, at: after(1) })
    await signOut(db, token, after(2))
    assert.equal(await findSession(db, token, after(2)), undefined)
    const entries = await db.inCouncil(admin.council, (tx) => auditEntries(tx))
    assert.deepEqual(
      entries.map((entry) => entry.verb),
      ['signed out', 'signed in', 'added a council', 'added a person'],
    )
    const chain = await db.inCouncil(admin.council, (tx) => verify(tx, admin.council))
    assert.equal(chain.kind, 'whole')
  })

  test('the database keeps no password and no session token, only hashes', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const { token } = unwrap(await enter(db, admin.email))
    const kept = await db.inCouncil(admin.council, (tx) =>
      rows(
        tx,
        z.object({ text: z.string() }),
        sql`select p::text as text from access.person p union all select s::text from access.session s
          union all select n::text from access.sign_in_name n`,
      ),
    )
    assert.equal(kept.length, 3)
    const secret = token.split('.')[1] ?? ''
    assert.ok(secret.length > 40)
    for (const { text } of kept) {
      assert.ok(!text.includes(PASSWORD))
      assert.ok(!text.includes(secret))
    }
    assert.ok(kept.some(({ text }) => text.includes('$argon2id$v=19$m=19456,t=2,p=1$')))
  })

  test('a wrong password, a name nobody has and an account out of use are refused alike', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const email = `gone${made}@marlshire.example`
    const added = await db.inCouncil(admin.council, (tx) =>
      addPerson(tx, admin, { email, name: 'Gone', roles: ['reader'], password: PASSWORD }),
    )
    const { id } = unwrap(added)
    await db.inCouncil(admin.council, (tx) => deactivatePerson(tx, admin, { person: id }))
    const answers = [
      await enter(db, admin.email, START, 'not the password at all'),
      await enter(db, `nobody${made}@marlshire.example`),
      await enter(db, email),
    ]
    assert.deepEqual(answers.map(kindOf), ['not-signed-in', 'not-signed-in', 'not-signed-in'])
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    const entries = await db.inCouncil(admin.council, (tx) =>
      auditEntries(tx, { verb: 'failed to sign in' }),
    )
    assert.deepEqual(
      entries.map((entry) => entry.subject),
      [`person/${id}`, `person/${admin.person}`],
    )
  })

  test('after five wrong passwords even the right one waits, and the wait grows', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    for (let i = 0; i < 5; i += 1)
      assert.equal(
        kindOf(await enter(db, admin.email, START, 'wrong wrong wrong')),
        'not-signed-in',
      )
    const locked = await enter(db, admin.email, after(0.5))
    assert.equal(locked.ok ? '' : locked.refusals[0]?.mend, 'Wait 1 minute and try again')
    assert.equal(
      kindOf(await enter(db, admin.email, after(1.1), 'wrong wrong wrong')),
      'not-signed-in',
    )
    assert.equal(kindOf(await enter(db, admin.email, after(2.9))), 'locked')
    assert.equal(kindOf(await enter(db, admin.email, after(3.2))), 'ok')
    assert.equal(
      kindOf(await enter(db, admin.email, after(3.3), 'wrong wrong wrong')),
      'not-signed-in',
    )
    assert.equal(kindOf(await enter(db, admin.email, after(3.4))), 'ok')
  })

  test('guesses at the same time are all counted', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => enter(db, admin.email, START, 'wrong wrong wrong')),
    )
    const kinds = answers.map(kindOf)
    assert.equal(kinds.filter((kind) => kind === 'not-signed-in').length, 5)
    assert.equal(kinds.filter((kind) => kind === 'locked').length, 4)
  })

  test('a name that nobody has is locked like any other', async () => {
    const db = await open()
    await aCouncil(db)
    const email = `nobody-at-all${made}@marlshire.example`
    for (let i = 0; i < 5; i += 1) await enter(db, email)
    assert.equal(kindOf(await enter(db, email)), 'locked')
  })

  test('a session ends when idle for 30 minutes, and after 12 hours however much it is used', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const { token } = unwrap(await enter(db, admin.email))
    assert.ok(await findSession(db, token, after(29)))
    assert.ok(await findSession(db, token, after(58)))
    assert.equal(await findSession(db, token, after(58 + 31)), undefined)
    const busy = unwrap(await enter(db, admin.email)).token
    for (let minutes = 20; minutes < 720; minutes += 20)
      assert.ok(await findSession(db, busy, after(minutes)), `after ${minutes} minutes`)
    assert.equal(await findSession(db, busy, after(720)), undefined)
  })

  test('the idle time-out is what the council set, for sessions that start after', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const set = await db.inCouncil(admin.council, (tx) =>
      setSetting(tx, admin, IDLE_MINUTES, {
        from: isoDay('2026-11-24'),
        value: 5,
        source: 'information security policy',
      }),
    )
    assert.ok(set.ok)
    const { token } = unwrap(await enter(db, admin.email))
    assert.ok(await findSession(db, token, after(4)))
    assert.equal(await findSession(db, token, after(4 + 6)), undefined)
  })

  test('a token that was altered, or names another council, is no session', async () => {
    const db = await open()
    const [a, b] = [await aCouncil(db), await aCouncil(db)]
    const { token } = unwrap(await enter(db, a.email))
    const [, secret = ''] = token.split('.')
    const last = secret.endsWith('A') ? 'B' : 'A'
    for (const other of [
      `${b.council}.${secret}`,
      `${a.council}.${secret.slice(0, -1)}${last}`,
      secret,
      '',
      `${token}.x`,
      `${newId<'council'>()}.${secret}`,
    ])
      assert.equal(await findSession(db, other, START), undefined)
  })

  test('one address in two councils signs in to the one whose password it is, or is asked which', async () => {
    const db = await open()
    const shared = `shared${made}@region.example`
    const [a, b] = [await aCouncil(db, shared), await aCouncil(db, shared)]
    const asked = await enter(db, shared)
    assert.equal(kindOf(asked), 'choose-council')
    const chosen = await signIn(db, {
      email: shared,
      password: PASSWORD,
      council: b.council,
      at: START,
    })
    assert.equal(unwrap(chosen).who.council, b.council)
    await db.inCouncil(a.council, (tx) =>
      setPassword(tx, a, { person: a.person, password: 'another long secret' }),
    )
    assert.equal(unwrap(await enter(db, shared)).who.council, b.council)
    assert.equal(
      unwrap(await enter(db, shared, START, 'another long secret')).who.council,
      a.council,
    )
  })

  test('changing a password needs the one before, and ends every other session', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const here = unwrap(await enter(db, admin.email)).token
    const elsewhere = unwrap(await enter(db, admin.email)).token
    const change = (current: string, next: string): Promise<Result<undefined>> =>
      db.inCouncil(admin.council, (tx) =>
        changePassword(tx, admin, { current, next, session: here }),
      )
    assert.equal(kindOf(await change('wrong wrong wrong', 'blue tidal lantern')), 'wrong-password')
    assert.equal(kindOf(await change(PASSWORD, 'short')), 'weak-password')
    assert.equal(kindOf(await change(PASSWORD, 'blue tidal lantern')), 'ok')
    assert.ok(await findSession(db, here, START))
    assert.equal(await findSession(db, elsewhere, START), undefined)
    assert.equal(kindOf(await enter(db, admin.email)), 'not-signed-in')
    assert.equal(kindOf(await enter(db, admin.email, START, 'blue tidal lantern')), 'ok')
  })

  test('taking an account out of use ends its sessions at once', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const email = `worker${made}@marlshire.example`
    const added = await db.inCouncil(admin.council, (tx) =>
      addPerson(tx, admin, { email, name: 'Bo Lund', roles: ['worker'], password: PASSWORD }),
    )
    const { id } = unwrap(added)
    const { token } = unwrap(await enter(db, email))
    await db.inCouncil(admin.council, (tx) =>
      deactivatePerson(tx, admin, { person: id, why: 'left the council' }),
    )
    assert.equal(await findSession(db, token, START), undefined)
    assert.equal(kindOf(await actorByEmail(db, { email, at: START })), 'no-such-person')
    await db.inCouncil(admin.council, (tx) => reactivatePerson(tx, admin, { person: id }))
    assert.equal(await findSession(db, token, START), undefined)
    const back = unwrap(await actorByEmail(db, { email, at: START }))
    assert.equal(back.name, 'Bo Lund')
    assert.deepEqual(back.roles, ['worker'])
  })

  test('the last administrator cannot be taken away', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const person = admin.person
    await db.inCouncil(admin.council, async (tx) => {
      assert.equal(kindOf(await deactivatePerson(tx, admin, { person })), 'last-administrator')
      assert.equal(
        kindOf(await setRoles(tx, admin, { person, roles: ['reader'] })),
        'last-administrator',
      )
      const both = await setRoles(tx, admin, { person, roles: ['reader', 'administrator'] })
      assert.deepEqual(both.ok && both.value.roles, ['reader', 'administrator'])
    })
  })

  test('whoever changes roles that somebody else changed meanwhile is told, and nothing is lost', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const email = `two${made}@marlshire.example`
    await db.inCouncil(admin.council, async (tx) => {
      const added = unwrap(await addPerson(tx, admin, { email, name: 'Two', roles: ['reader'] }))
      const shown = ['reader'] as const
      const first = { person: added.id, roles: ['finance'], shown }
      const second = { person: added.id, roles: ['analyst'], shown }
      assert.equal(kindOf(await setRoles(tx, admin, first)), 'ok')
      assert.equal(kindOf(await setRoles(tx, admin, second)), 'changed-meanwhile')
      assert.deepEqual((await personByEmail(tx, email))?.roles, ['finance'])
    })
  })

  test('only an administrator adds and changes people', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const reader: Actor = { ...admin, roles: ['reader', 'chief-finance-officer'] }
    await db.inCouncil(admin.council, async (tx) => {
      const person = admin.person
      const added = await addPerson(tx, reader, { email: 'x@y.example', name: 'X', roles: [] })
      assert.equal(kindOf(added), 'not-allowed')
      assert.equal(kindOf(await setRoles(tx, reader, { person, roles: [] })), 'not-allowed')
      assert.equal(kindOf(await deactivatePerson(tx, reader, { person })), 'not-allowed')
      const reset = { person, password: 'blue tidal lantern' }
      assert.equal(kindOf(await setPassword(tx, reader, reset)), 'not-allowed')
      assert.equal((await people(tx)).length, 1)
    })
  })

  test('a person of another council reads as one who is not there', async () => {
    const db = await open()
    const [a, b] = [await aCouncil(db), await aCouncil(db)]
    await db.inCouncil(b.council, async (tx) => {
      const theirs = await deactivatePerson(tx, b, { person: a.person })
      const nobodys = await deactivatePerson(tx, b, { person: newId<'person'>() })
      assert.equal(kindOf(theirs), 'no-such-person')
      assert.deepEqual(theirs, nobodys)
      assert.equal(await personByEmail(tx, a.email), undefined)
      assert.deepEqual(
        (await councils(tx)).map((council) => council.id),
        [b.council],
      )
    })
    const directory = await db.outside((tx) => councils(tx))
    assert.ok(
      directory.some((c) => c.id === a.council) && directory.some((c) => c.id === b.council),
    )
  })

  test('everything wrong with a new person is said at once', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    const bad = { email: 'nonsense', name: '  ', roles: ['king'], password: 'short' }
    const result = await db.inCouncil(admin.council, (tx) => addPerson(tx, admin, bad))
    assert.deepEqual(result.ok ? [] : result.refusals.map((refusal) => refusal.field), [
      'email',
      'name',
      'roles',
      'password',
    ])
    const twice = { email: admin.email, name: 'Again', roles: [] }
    const taken = await db.inCouncil(admin.council, (tx) => addPerson(tx, admin, twice))
    assert.equal(kindOf(taken), 'email-taken')
  })
})
