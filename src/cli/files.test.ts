import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { unwrap } from '#kernel/result.ts'
import { givenFiles } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-files-'))
after(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'b.csv'), 'b')
writeFileSync(join(folder, 'a.csv.gz'), gzipSync('a'))
writeFileSync(join(folder, '.DS_Store'), 'not ours')
mkdirSync(join(folder, 'below'))
writeFileSync(join(folder, 'below', 'b.csv'), 'another b')

const names = (...args: readonly string[]) => unwrap(givenFiles(args)).map((f) => f.name)
const texts = (...args: readonly string[]) =>
  unwrap(givenFiles(args)).map((f) => new TextDecoder().decode(f.bytes))

test('a folder means every file in it, unpacked, in the order of their names', () => {
  assert.deepEqual(names(folder), ['a.csv', 'b.csv'])
  assert.deepEqual(texts(folder), ['a', 'b'])
})

test('the order of files never matters, and a file named twice is one file', () => {
  const [a, b] = [join(folder, 'a.csv.gz'), join(folder, 'b.csv')]
  assert.deepEqual(unwrap(givenFiles([b, a])), unwrap(givenFiles([a, b])))
  assert.deepEqual(unwrap(givenFiles([folder, b, a])), unwrap(givenFiles([folder])))
})

test('two files of one name are told apart by their folders', () => {
  assert.deepEqual(names(join(folder, 'b.csv'), join(folder, 'below')).length, 2)
  assert.ok(names(join(folder, 'b.csv'), join(folder, 'below')).includes('below/b.csv'))
})

test('the hash is of the file as it lies on the disk', () => {
  const [a] = unwrap(givenFiles([folder]))
  assert.equal(a?.file, 'a.csv.gz')
  assert.match(a?.sha256 ?? '', /^[0-9a-f]{64}$/)
  assert.notEqual(a?.sha256, unwrap(givenFiles([join(folder, 'b.csv')]))[0]?.sha256)
})

test('a file that is not there, an empty folder and a damaged archive are refused by name', () => {
  const empty = join(folder, 'below', 'empty')
  mkdirSync(empty)
  const damaged = join(folder, 'below', 'x.csv.gz')
  writeFileSync(damaged, 'not an archive')
  const result = givenFiles([join(folder, 'none.csv'), empty, damaged])
  assert.ok(!result.ok)
  assert.deepEqual(
    result.refusals.map((r) => r.kind),
    ['no-such-file', 'empty-folder', 'not-readable'],
  )
  for (const r of result.refusals) assert.ok(r.file !== undefined && r.mend !== '')
})
