import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakAt, NOTHING_BEFORE, sealText } from './index.ts'
import type { Entry } from './index.ts'

const FIRST: Entry = {
  seq: 1,
  at: '2026-11-24T10:00:00Z',
  person: 'p',
  personName: 'Asha Reed',
  verb: 'added a person',
  subject: 'person/p',
  why: undefined,
  before: undefined,
  after: { name: 'Asha Reed', email: 'asha@example.org' },
  previousHash: NOTHING_BEFORE,
  hash: 'a',
}

test('the seal does not depend on the order in which a value was written', () => {
  const turned = { ...FIRST, after: { email: 'asha@example.org', name: 'Asha Reed' } }
  assert.equal(sealText('c', turned), sealText('c', FIRST))
})

test('every part of an entry, and the council, is under the seal', () => {
  const changes: readonly Partial<Entry>[] = [
    { seq: 2 },
    { at: '2026-11-24T10:00:01Z' },
    { person: 'q' },
    { personName: 'A. Reed' },
    { verb: 'removed a person' },
    { subject: 'person/q' },
    { why: 'because' },
    { before: {} },
    { after: { name: 'Asha Read', email: 'asha@example.org' } },
    { previousHash: 'b' },
  ]
  const texts = [sealText('c', FIRST), sealText('d', FIRST)]
  for (const change of changes) texts.push(sealText('c', { ...FIRST, ...change }))
  assert.equal(new Set(texts).size, changes.length + 2)
})

test('a break is named by the first entry that does not fit, and how', () => {
  const before = { seq: 0, hash: NOTHING_BEFORE }
  assert.equal(breakAt(FIRST, before, 'a'), undefined)
  assert.equal(breakAt(FIRST, before, 'x')?.kind, 'changed')
  assert.equal(breakAt(FIRST, { seq: 0, hash: 'z' }, 'a')?.kind, 'out-of-chain')
  assert.deepEqual(breakAt({ ...FIRST, seq: 3 }, { seq: 1, hash: 'z' }, 'a'), {
    seq: 2,
    kind: 'missing',
    message: 'Entry 2 is missing: entry 3 follows.',
  })
})
