import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { html, type Route } from '#web'
import { openBrowser } from '#test/support/visit.ts'

const started = Promise.withResolvers<void>()
const signals: AbortSignal[] = []

async function* beats(): AsyncGenerator {
  yield { done: 1, of: 10 }
  await Promise.withResolvers<void>().promise
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/slow',
    access: 'public',
    handle: async () => {
      started.resolve()
      await new Promise((resolve) => {
        setTimeout(resolve, 150)
      })
      return { kind: 'sheet', sheet: { title: 'Slow', body: html`<h1>Finished</h1>` }, model: {} }
    },
  },
  {
    method: 'GET',
    path: '/events',
    access: 'public',
    handle: async (visit) => {
      signals.push(visit.signal)
      return { kind: 'events', events: beats() }
    },
  },
]

test('closing finishes the page in flight, ends event streams and takes nothing new', async () => {
  const browser = await openBrowser(routes)
  const address = await browser.server.listen({ port: 0 })
  const events = await fetch(`${address}/events`)
  const reader = events.body?.getReader()
  assert.ok(reader)
  await reader.read()
  const slow = fetch(`${address}/slow`)
  await started.promise
  const from = performance.now()
  const closed = browser.close()
  const page = await slow
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Finished/)
  await closed
  assert.ok(performance.now() - from < 2_000)
  assert.ok(signals[0]?.aborted)
  await assert.rejects(fetch(`${address}/slow`))
})

test('a reader who goes away is noticed', async () => {
  const browser = await openBrowser(routes)
  const address = new URL(await browser.server.listen({ port: 0 }))
  const socket = connect(Number(address.port), address.hostname)
  const some = Promise.withResolvers<void>()
  socket.once('data', () => some.resolve())
  socket.write('GET /events HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await some.promise
  const signal = signals.at(-1)
  assert.ok(signal !== undefined && !signal.aborted)
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve())
  })
  socket.destroy()
  await aborted
  await browser.close()
})

test('what is not HTTP is told so and hung up on', async () => {
  const browser = await openBrowser(routes)
  const address = new URL(await browser.server.listen({ port: 0 }))
  const socket = connect(Number(address.port), address.hostname)
  let text = ''
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
  })
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  socket.write('GARBAGE\r\n\r\n')
  await ended
  assert.match(text, /^HTTP\/1\.1 400/)
  assert.doesNotMatch(text, /at .*\.[jt]s/)
  await browser.close()
})
