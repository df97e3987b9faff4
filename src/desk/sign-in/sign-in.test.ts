import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { unwrap } from '#kernel/result.ts'
import { addCouncil, findSession } from '#office/access/index.ts'
import { layoutOf, openServer } from '#web'
import type { Injection, Server } from '#web'
import { embedded } from '#test/support/database.ts'
import { linkOn, pageOf } from '#test/support/visit.ts'
import type { Page } from '#test/support/visit.ts'
import { accountRoutes } from '../account/routes.ts'
import { aHouse } from '../jobs/a-house.ts'
import { signInRoutes } from './routes.ts'

const PASSWORD = 'correct horse battery'

/** A browser that keeps its cookies, as signing in needs: the others of the tests are signed in from outside. */
class Jar {
  readonly #server: Server
  readonly cookies = new Map<string, string>()
  constructor(server: Server) {
    this.#server = server
  }
  #keep(answer: Injection): Page {
    for (const { name, value, maxAge } of answer.cookies)
      if (value === '' || maxAge === 0) this.cookies.delete(name)
      else this.cookies.set(name, value)
    return pageOf(answer)
  }
  #cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
  async get(path: string): Promise<Page> {
    const headers = { cookie: this.#cookie() }
    return this.#keep(await this.#server.inject({ method: 'GET', path, headers }))
  }
  /** Opens the page and sends its first form, as a person does. */
  async post(path: string, form: Readonly<Record<string, string>>): Promise<Page> {
    const page = await this.get(path)
    const token = /name="_csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    const hidden = Object.fromEntries(
      Array.from(
        page.html.matchAll(/type="hidden" name="(then|council)" value="([^"]*)"/g),
        (m) => [m[1] ?? '', m[2] ?? ''],
      ),
    )
    const body = new URLSearchParams({ _csrf: token, ...hidden, ...form }).toString()
    const headers = {
      cookie: this.#cookie(),
      'content-type': 'application/x-www-form-urlencoded',
    }
    const to = path.split('?')[0] ?? path
    return this.#keep(await this.#server.inject({ method: 'POST', path: to, headers, body }))
  }
  session(): string {
    return this.cookies.get('headwater-session') ?? ''
  }
}

const enter = (jar: Jar, email: string, password = PASSWORD, then = '/account'): Promise<Page> =>
  jar.post(`/sign-in?then=${encodeURIComponent(then)}`, { email, password })

const change = (jar: Jar, current: string, password: string): Promise<Page> =>
  jar.post('/account', { do: 'password', current, password })

