import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '#kernel/access.ts'
import { form, html, type Route } from '#web'
import { openBrowser, type Browser, tokenIn } from '#test/support/visit.ts'

let browser: Browser
let secure: Browser
const lines: string[] = []
const kept: string[] = []

const finance: readonly Role[] = ['finance']
const reader: readonly Role[] = ['reader']

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    access: 'public',
    handle: async () => ({
      kind: 'sheet',
      sheet: { title: 'Home', body: html`<h1>Home</h1>` },
      model: { home: true },
    }),
  },
  {
    method: 'GET',
    path: '/budget',
    access: { roles: ['finance'] },
    handle: async (visit) => ({
      kind: 'sheet',
      sheet: {
        title: 'Budget',
        body: html`<h1>Budget of ${visit.actor.name}</h1>${form({ action: '/budget', csrf: visit.csrf }, html`<button>Save</button>`)}`,
      },
      model: { gap: 90_000_00, q: visit.query.get('q') },
    }),
  },
  {
    method: 'POST',
    path: '/budget',
    access: { roles: ['finance'] },
    handle: async (visit) => {
      if (visit.form.get('amount') === '')
        return {
          kind: 'sheet',
          sheet: {
            title: 'Budget',
            body: html`<h1>Budget</h1>`,
            refusals: [
              {
                kind: 'empty',
                field: 'amount',
                message: 'Nothing was entered.',
                mend: 'Enter an amount.',
              },
            ],
          },
          model: {},
        }
      kept.push(visit.form.toString())
      return { kind: 'redirect', to: '/budget', flash: 'Saved: <b>£2m</b> – “done”' }
    },
  },
  {
    method: 'GET',
    path: '/demand/forecast/:run',
    access: 'signed-in',
    handle: async (visit) => ({
      kind: 'sheet',
      sheet: { title: 'Run', body: html`<h1>${visit.params['run']}</h1>` },
      model: { run: visit.params['run'] },
    }),
  },
  {
    method: 'GET',
    path: '/broken',
    access: 'public',
    handle: async () => {
      throw Object.assign(new Error('the ledger is out by 1 penny'), {
        detail: 'Key (name)=(A Child)',
      })
    },
  },
  { method: 'GET', path: '/gone', access: 'public', handle: async () => ({ kind: 'not-found' }) },
  {
    method: 'GET',
    path: '/export.csv',
    access: 'public',
    handle: async () => ({
      kind: 'download',
      name: 'Übersicht "2026"\r\n.csv',
      type: 'text/csv; charset=utf-8',
      body: 'a,b',
    }),
  },
  {
    method: 'GET',
    path: '/run/events',
    access: 'public',
    handle: async () => ({ kind: 'events', events: steps() }),
  },
  {
    method: 'POST',
    path: '/sign-in',
    access: 'public',
    perMinute: 5,
    handle: async () => ({
      kind: 'redirect',
      to: '/',
      session: { token: 'the-token', seconds: 3600 },
    }),
  },
  {
    method: 'POST',
    path: '/sign-out',
    access: 'public',
    handle: async () => ({ kind: 'redirect', to: '/', session: 'end' }),
  },
  {
    method: 'POST',
    path: '/astray',
    access: 'public',
    handle: async () => ({ kind: 'redirect', to: 'https://elsewhere.example/' }),
  },
]

async function* steps(): AsyncGenerator {
  yield { done: 1, of: 2 }
  yield { done: 2, of: 2, state: 'finished' }
}

before(async () => {
  browser = await openBrowser(routes, {
    logLevel: 'info',
    log: {
      write: (line) => {
        lines.push(line)
      },
    },
  })
  secure = await openBrowser(routes, { origin: 'https://headwater.marlshire.example' })
})

after(async () => {
  await browser.close()
  await secure.close()
})

const missing = (): Promise<{ html: string; status: number }> =>
  browser.get('/no-such-page', { as: reader })

test('a page that asks for a role is shown to those who hold it', async () => {
  const page = await browser.get('/budget', { as: finance })
  assert.equal(page.status, 200)
  assert.deepEqual(page.headings, ['Budget of Morgan Reed'])
})

test('nobody signed in is sent to sign in and back', async () => {
  const page = await browser.get('/budget?q=a&b=c')
  assert.equal(page.status, 303)
  assert.equal(page.to, `/sign-in?then=${encodeURIComponent('/budget?q=a&b=c')}`)
  assert.equal((await browser.get('/budget.json')).status, 401)
})

