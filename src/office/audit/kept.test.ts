import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { record } from '#office/audit/index.ts'
import { embedded } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { keptUntilAct } from './kept.ts'

function counting() {
  let made = 0
  const kept = keptUntilAct(
    () => {
      made += 1
      return Promise.resolve(made)
    },
    (day: string) => day,
  )
  return { made: () => made, kept }
}

describe('what is kept of a council', () => {
  let db: Db
  before(async () => {
    db = await embedded()
  })
  after(() => db.close())

  const act = (actor: Actor) =>
    db.inCouncil(actor.council, (tx) =>
      record(tx, actor, { verb: 'stored an import', subject: `import/${newId()}` }),
    )

  test('is made once, and again after anybody has changed anything there', async () => {
    const actor = anActor({})
    const { kept, made } = counting()
    const ask = (day: string) => db.inCouncil(actor.council, (tx) => kept(tx, day))
    await act(actor)
    assert.equal(await ask('25'), 1)
    assert.equal(await ask('25'), 1)
    assert.equal(await ask('26'), 2, 'another day')
    await act(actor)
    assert.equal(await ask('25'), 3)
    assert.equal(made(), 3)
  })

  test('is never shown to another council, not even before the first act of either', async () => {
    const [one, other] = [anActor({}), anActor({})]
    const { kept } = counting()
    const ask = (a: Actor) => db.inCouncil(a.council, (tx) => kept(tx, '25'))
    assert.notEqual(await ask(one), await ask(other))
    await act(one)
    await act(other)
    assert.notEqual(await ask(one), await ask(other))
  })
})