describe('signing in', () => {
  let db: Db
  let server: Server
  let now = Temporal.Instant.from('2026-11-24T10:00:00Z')
  const later = (minutes: number): void => {
    now = now.add({ minutes })
  }
  before(async () => {
    db = await embedded()
    const house = aHouse(db, () => now)
    server = await openServer({
      routes: [...signInRoutes(house), ...accountRoutes(house)],
      layout: layoutOf({ nav: [], footer: [] }),
      secret: new Uint8Array(32).fill(1),
      logLevel: 'silent',
      sessions: { findSession: (token) => findSession(db, token, now) },
    })
    for (const [name, kind, email] of [
      ['Marlshire County Council', 'example', 'ines@marlshire.example'],
      ['Saltmere Council', 'unitary', 'two@saltmere.example'],
      ['Thornwick Council', 'unitary', 'two@saltmere.example'],
    ] as const) {
      const administrator = { email, name: 'Ines Okafor', password: PASSWORD }
      unwrap(await addCouncil(db, { name, kind, administrator, at: now }))
    }
  })
  after(async () => {
    await server.close()
    await db.close()
  })

  test('the right password leads on to the page that was asked for', async () => {
    const jar = new Jar(server)
    const asked = await jar.get('/account')
    assert.equal(asked.to, '/sign-in?then=%2Faccount')
    const signedIn = await enter(jar, 'ines@marlshire.example')
    assert.equal(signedIn.status, 303)
    assert.equal(signedIn.to, '/account')
    assert.match((await jar.get('/account')).text, /You are Ines Okafor/)
    assert.equal((await jar.get('/sign-in?then=/account')).to, '/account')
    assert.equal((await jar.get('/sign-in')).to, '/')
  })

  test('it leads to no other site, and never to this page again', async () => {
    for (const then of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/sign-in?then=/sign-in',
      'javascript:alert(1)',
    ])
      assert.equal((await enter(new Jar(server), 'ines@marlshire.example', PASSWORD, then)).to, '/')
  })

  test('a wrong password and a name nobody has read the same, and keep the address, never the password', async () => {
    const wrong = await enter(new Jar(server), 'ines@marlshire.example', 'not the password')
    const nobody = await enter(new Jar(server), 'nobody@marlshire.example', 'not the password')
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.errors, [
      'The email address or the password is not right. Check both and try again. An administrator of your council can set a new password.',
    ])
    assert.deepEqual(nobody.errors, wrong.errors)
    assert.match(wrong.html, /value="ines@marlshire\.example"/)
    assert.doesNotMatch(wrong.html, /not the password/)
    assert.match(wrong.html, /name="then" value="\/account"/)
    assert.match(wrong.title, /^Error: Sign in/)
    assert.match(wrong.html, /name="robots" content="noindex"/)
  })

  test('after five wrong passwords the page tells how many minutes to wait', async () => {
    const name = 'locked@marlshire.example'
    for (let i = 0; i < 5; i += 1) await enter(new Jar(server), name, 'wrong wrong wrong')
    const told = await enter(new Jar(server), name)
    assert.deepEqual(told.errors, [
      'There were too many tries with this email address. Wait 1 minute and try again.',
    ])
    later(2)
    await enter(new Jar(server), name, 'wrong wrong wrong')
    assert.match((await enter(new Jar(server), name)).errors[0] ?? '', /Wait 2 minutes/)
  })

  test('somebody of several councils chooses one, once the password is right', async () => {
    const jar = new Jar(server)
    const email = 'two@saltmere.example'
    const wrong = await enter(jar, email, 'not the password')
    assert.doesNotMatch(wrong.text, /Saltmere|Thornwick/)
    const asked = await enter(jar, email)
    assert.equal(asked.status, 422)
    assert.match(asked.text, /Which council are you working for\?.*Saltmere Council.*Thornwick/)
    assert.doesNotMatch(asked.text, /Marlshire/)
    const council = /value="([0-9a-f-]{36})"[^>]*>\s*<label[^>]*>\s*Thornwick/.exec(asked.html)?.[1]
    assert.ok(council)
    const chosen = await jar.post('/sign-in?then=/account', { email, password: PASSWORD, council })
    assert.equal(chosen.to, '/account')
    assert.match((await jar.get('/account')).text, /Thornwick Council/)
    const named = await new Jar(server).post(`/sign-in?council=${council}&then=/account`, {
      email,
      password: PASSWORD,
    })
    assert.equal(named.to, '/account', 'an address that names the council asks no more')
  })

  test('signing in again makes a new session and ends the old one; signing out ends it on both sides', async () => {
    const jar = new Jar(server)
    await enter(jar, 'ines@marlshire.example')
    const first = jar.session()
    const page = await jar.get('/account')
    const token = /name="_csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    const form = { _csrf: token, email: 'ines@marlshire.example', password: PASSWORD }
    const again = await server.inject({
      method: 'POST',
      path: '/sign-in',
      headers: {
        cookie: `headwater-session=${first}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
    })
    const second = again.cookies.find((c) => c.name === 'headwater-session')?.value ?? ''
    assert.notEqual(second, first)
    assert.equal(await findSession(db, first, now), undefined)
    assert.ok(await findSession(db, second, now))
    jar.cookies.set('headwater-session', second)
    const out = await jar.get('/account')
    assert.ok(out.html.includes('action="/sign-out"'))
    const csrf = /action="\/sign-out"><input type="hidden" name="_csrf" value="([^"]*)"/.exec(
      out.html,
    )?.[1]
    const left = await server.inject({
      method: 'POST',
      path: '/sign-out',
      headers: {
        cookie: `headwater-session=${second}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ _csrf: csrf ?? '' }).toString(),
    })
    assert.equal(left.headers['location'], '/sign-in')
    assert.equal(await findSession(db, second, now), undefined)
  })

  test('a session that lies idle is over, and leads back to where it was', async () => {
    const jar = new Jar(server)
    await enter(jar, 'ines@marlshire.example')
    later(29)
    assert.equal((await jar.get('/account')).status, 200)
    later(31)
    assert.equal((await jar.get('/account')).to, '/sign-in?then=%2Faccount')
  })

  test('where an example council is, the page says where its sign-in is printed, and shows none', async () => {
    const page = await new Jar(server).get('/sign-in')
    assert.match(page.text, /printed where the program was started/)
    assert.doesNotMatch(page.html, /marlshire|saltmere|horse/i)
    assert.deepEqual(page.labels, ['Email address', 'Password'])
    assert.equal(linkOn(page, 'Skip to main content'), '#main')
    const model = JSON.stringify((await new Jar(server).get('/sign-in.json')).json())
    assert.doesNotMatch(model, /marlshire|saltmere|horse/i)
  })
})

