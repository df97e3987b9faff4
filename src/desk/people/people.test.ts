import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { PersonId, Role } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil, addPerson, personByEmail, signIn } from '#office/access/index.ts'
import { auditEntries } from '#office/audit/index.ts'
import { layoutOf } from '#web'
import type { Viewer } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { As, Browser } from '#test/support/visit.ts'
import { aHouse } from '../jobs/a-house.ts'
import { peopleRoutes } from './routes.ts'
import { ROLE_WORDS, roleNames } from './role-words.ts'

const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z')
const PASSWORD = 'correct horse battery'
const HEAD = '@marlshire.example'

describe('people', () => {
  let db: Db
  let browser: Browser
  let admin: Viewer
  let as: As
  let made = 0
  before(async () => {
    db = await embedded()
    const administrator = { email: `ines${HEAD}`, name: 'Ines Okafor', password: PASSWORD }
    const council = { name: 'Marlshire', kind: 'county', administrator, at: NOW }
    admin = { ...aViewer(['administrator']), ...unwrap(await addCouncil(db, council)) }
    as = { as: admin }
    browser = await openBrowser(peopleRoutes(aHouse(db, () => NOW)), {
      layout: layoutOf({ nav: [], footer: [] }),
    })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  const somebody = async (roles: readonly Role[] = ['reader']): Promise<string> => {
    made += 1
    const email = `somebody${made}${HEAD}`
    const person = { email, name: `Somebody ${made}`, roles, password: PASSWORD }
    return unwrap(await db.inCouncil(admin.council, (tx) => addPerson(tx, admin, person))).id
  }
  const rolesOf = async (id: string): Promise<readonly Role[] | undefined> => {
    const entries = await db.inCouncil(admin.council, (tx) =>
      auditEntries(tx, { subject: `person/${id}`, verb: 'set roles' }),
    )
    const [last] = entries
    return last === undefined
      ? undefined
      : ROLES.filter((role) => String(last.after).includes(role))
  }

  test('only an administrator finds these pages', async () => {
    const id = await somebody()
    for (const role of ROLES.filter((r) => r !== 'administrator'))
      for (const path of ['/people', '/people/new', `/people/${id}`])
        assert.equal((await browser.get(path, { as: [role] })).status, 404, `${role} at ${path}`)
    assert.equal((await browser.post('/people/new', {}, { as: ['finance'] })).status, 404)
  })

  test('somebody is added with roles and a first password, and is in the list', async () => {
    const form = await browser.get('/people/new', as)
    for (const role of ROLES) {
      assert.ok(form.labels.includes(ROLE_WORDS[role].name), role)
      assert.ok(form.text.includes(ROLE_WORDS[role].may), role)
    }
    const added = await browser.post(
      '/people/new',
      {
        name: 'Ben Cole',
        email: `Ben.Cole${HEAD}`,
        roles: ['finance', 'reader'],
        password: PASSWORD,
      },
      as,
    )
    assert.match(added.to ?? '', /^\/people\/[0-9a-f-]{36}$/)
    const list = await browser.get('/people', as)
    assert.match(list.text, /Ben Cole ben\.cole@marlshire\.example Reader, Finance/)
    assert.equal(linkOn(list, 'Ben Cole'), added.to)
    const email = `ben.cole${HEAD}`
    assert.ok((await signIn(db, { email, password: PASSWORD, at: NOW })).ok)
  })

  test('what was typed is kept when it is refused, but never the password', async () => {
    const page = await browser.post(
      '/people/new',
      { name: 'Dee', email: 'nonsense', roles: ['worker'], password: 'short' },
      as,
    )
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, [
      'This is not an email address. Write it like name@example.gov.uk.',
      'The password has 5 characters. Use at least 12.',
    ])
    assert.match(page.html, /value="Dee"/)
    assert.match(page.html, /value="nonsense"/)
    assert.match(page.html, /value="worker" checked/)
    assert.doesNotMatch(page.html, /short"/)
    const twice = await browser.post('/people/new', { name: 'X', email: admin.email }, as)
    assert.equal(twice.status, 303)
    const again = await browser.post('/people/new', { name: 'X', email: admin.email }, as)
    assert.match(again.errors[0] ?? '', /Somebody in this council already has this email address/)
  })

  test('roles are saved as they are ticked', async () => {
    const id = await somebody(['reader'])
    const form = { do: 'roles', shown: 'reader', roles: ['analyst', 'returns'] }
    assert.equal((await browser.post(`/people/${id}`, form, as)).to, `/people/${id}`)
    assert.deepEqual(await rolesOf(id), ['analyst', 'returns'])
    const none = { do: 'roles', shown: 'analyst returns' }
    assert.equal((await browser.post(`/people/${id}`, none, as)).status, 303)
    assert.match((await browser.get(`/people/${id}`, as)).text, /They have no role/)
  })

  test('two administrators at once: the second sees both choices, loses nothing and may save again', async () => {
    const id = await somebody(['reader'])
    const mine = { do: 'roles', shown: 'reader', roles: ['reader', 'finance'] }
    const theirs = { do: 'roles', shown: 'reader', roles: ['reader', 'member'] }
    assert.equal((await browser.post(`/people/${id}`, theirs, as)).status, 303)
    const page = await browser.post(`/people/${id}`, mine, as)
    assert.equal(page.status, 422)
    assert.match(page.text, /Ines Okafor changed these roles on 24 November 2026/)
    assert.match(
      page.text,
      /Theirs, as they are now Reader, Member Yours, not saved Reader, Finance/,
    )
    assert.match(page.html, /value="finance" checked/)
    assert.doesNotMatch(page.html, /value="member" checked/)
    assert.deepEqual(await rolesOf(id), ['reader', 'member'])
    const shown = /name="shown" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    assert.equal(shown.split(' ').toSorted().join(' '), 'member reader')
    assert.equal((await browser.post(`/people/${id}`, { ...mine, shown }, as)).status, 303)
    assert.deepEqual(await rolesOf(id), ['reader', 'finance'])
  })

  test('the last administrator keeps the role and stays in use', async () => {
    const at = `/people/${admin.person}`
    const roles = await browser.post(at, { do: 'roles', shown: 'administrator' }, as)
    assert.match(roles.errors[0] ?? '', /left without an active administrator/)
    const out = await browser.post(at, { do: 'deactivate', why: 'leaving' }, as)
    assert.match(out.errors[0] ?? '', /left without an active administrator/)
    assert.match(out.html, /href="#why"/)
    assert.match(out.html, /value="leaving"/)
  })

  test('an account is taken out of use with a reason, ends its sessions, and is put back', async () => {
    const id = await somebody()
    const email = `somebody${made}${HEAD}`
    const bare = await browser.post(`/people/${id}`, { do: 'deactivate', why: ' ' }, as)
    assert.match(bare.errors[0] ?? '', /There is no reason/)
    const form = { do: 'deactivate', why: 'left the council' }
    assert.equal((await browser.post(`/people/${id}`, form, as)).status, 303)
    assert.equal((await signIn(db, { email, password: PASSWORD, at: NOW })).ok, false)
    assert.match((await browser.get(`/people/${id}`, as)).text, /out of use: nobody can sign in/)
    assert.doesNotMatch((await browser.get('/people', as)).text, new RegExp(`Somebody ${made}\\b`))
    const out = await browser.get('/people?show=out-of-use', as)
    assert.match(out.text, new RegExp(`Somebody ${made}\\b`))
    const twice = await browser.post(`/people/${id}`, form, as)
    assert.equal(twice.to, `/people/${id}`, 'somebody else did it already: told, not refused')
    await browser.post(`/people/${id}`, { do: 'reactivate' }, as)
    assert.ok((await signIn(db, { email, password: PASSWORD, at: NOW })).ok)
    const entries = await db.inCouncil(admin.council, (tx) =>
      auditEntries(tx, { verb: 'deactivated a person', subject: `person/${id}` }),
    )
    assert.deepEqual(
      entries.map((entry) => entry.why),
      ['left the council'],
    )
  })

  test('a password is set for somebody else, and refused when it is weak', async () => {
    const id = await somebody()
    const email = `somebody${made}${HEAD}`
    const weak = await browser.post(
      `/people/${id}`,
      { do: 'password', password: 'aaaaaaaaaaaa' },
      as,
    )
    assert.match(weak.errors[0] ?? '', /repeats a few characters/)
    const next = 'a quite different one'
    const set = await browser.post(`/people/${id}`, { do: 'password', password: next }, as)
    assert.equal(set.to, `/people/${id}`)
    assert.ok((await signIn(db, { email, password: next, at: NOW })).ok)
  })

  test('the list is searched and read fifty at a time', async () => {
    await db.inCouncil(admin.council, async (tx) => {
      for (let i = 0; i < 55; i += 1)
        await addPerson(tx, admin, {
          email: `many${i}${HEAD}`,
          name: `Somebody of many ${i}`,
          roles: [],
        })
    })
    const first = await browser.get('/people?search=somebody', as)
    assert.equal(first.links.filter((l) => /^\/people\/[0-9a-f]/.test(l.href)).length, 50)
    const next = first.links.find((l) => l.text.startsWith('51 to'))
    assert.ok(next)
    const second = await browser.get(next.href, as)
    assert.ok(second.links.some((l) => /^\/people\/[0-9a-f]/.test(l.href)))
    const none = await browser.get('/people?search=%3Cb%3E', as)
    assert.match(none.text, /No name or email address holds “<b>”/)
    const twin = (await browser.get('/people.json?search=ben+cole', as)).json()
    assert.ok(JSON.stringify(twin).includes(`ben.cole${HEAD}`))
    assert.doesNotMatch(JSON.stringify(twin), /argon2|csrf/)
  })

  test('another council finds nobody of this one, and nothing that is not there', async () => {
    const id = await somebody()
    const elsewhere = { as: aViewer(['administrator'], aCouncilId(9)) }
    for (const path of [
      `/people/${id}`,
      '/people/00000000-0000-7000-8000-000000000000',
      '/people/x',
    ])
      assert.equal((await browser.get(path, elsewhere)).status, 404)
    const form = { do: 'password', password: 'a quite different one' }
    assert.equal((await browser.post(`/people/${id}`, form, elsewhere)).status, 404)
    assert.equal((await browser.post(`/people/${id}`, { do: 'anything' }, as)).status, 404)
    const still = await db.inCouncil(admin.council, (tx) =>
      personByEmail(tx, `somebody${made}${HEAD}`),
    )
    assert.equal(still?.id satisfies PersonId | undefined, id)
  })
})

test('roles read in the order of the list, and none is said', () => {
  assert.equal(roleNames(['administrator', 'reader']), 'Reader, Administrator')
  assert.equal(roleNames([]), 'No role')
})