test('somebody without the role sees the very page of an address that is not there', async () => {
  const page = await browser.get('/budget', { as: reader })
  const unknown = await missing()
  assert.equal(page.status, 404)
  assert.equal(unknown.status, 404)
  assert.equal(page.html, unknown.html)
  assert.equal((await browser.get('/gone', { as: reader })).html, unknown.html)
  assert.equal((await browser.post('/budget', { amount: 1 }, { as: reader })).status, 404)
})

test('a page has a JSON twin with its model, under the same access', async () => {
  const twin = await browser.get('/budget.json?q=7', { as: finance })
  assert.equal(twin.headers['content-type'], 'application/json; charset=utf-8')
  assert.deepEqual(twin.json(), { gap: 9_000_000, q: '7' })
  assert.deepEqual((await browser.get('/index.json')).json(), { home: true })
  assert.equal((await browser.get('/budget.json', { as: reader })).status, 404)
})

test('an address with a part that varies has its twin too', async () => {
  const page = await browser.get('/demand/forecast/0192f3', { as: reader })
  assert.deepEqual(page.headings, ['0192f3'])
  const twin = await browser.get('/demand/forecast/0192f3.json', { as: reader })
  assert.deepEqual(twin.json(), { run: '0192f3' })
})

test('what stands in an address is written as text', async () => {
  const page = await browser.get(`/demand/forecast/${encodeURIComponent('<img src=x>')}`, {
    as: reader,
  })
  assert.match(page.html, /<h1>&lt;img src=x&gt;<\/h1>/)
})

test('an address that cannot be read is a page that is not there', async () => {
  assert.equal((await browser.get('/demand/forecast/%zz', { as: reader })).status, 404)
  assert.equal((await browser.get('/demand/forecast/%00', { as: reader })).status, 404)
  assert.equal(
    (await browser.get(`/demand/forecast/${'x'.repeat(300)}`, { as: reader })).status,
    404,
  )
})

test('a form with its token is taken; the message after it is shown once, as text', async () => {
  const saved = await browser.post('/budget', { amount: '2000000', name: 'a&b' }, { as: finance })
  assert.equal(saved.status, 303)
  assert.equal(saved.to, '/budget')
  assert.equal(kept.at(-1), 'amount=2000000&name=a%26b')
  const flash = saved.raw.cookies.find((cookie) => cookie.name === 'headwater-flash')
  assert.ok(flash)
  const cookie = `headwater-flash=${flash.value}`
  const next = await browser.server.inject({ method: 'GET', path: '/', headers: { cookie } })
  assert.match(next.body, /Saved: &lt;b&gt;£2m&lt;\/b&gt; – “done”/)
  const cleared = next.cookies.find((each) => each.name === 'headwater-flash')
  assert.equal(cleared?.value, '')
  const forged = `headwater-flash=${flash.value.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`
  const other = await browser.server.inject({
    method: 'GET',
    path: '/',
    headers: { cookie: forged },
  })
  assert.doesNotMatch(other.body, /role="status"/)
})

test('a refusal answers 422 and keeps the page', async () => {
  const page = await browser.post('/budget', { amount: '' }, { as: finance })
  assert.equal(page.status, 422)
})

test('a form without a token, or with another’s, is not taken', async () => {
  const before = kept.length
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const session = await browser.get('/budget', { as: finance })
  assert.match(session.html, /name="_csrf" value="[^"]{20,}"/)
  const cookie = `headwater-session=${sessionOf(finance)}`
  for (const body of ['amount=1', 'amount=1&_csrf=', 'amount=1&_csrf=abc.def']) {
    const answer = await browser.server.inject({
      method: 'POST',
      path: '/budget',
      headers: { ...type, cookie },
      body,
    })
    assert.equal(answer.status, 403, body)
    assert.match(answer.body, /Send the form again/)
  }
  const visitors = await browser.server.inject({ method: 'GET', path: '/test/token' })
  const foreign = await browser.server.inject({
    method: 'POST',
    path: '/budget',
    headers: {
      ...type,
      cookie: `${cookie}; ${visitors.cookies.map((c) => `${c.name}=${c.value}`).join('; ')}`,
    },
    body: `amount=1&_csrf=${tokenIn(visitors)}`,
  })
  assert.equal(foreign.status, 403, 'a visitor’s token is not good for a session')
  assert.equal(kept.length, before)
})

