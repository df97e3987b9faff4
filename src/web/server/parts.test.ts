import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { disposition } from './download.ts'
import { eventStream } from './events.ts'
import { fileName } from './form.ts'
import { openGate } from './gate.ts'
import { localPath } from './local-path.ts'
import { twinOf } from './routes.ts'
import { openSigner } from './token.ts'
import { megabytes } from './turned-pages.ts'

const secret = new Uint8Array(32).fill(3)

test('only an address of our own is followed after signing in', () => {
  assert.equal(localPath('/demand?from=2026-04#a'), '/demand?from=2026-04#a')
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/a\nb',
    '',
    'demand',
    undefined,
    null,
  ])
    assert.equal(localPath(bad), undefined, String(bad))
})

test('no text that passes as an address of our own leads a browser elsewhere', () => {
  const text = fc
    .array(fc.constantFrom('/', '\\', '\t', '\n', 'a', '.', ':', '@', '?', '#', ' ', '\0'))
    .map((c) => c.join(''))
  fc.assert(
    fc.property(text, (given) => {
      const path = localPath(given)
      if (path === undefined) return
      assert.equal(new URL(path, 'https://headwater.example').origin, 'https://headwater.example')
    }),
    { numRuns: 2_000 },
  )
})

test('a token is good for whom it was made, and for nobody else; no two are alike', () => {
  const signer = openSigner(secret)
  const token = signer.token('session a')
  assert.ok(signer.isToken(token, 'session a'))
  assert.ok(!signer.isToken(token, 'session b'))
  assert.ok(!openSigner(new Uint8Array(32).fill(4)).isToken(token, 'session a'))
  assert.notEqual(token, signer.token('session a'))
  for (const bad of [null, '', '.', token.slice(1), `${token}x`, token.replace('.', '')])
    assert.ok(!signer.isToken(bad, 'session a'))
  assert.throws(() => openSigner(new Uint8Array(16)), /too short/)
})

test('what is signed for one purpose is not good for another', () => {
  const signer = openSigner(secret)
  const signed = signer.sign('flash', 'Saved: £2m – “done”')
  assert.equal(signer.unsign('flash', signed), 'Saved: £2m – “done”')
  assert.equal(signer.unsign('other', signed), undefined)
  assert.equal(signer.unsign('flash', 'Zm9v.YmFy'), undefined)
})

test('the name of a download never breaks its header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      assert.match(
        disposition(name),
        /^attachment; filename="[^"\\\r\n%]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/,
      )
    }),
  )
})

test('the name of an upload is its last part, without control characters', () => {
  assert.equal(fileName('C:\\Users\\a\\episodes.csv'), 'episodes.csv')
  assert.equal(fileName('../../etc/passwd\0.csv'), 'passwd.csv')
  assert.equal(fileName('x'.repeat(400)).length, 255)
})

test('sizes are said as people say them', () => {
  assert.deepEqual(
    [megabytes(50 * 1024 * 1024), megabytes(1.5 * 1024 * 1024), megabytes(50_000)],
    ['50 MB', '1.5 MB', '48 KB'],
  )
})

test('an address that names a kind of file has no twin', () => {
  assert.deepEqual(['/', '/demand', '/demand/forecast/:run', '/demand/forecast.csv'].map(twinOf), [
    '/index.json',
    '/demand.json',
    '/demand/forecast/:run.json',
    undefined,
  ])
})

test('the gate lets so many through at once, in order, and a failure gives its place up', async () => {
  const gate = openGate(2)
  let inside = 0
  let most = 0
  const order: number[] = []
  const work = async (i: number): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
    inside -= 1
    order.push(i)
    if (i === 1) throw new Error('one fails')
  }
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map((i) => gate.through(() => work(i))))
  assert.deepEqual(
    all.map((each) => each.status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  )
  assert.equal(most, 2)
  assert.deepEqual(order, [0, 1, 2, 3, 4])
})

test('a stream of events keeps the line open, and tells what yields them when the reader leaves', async () => {
  let told = false
  async function* slow(): AsyncGenerator {
    try {
      yield 1
      await new Promise((resolve) => {
        setTimeout(resolve, 60)
      })
      yield 2
      yield 3
    } finally {
      told = true
    }
  }
  const stop = new AbortController()
  let text = ''
  for await (const chunk of eventStream(slow(), stop.signal, 10)) {
    text += String(chunk)
    if (text.includes('data: 2')) stop.abort()
  }
  assert.match(text, /^retry: 2000\n\ndata: 1\n\n(?:: still here\n\n)+data: 2\n\n(?:data: 3\n\n)?$/)
  await new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
  assert.ok(told)
})

async function* never(): AsyncGenerator {
  await Promise.withResolvers<void>().promise
  yield 1
}

test('a stream that waits for ever still ends when the server closes', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 20)
  let text = ''
  for await (const chunk of eventStream(never(), stop.signal)) text += String(chunk)
  assert.equal(text, 'retry: 2000\n\n')
})
