import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanName, joinParts, partsOf } from './index.ts'

test('a file cut into parts and joined again is the same file, at every size', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.integer({ min: 1, max: 20 }),
      (bytes, size) => {
        const parts = partsOf(bytes, size)
        assert.ok(parts.every((part) => part.length > 0 && part.length <= size))
        assert.deepEqual(joinParts(parts, bytes.length), bytes)
      },
    ),
  )
})

test('a file of which a part is lost is a fault, not a shorter file', () => {
  const parts = partsOf(new Uint8Array(10), 4)
  assert.throws(() => joinParts(parts.slice(1), 10), /a document of 10 bytes has 6 kept/)
})

test('a name keeps neither folders nor control characters', () => {
  assert.equal(cleanName('C:\\Users\\a\\episodes 2025.csv'), 'episodes 2025.csv')
  assert.equal(cleanName('../../etc/passwd'), 'passwd')
  assert.equal(cleanName('a\u0000b\r\n.csv'), 'ab.csv')
  assert.equal(cleanName('folder/'), 'unnamed')
  assert.equal(cleanName('x'.repeat(300)).length, 200)
})