test('a form sent from another site is not taken, even with a good token', async () => {
  const visitors = await browser.server.inject({ method: 'GET', path: '/test/token' })
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    cookie: visitors.cookies.map((c) => `${c.name}=${c.value}`).join('; '),
  }
  const body = `_csrf=${tokenIn(visitors)}`
  const cross = { ...headers, 'sec-fetch-site': 'cross-site' }
  const request = { method: 'POST', path: '/sign-out', body } as const
  assert.equal((await browser.server.inject({ ...request, headers: cross })).status, 403)
  assert.equal((await browser.server.inject({ ...request, headers })).status, 303)
})

test('signing in needs a token too, sets a cookie that scripts cannot read, and is limited', async () => {
  const bare = await browser.server.inject({
    method: 'POST',
    path: '/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'email=a',
  })
  assert.equal(bare.status, 403)
  const page = await browser.post('/sign-in', { email: 'a' })
  assert.equal(page.status, 303)
  const cookie = page.raw.cookies.find((each) => each.name === 'headwater-session')
  assert.deepEqual(
    [
      cookie?.value,
      cookie?.httpOnly,
      cookie?.sameSite,
      cookie?.path,
      cookie?.maxAge,
      cookie?.secure,
    ],
    ['the-token', true, 'Lax', '/', 3600, undefined],
  )
  const statuses: number[] = []
  for (let i = 0; i < 5; i += 1) statuses.push((await browser.post('/sign-in', {})).status)
  assert.deepEqual(statuses, [303, 303, 303, 429, 429])
  const refused = await browser.post('/sign-in', {})
  assert.match(refused.text, /Too many requests/)
  assert.ok(Number(refused.headers['retry-after']) > 0)
})

test('over https cookies are bound to the host and transport is pinned', async () => {
  const page = await secure.post('/sign-in', {})
  assert.equal(page.status, 303)
  const cookie = page.raw.cookies.find((each) => each.name === '__Host-headwater-session')
  assert.deepEqual([cookie?.secure, cookie?.path], [true, '/'])
  assert.match(String(page.headers['strict-transport-security']), /max-age=31536000/)
  assert.equal((await browser.get('/')).headers['strict-transport-security'], undefined)
})

test('signing out clears the cookie', async () => {
  const page = await browser.post('/sign-out', {})
  assert.equal(page.raw.cookies.find((each) => each.name === 'headwater-session')?.value, '')
})

test('nothing runs or loads but our own files, and nothing is kept on the way', async () => {
  const { headers } = await browser.get('/')
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';worker-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
  )
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['referrer-policy'], 'same-origin')
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-powered-by'], undefined)
  assert.equal(
    (await browser.get('/')).raw.cookies.length,
    0,
    'a page without a form sets no cookie',
  )
})

test('HEAD answers as GET does, without the page', async () => {
  const answer = await browser.server.inject({ method: 'HEAD', path: '/' })
  assert.deepEqual([answer.status, answer.body], [200, ''])
  assert.equal((await browser.server.inject({ method: 'DELETE', path: '/' })).status, 404)
})

test('a fault shows a reference and nothing of the inside, and is logged once without a person’s data', async () => {
  lines.length = 0
  const page = await browser.get('/broken?child=secret-name')
  assert.equal(page.status, 500)
  assert.deepEqual(page.headings, ['Sorry, there is a problem with the service'])
  assert.doesNotMatch(page.html, /ledger|\.ts|Error|A Child/)
  const reference = /<strong>([A-Z0-9]{8})<\/strong>/.exec(page.html)?.[1]
  assert.ok(reference)
  const logged = lines.filter((line) => line.includes(reference))
  assert.equal(logged.length, 1)
  assert.match(logged[0] ?? '', /the ledger is out by 1 penny/)
  assert.match(logged[0] ?? '', /"route":"\/broken"/)
  assert.doesNotMatch(lines.join(''), /secret-name|A Child/)
})

test('a redirect never leaves the service', async () => {
  assert.equal((await browser.post('/astray', {})).status, 500)
})

