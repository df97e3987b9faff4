import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { request } from 'node:http'
import type { Role } from '#kernel/access.ts'
import type { Route } from '#web'
import { openBrowser, type Browser, BOUNDARY, multipart, tokenIn } from '#test/support/visit.ts'

let browser: Browser
let address = ''

const reader: readonly Role[] = ['reader']

const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/demand/import',
    access: 'signed-in',
    maxUpload: 50_000,
    handle: async (visit) => ({
      kind: 'json',
      body: {
        fields: visit.form.toString(),
        files: visit.files.map((file) => `${file.field} ${file.name} ${file.bytes.length}`),
      },
    }),
  },
]

before(async () => {
  browser = await openBrowser(routes, { uploadsAtOnce: 1 })
  address = await browser.server.listen({ port: 0 })
})

after(async () => {
  await browser.close()
})

test('files arrive whole, with their names without folders, beside the fields', async () => {
  const page = await browser.upload(
    '/demand/import',
    [
      { field: 'files', name: 'C:\\temp\\episodes.csv', bytes: 'CHILD,DECOM\r\n1,2' },
      { field: 'files', name: '../../etc/header.csv', bytes: new Uint8Array(40_000) },
      { field: 'files', name: '', bytes: '' },
    ],
    { year: '2026' },
    { as: reader },
  )
  assert.deepEqual(page.json(), {
    fields: 'year=2026',
    files: ['files episodes.csv 16', 'files header.csv 40000'],
  })
})

test('a file over the limit is refused with a page that says the limit', async () => {
  const files = [
    { field: 'files', name: 'a.csv', bytes: new Uint8Array(30_000) },
    { field: 'files', name: 'b.csv', bytes: new Uint8Array(30_000) },
  ]
  const page = await browser.upload('/demand/import', files, {}, { as: reader })
  assert.equal(page.status, 413)
  assert.deepEqual(page.headings, ['The file is too big'])
  assert.match(page.text, /bigger than the 48 KB that this page takes, all files together/)
})

test('an upload without a good token is refused before a file is read', async () => {
  const cookie = `headwater-session=${browser.sessionOf({ as: reader })}`
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  const body = multipart({ year: '2026' }, [{ field: 'f', name: 'a.csv', bytes: 'x' }])
  const answer = await browser.server.inject({
    method: 'POST',
    path: '/demand/import',
    headers,
    body,
  })
  assert.equal(answer.status, 403)
})