describe('the account', () => {
  let db: Db
  let server: Server
  const now = Temporal.Instant.from('2026-11-24T10:00:00Z')
  const email = 'ines@marlshire.example'
  before(async () => {
    db = await embedded()
    const house = aHouse(db, () => now)
    server = await openServer({
      routes: [...signInRoutes(house), ...accountRoutes(house)],
      layout: layoutOf({ nav: [], footer: [] }),
      secret: new Uint8Array(32).fill(1),
      logLevel: 'silent',
      sessions: { findSession: (token) => findSession(db, token, now) },
    })
    const administrator = { email, name: 'Ines Okafor', password: PASSWORD }
    const council = { name: 'Marlshire County Council', kind: 'county', administrator, at: now }
    unwrap(await addCouncil(db, council))
  })
  after(async () => {
    await server.close()
    await db.close()
  })

  const signedIn = async (password = PASSWORD): Promise<Jar> => {
    const jar = new Jar(server)
    const page = await jar.post('/sign-in?then=/account', { email, password })
    assert.equal(page.to, '/account')
    return jar
  }

  test('it says who I am and what my roles let me do, in words', async () => {
    const page = await (await signedIn()).get('/account')
    assert.match(page.text, /You are Ines Okafor, signed in as ines@marlshire\.example/)
    assert.match(page.text, /Administrator Adds people and gives roles/)
    assert.equal(linkOn(page, 'Audit'), '/audit')
  })

  test('a new password must be long enough and the old one right; neither comes back', async () => {
    const jar = await signedIn()
    const short = await change(jar, PASSWORD, 'short')
    assert.deepEqual(short.errors, ['The password has 5 characters. Use at least 12.'])
    const own = await change(jar, PASSWORD, 'Ines@marlshire.example')
    assert.match(own.errors[0] ?? '', /holds your name or email address/)
    const wrong = await change(jar, 'not my password', 'a quite different one')
    assert.match(wrong.errors[0] ?? '', /The current password is not right/)
    assert.doesNotMatch(wrong.html, /not my password|a quite different one/)
    assert.equal(wrong.status, 422)
  })

  test('changing it ends my sessions elsewhere, and the new one signs in', async () => {
    const [here, elsewhere] = [await signedIn(), await signedIn()]
    const next = 'a quite different one'
    const done = await change(here, PASSWORD, next)
    assert.equal(done.to, '/account')
    const page = await here.get('/account')
    assert.match(page.text, /Your password is changed\. You are signed out everywhere else/)
    assert.match((await elsewhere.get('/account')).to ?? '', /^\/sign-in/)
    await change(here, next, PASSWORD)
    await signedIn()
  })

  test('I see where I am signed in, and sign out everywhere else', async () => {
    const [here, elsewhere] = [await signedIn(), await signedIn()]
    const page = await here.get('/account')
    assert.match(page.text, /Here .*Elsewhere/)
    await here.post('/account', { do: 'sign-out-elsewhere' })
    assert.match((await here.get('/account')).text, /elsewhere ended/)
    assert.match((await elsewhere.get('/account')).to ?? '', /^\/sign-in/)
  })
})
