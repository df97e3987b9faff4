import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tx } from '#db'
import { isoDay } from '#kernel/dates.ts'
import type { Result } from '#kernel/result.ts'
import { auditEntries } from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import {
  comingSettings,
  setSetting,
  setting,
  settingHistory,
  settingsOn,
  wholeSetting,
  catalogue,
} from './index.ts'

const LIMIT = wholeSetting({
  id: 'example.limit',
  name: 'Limit',
  sentence: 'Above this, two people sign.',
  unit: 'pence',
  least: 0,
  most: 1000,
  shipped: [
    { from: '2020-04-01', value: 100, source: 'shipped first' },
    { from: '2026-04-01', value: 200, source: 'shipped later' },
  ],
})

eachDatabase('settings', ({ open }) => {
  test('what is shipped holds until the council sets its own, from a day on', async () => {
    const db = await open()
    const actor = anActor({ name: 'Asha Reed' })
    const on = (day: string): Promise<unknown[]> =>
      db.inCouncil(actor.council, async (tx) => {
        const held = await setting(tx, LIMIT, isoDay(day))
        return [held.value, held.source, held.by]
      })
    assert.deepEqual(await on('2026-03-31'), [100, 'shipped first', undefined])
    assert.deepEqual(await on('2026-04-01'), [200, 'shipped later', undefined])
    const put = (from: string, value: unknown, source: string): Promise<{ ok: boolean }> =>
      db.inCouncil(actor.council, (tx: Tx) =>
        setSetting(tx, actor, LIMIT, { from: isoDay(from), value, source }),
      )
    assert.ok((await put('2026-06-01', 300, 'Cabinet, 12 May 2026')).ok)
    assert.ok((await put('2026-06-01', 350, 'Cabinet, corrected')).ok)
    assert.deepEqual(await on('2026-05-31'), [200, 'shipped later', undefined])
    assert.deepEqual(await on('2026-06-01'), [350, 'Cabinet, corrected', 'Asha Reed'])
    const history = await db.inCouncil(actor.council, (tx) => settingHistory(tx, LIMIT))
    assert.deepEqual(
      history.map((own) => own.value),
      [350, 300],
    )
    const [entry] = await db.inCouncil(actor.council, (tx) => auditEntries(tx))
    assert.deepEqual(entry?.before, { value: 300, from: '2026-06-01' })
    assert.deepEqual(entry.after, { value: 350, from: '2026-06-01' })
    assert.equal(entry.subject, 'setting/example.limit')
  })

  test('a value that may not be, or has no source, is refused and not kept', async () => {
    const db = await open()
    const actor = anActor({})
    await db.inCouncil(actor.council, async (tx) => {
      const from = isoDay('2026-04-01')
      for (const value of [1001, -1, 1.5, '100', null]) {
        const result = await setSetting(tx, actor, LIMIT, { from, value, source: 'somewhere' })
        assert.equal(
          result.ok ? '' : result.refusals[0]?.mend,
          'Give a whole number from 0 to 1000',
        )
      }
      const bare = await setSetting(tx, actor, LIMIT, { from, value: 1, source: '  ' })
      assert.equal(bare.ok ? '' : bare.refusals[0]?.kind, 'no-source')
      assert.deepEqual(await settingHistory(tx, LIMIT), [])
    })
  })

  test('values to come are listed by their day, and of one day the newest', async () => {
    const db = await open()
    const actor = anActor({})
    await db.inCouncil(actor.council, async (tx) => {
      for (const [from, value] of [
        ['2027-04-01', 10],
        ['2026-12-01', 20],
        ['2027-04-01', 30],
        ['2026-11-01', 40],
      ] as const)
        await setSetting(tx, actor, LIMIT, { from: isoDay(from), value, source: 'Cabinet' })
      const coming = await comingSettings(tx, isoDay('2026-11-24'))
      assert.deepEqual(
        coming.map((own) => [own.from, own.value]),
        [
          ['2026-12-01', 20],
          ['2027-04-01', 30],
        ],
      )
    })
  })

  test('two people who set the same: the second is told and nothing is overwritten', async () => {
    const db = await open()
    const actor = anActor({})
    const put = (value: number, shown: number): Promise<Result<unknown>> =>
      db.inCouncil(actor.council, (tx) =>
        setSetting(tx, actor, LIMIT, {
          from: isoDay('2027-04-01'),
          value,
          source: 'Cabinet',
          shown,
        }),
      )
    const both = await Promise.all([put(10, 0), put(20, 0)])
    const refusals = both.flatMap((each) => (each.ok ? [] : each.refusals.map((r) => r.kind)))
    assert.deepEqual(refusals, ['changed-meanwhile'])
    const history = await db.inCouncil(actor.council, (tx) => settingHistory(tx, LIMIT))
    assert.equal(history.length, 1)
    assert.ok((await put(30, 1)).ok)
  })

  test('one council sees nothing of what another has set', async () => {
    const db = await open()
    const [a, b] = [anActor({}), anActor({})]
    await db.inCouncil(a.council, (tx) =>
      setSetting(tx, a, LIMIT, { from: isoDay('2026-04-01'), value: 5, source: 'ours' }),
    )
    const lines = await db.inCouncil(b.council, (tx) =>
      settingsOn(tx, catalogue([LIMIT]), isoDay('2026-04-01')),
    )
    assert.deepEqual(
      lines.map((line) => line.held.value),
      [200],
    )
  })
})

test('a catalogue refuses two settings of one name and a shipped value that may not be', () => {
  assert.throws(() => catalogue([LIMIT, LIMIT]), /two settings are named example.limit/)
  const bad = { ...LIMIT, shipped: [{ from: '2020-04-01', value: 5000, source: 'x' }] as const }
  assert.throws(() => catalogue([bad]), /the shipped value of example.limit is not a whole number/)
})