test('files where none are asked for, other kinds of body, and a form that is too long are refused', async () => {
  assert.equal((await browser.upload('/budget', [], {}, { as: finance })).status, 415)
  const cookie = `headwater-session=${sessionOf(finance)}`
  const json = { cookie, 'content-type': 'application/json' }
  assert.equal(
    (await browser.server.inject({ method: 'POST', path: '/budget', headers: json, body: '{}' }))
      .status,
    415,
  )
  assert.equal(
    (await browser.post('/budget', { a: 'x'.repeat(1_100_000) }, { as: finance })).status,
    413,
  )
})

test('a download is an attachment whose name cannot break the header', async () => {
  const { headers, html: body } = await browser.get('/export.csv')
  assert.equal(
    headers['content-disposition'],
    `attachment; filename="-bersicht -2026---.csv"; filename*=UTF-8''%C3%9Cbersicht%20%222026%22--.csv`,
  )
  assert.equal(body, 'a,b')
})

test('events arrive as the browser reads them, and the stream ends', async () => {
  const page = await browser.get('/run/events')
  assert.equal(page.headers['content-type'], 'text/event-stream; charset=utf-8')
  assert.equal(
    page.html,
    'retry: 2000\n\ndata: {"done":1,"of":2}\n\ndata: {"done":2,"of":2,"state":"finished"}\n\n',
  )
})

test('the stylesheet and script are served for ever under the hash in their name, and nothing beside them', async () => {
  const seen: string[] = []
  const other = await openBrowser(routes, {
    layout: (sheet, frame) => {
      seen.push(frame.assets.css, frame.assets.js, frame.assets.icon)
      return sheet.body
    },
  })
  await other.get('/')
  assert.equal(seen.length, 3)
  for (const path of seen) {
    const file = await other.get(path)
    assert.equal(file.status, 200)
    assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
    const small = await other.server.inject({
      method: 'GET',
      path,
      headers: { 'accept-encoding': 'br' },
    })
    assert.equal(small.headers['content-encoding'], 'br')
  }
  for (const path of [
    '/assets/',
    '/assets/../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets//etc/passwd',
    '/assets/.git/config',
  ]) {
    const answer = await other.get(path)
    assert.equal(answer.status, 404, path)
    assert.doesNotMatch(answer.html, /"name": "headwater"|root:/)
  }
  await other.close()
})

test('a path that cannot be decoded is a page that is not there, with every header', async () => {
  for (const path of ['/budget/%E0%A4%A', '/%', '/assets/%zz']) {
    const page = await browser.get(path)
    assert.equal(page.status, 404, path)
    assert.match(page.text, /Page not found/)
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
    assert.equal(page.headers['x-content-type-options'], 'nosniff')
    assert.equal(page.headers['cache-control'], 'no-store')
  }
})

test('behind a proxy the address is the one that the proxy saw, not one that a visitor wrote', async () => {
  const few: Route = {
    method: 'GET',
    path: '/few',
    access: 'public',
    perMinute: 3,
    handle: async () => ({ kind: 'json', body: 'here' }),
  }
  const behind = await openBrowser([few], { behindProxy: true })
  const ask = async (through: string): Promise<number> => {
    const headers = { 'x-forwarded-for': through }
    return (await behind.server.inject({ method: 'GET', path: '/few', headers })).status
  }
  for (let i = 0; i < 3; i += 1) assert.equal(await ask(`198.51.100.${i}, 203.0.113.9`), 200)
  assert.equal(await ask('198.51.100.9, 203.0.113.9'), 429)
  assert.equal(await ask('198.51.100.9, 203.0.113.10'), 200)
  await behind.close()
})

test('health is told to anybody, metrics to this machine only', async () => {
  assert.equal((await browser.get('/healthz')).html, 'alive\n')
  assert.equal((await browser.get('/readyz')).status, 200)
  const metrics = await browser.get('/metrics')
  assert.match(metrics.html, /headwater_http_request_seconds_bucket\{.*route="\/budget"/)
  const through = { 'x-forwarded-for': '203.0.113.9' }
  const proxied = { method: 'GET', path: '/metrics', headers: through } as const
  assert.equal((await browser.server.inject(proxied)).status, 404)
  const tokened = await openBrowser(routes, {
    metricsToken: 'open-sesame',
    ready: async () => false,
  })
  assert.equal((await tokened.get('/metrics')).status, 404)
  assert.equal((await tokened.get('/readyz')).status, 503)
  await tokened.close()
})

/** The token that the test browser gives to people with these roles. */
function sessionOf(roles: readonly Role[]): string {
  return browser.sessionOf({ as: roles })
}