test('a malformed upload is a page, whatever is wrong with it', async () => {
  const cookie = `headwater-session=${browser.sessionOf({ as: reader })}`
  const form = await browser.server.inject({
    method: 'GET',
    path: '/test/token',
    headers: { cookie },
  })
  const whole = Buffer.from(
    multipart({ _csrf: tokenIn(form) }, [{ field: 'f', name: 'a.csv', bytes: 'x'.repeat(99) }]),
  )
  const type = `multipart/form-data; boundary=${BOUNDARY}`
  const bad: readonly (readonly [string, Buffer | string])[] = [
    [type, whole.subarray(0, whole.length - 40)],
    [type, whole.subarray(0, 120)],
    [type, 'not multipart at all'],
    ['multipart/form-data', whole],
    ['multipart/form-data; boundary=other', whole],
    [
      type,
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n1\r\n--${BOUNDARY}--`,
    ],
  ]
  for (const [contentType, body] of bad) {
    const headers = { cookie, 'content-type': contentType }
    const answer = await browser.server.inject({
      method: 'POST',
      path: '/demand/import',
      headers,
      body,
    })
    assert.ok([400, 403].includes(answer.status), `${answer.status} for ${contentType}`)
    assert.match(answer.body, /<h1>/)
  }
})

test('no damage to an upload makes a crash, a hang or half a file', async () => {
  const cookie = `headwater-session=${browser.sessionOf({ as: reader })}`
  const form = await browser.server.inject({
    method: 'GET',
    path: '/test/token',
    headers: { cookie },
  })
  const files = [{ field: 'f', name: 'a.csv', bytes: 'CHILD,DECOM\r\n1,2\r\n' }]
  const whole = Buffer.from(multipart({ _csrf: tokenIn(form), year: '2026' }, files))
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  const damage = fc.record({
    at: fc.nat(whole.length - 1),
    drop: fc.nat(40),
    put: fc.uint8Array({ maxLength: 20 }),
    cut: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, drop, put, cut }) => {
      const rest = cut ? [] : [whole.subarray(at + drop)]
      const body = Buffer.concat([whole.subarray(0, at), put, ...rest])
      const answer = await browser.server.inject({
        method: 'POST',
        path: '/demand/import',
        headers,
        body,
      })
      assert.ok([200, 400, 403, 413].includes(answer.status), `${answer.status}`)
    }),
    { numRuns: 400 },
  )
})

const MEGABYTE = 1024 * 1024

type Sent = { readonly status: number; readonly body: string; readonly sent: number }

/** Sends so many megabytes of one file over a socket, as fast as the other side reads them, and waits for the answer. */
async function sendBig(
  address: string,
  headers: Record<string, string>,
  head: string,
  megabytes: number,
): Promise<Sent> {
  const block = Buffer.alloc(MEGABYTE, 'x')
  const answer = Promise.withResolvers<Sent>()
  let sent = 0
  const post = request(`${address}/demand/import`, { method: 'POST', headers }, (incoming) => {
    let body = ''
    incoming.setEncoding('utf8')
    incoming.on('data', (chunk: string) => {
      body += chunk
    })
    incoming.on('end', () => answer.resolve({ status: incoming.statusCode ?? 0, body, sent }))
  })
  post.on('error', answer.reject)
  post.write(head)
  for (; sent < megabytes; sent += 1) {
    if (!post.write(block))
      await new Promise<void>((resolve) => {
        post.once('drain', resolve)
      })
  }
  post.end(`\r\n--${BOUNDARY}--\r\n`)
  return answer.promise
}

test('a file of 200 MB is read to its end and dropped: the browser gets its page, and memory stays flat', async () => {
  const cookie = `headwater-session=${browser.sessionOf({ as: reader })}`
  const form = await browser.server.inject({
    method: 'GET',
    path: '/test/token',
    headers: { cookie },
  })
  const head = Buffer.from(
    multipart({ _csrf: tokenIn(form) }, [{ field: 'f', name: 'big.csv', bytes: '' }]),
  )
    .toString()
    .replace(`\r\n--${BOUNDARY}--\r\n`, '')
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  const length = {
    ...headers,
    'content-length': String(head.length + 200 * MEGABYTE + BOUNDARY.length + 8),
  }
  const before = process.memoryUsage().rss
  // Once with its length told beforehand, once in chunks.
  for (const each of [length, headers]) {
    const answer = await sendBig(address, each, head, 200)
    assert.equal(answer.sent, 200)
    assert.equal(answer.status, 413)
    assert.match(answer.body, /The file is too big/)
  }
  const grown = (process.memoryUsage().rss - before) / MEGABYTE
  assert.ok(grown < 80, `memory grew by ${grown.toFixed(0)} MB`)
})

test('an upload that breaks off does not keep the next one from its turn', async () => {
  const cookie = `headwater-session=${browser.sessionOf({ as: reader })}`
  const form = await browser.server.inject({
    method: 'GET',
    path: '/test/token',
    headers: { cookie },
  })
  const headers = { cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  const post = request(`${address}/demand/import`, { method: 'POST', headers })
  post.on('error', () => undefined)
  const whole = Buffer.from(
    multipart({ _csrf: tokenIn(form) }, [{ field: 'f', name: 'a.csv', bytes: 'x'.repeat(500) }]),
  )
  await new Promise<void>((resolve) => {
    post.write(whole.subarray(0, 400), () => resolve())
  })
  post.destroy()
  const next = await browser.upload(
    '/demand/import',
    [{ field: 'f', name: 'b.csv', bytes: 'y' }],
    {},
    { as: reader },
  )
  assert.deepEqual(next.json(), { fields: '', files: ['f b.csv 1'] })
})
