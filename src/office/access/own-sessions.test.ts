import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { auditEntries } from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import {
  addCouncil,
  addPerson,
  deactivatePerson,
  endOtherSessions,
  findSession,
  ownSessions,
  reactivatePerson,
  signIn,
} from './index.ts'
import type { OwnSession } from './index.ts'

const START = Temporal.Instant.from('2026-11-24T10:00:00Z')
const PASSWORD = 'correct horse battery'
const after = (minutes: number): Temporal.Instant => START.add({ minutes })

let made = 0

async function aCouncil(db: Db): Promise<Actor & { email: string }> {
  made += 1
  const email = `own${made}@marlshire.example`
  const administrator = { email, name: 'Ines Okafor', password: PASSWORD }
  const council = { name: 'Marlshire', kind: 'example', administrator, at: START }
  return { ...unwrap(await addCouncil(db, council)), email }
}

eachDatabase('own sessions', ({ open }) => {
  test('somebody sees where they are signed in, and signs out everywhere else', async () => {
    const db = await open()
    const me = await aCouncil(db)
    const enter = async (minutes: number): Promise<string> =>
      unwrap(await signIn(db, { email: me.email, password: PASSWORD, at: after(minutes) })).token
    await enter(0)
    const elsewhere = await enter(40)
    const here = await enter(50)
    const at = { ...me, at: after(51) }
    const seen = (): Promise<readonly OwnSession[]> =>
      db.inCouncil(me.council, (tx) => ownSessions(tx, at, here))
    assert.deepEqual(
      (await seen()).map((each) => [each.startedAt, each.here]),
      [
        ['2026-11-24T10:50:00Z', true],
        ['2026-11-24T10:40:00Z', false],
      ],
      'the session left idle for 51 minutes is not among them',
    )
    const end = (): Promise<number> =>
      db.inCouncil(me.council, (tx) => endOtherSessions(tx, at, here))
    assert.equal(await end(), 2)
    assert.equal(await findSession(db, elsewhere, after(51)), undefined)
    assert.equal((await findSession(db, here, after(51)))?.person, me.person)
    assert.equal(await end(), 0)
    const entries = await db.inCouncil(me.council, (tx) =>
      auditEntries(tx, { verb: 'signed out everywhere else' }),
    )
    assert.deepEqual(
      entries.map((entry) => entry.after),
      [{ ended: 2 }],
    )
  })

  test('an account that somebody else has put out of use already is told so, and recorded once', async () => {
    const db = await open()
    const admin = await aCouncil(db)
    await db.inCouncil(admin.council, async (tx) => {
      const email = `other${made}@marlshire.example`
      const { id } = unwrap(await addPerson(tx, admin, { email, name: 'Ben Cole', roles: [] }))
      const twice = [
        await reactivatePerson(tx, admin, { person: id }),
        await deactivatePerson(tx, admin, { person: id }),
        await deactivatePerson(tx, admin, { person: id }),
      ]
      assert.deepEqual(
        twice.map((each) => (each.ok ? 'ok' : each.refusals[0]?.message)),
        [
          'The account of Ben Cole is in use already',
          'ok',
          'The account of Ben Cole is out of use already',
        ],
      )
      assert.equal((await auditEntries(tx, { subject: `person/${id}` })).length, 2)
    })
  })
})
