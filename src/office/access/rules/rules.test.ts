import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkPassword,
  failuresAfter,
  keepsAdministrator,
  minutesLeft,
  parseEmail,
  parseRoles,
  waitAfter,
} from './index.ts'

const MINUTE = 60_000

test('four wrong passwords are free; then a name waits 1, 2, 4, 8 and at most 15 minutes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100].map((n) => waitAfter(n) / MINUTE)
  assert.deepEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15])
})

test('no name can be tried more than a hundred times an hour', () => {
  let [failures, minutes, tries] = [0, 0, 0]
  while (minutes <= 60) {
    failures = failuresAfter({ failures, lastAt: 0 }, 0)
    minutes += waitAfter(failures) / MINUTE
    tries += 1
  }
  assert.ok(tries <= 100, `${tries} tries in an hour`)
})

test('failures are forgotten a day after the last', () => {
  const day = 24 * 60 * MINUTE
  assert.equal(failuresAfter(undefined, 0), 1)
  assert.equal(failuresAfter({ failures: 7, lastAt: 0 }, day), 8)
  assert.equal(failuresAfter({ failures: 7, lastAt: 0 }, day + 1), 1)
})

test('a wait is told in whole minutes, never none', () => {
  assert.equal(minutesLeft(1, 0), 1)
  assert.equal(minutesLeft(MINUTE, 0), 1)
  assert.equal(minutesLeft(MINUTE + 1, 0), 2)
})

test('a password of words and runs that are guessed first is refused; words of one’s own, and chance, are not', () => {
  const person = { name: 'Asha Reed', email: 'asha.reed@marlshire.example' }
  for (const password of [
    'Password2026!',
    'Passw0rdPassw0rd',
    'qwertyuiop12',
    '123456789012',
    'Welcome123456!',
    'Summer2026Winter!',
    'Liverpool2019!!!!',
    'headwater-admin-1',
    '1qaz2wsx3edc4',
  ])
    assert.equal(checkPassword(password, person).ok, false, password)
  for (const password of [
    'correct horse battery',
    '7#kP9!wQ2$x^5',
    '829461753028',
    'password of my old cat',
    'ねこねずみいぬとりさるうしへび',
    '🐈🐕🐁🐄🐖🐑🐐🐓🦆🦉🐝🐢',
  ])
    assert.ok(checkPassword(password, person).ok, password)
})

test('a password is long, is not about the person, and is not one key held down', () => {
  const person = { name: 'Asha Reed', email: 'asha.reed@marlshire.example' }
  const kind = (password: string): string => {
    const checked = checkPassword(password, person)
    return checked.ok ? 'good' : (checked.refusals[0]?.message ?? '')
  }
  assert.equal(kind('eleven char'), 'The password has 11 characters')
  assert.equal(kind('twelve chars'), 'good')
  assert.equal(kind('𝕓lue tidal lantern'), 'good')
  assert.equal(kind('x'.repeat(129)), 'The password has 129 characters')
  assert.equal(kind('aaaaaaaabbbb'), 'The password repeats a few characters')
  assert.equal(kind('i am AshaReed 1'), 'The password holds your name or email address')
  assert.equal(kind('asha.reed is me'), 'The password holds your name or email address')
})

test('an address is kept in small letters without spaces around it, and must look like one', () => {
  assert.deepEqual(parseEmail(' Asha.Reed@Marlshire.Example '), {
    ok: true,
    value: 'asha.reed@marlshire.example',
  })
  for (const text of ['', 'asha', 'asha@', '@marlshire.example', 'a b@c.d', 'a@b'])
    assert.equal(parseEmail(text).ok, false, text)
})

test('roles are named as the kernel names them', () => {
  assert.deepEqual(parseRoles(['finance', 'reader', 'finance']), {
    ok: true,
    value: ['reader', 'finance'],
  })
  const wrong = parseRoles(['finance', 'root'])
  assert.equal(wrong.ok ? '' : wrong.refusals[0]?.message, '"root" is not a role')
})

test('a council keeps an active administrator', () => {
  const people = [
    { id: 'a', active: true, roles: ['administrator'] },
    { id: 'b', active: false, roles: ['administrator'] },
    { id: 'c', active: true, roles: ['finance'] },
  ] as const
  assert.equal(keepsAdministrator(people, { id: 'a', active: false, roles: [] }), false)
  assert.equal(keepsAdministrator(people, { id: 'a', active: true, roles: ['reader'] }), false)
  assert.equal(keepsAdministrator(people, { ...people[2], active: false }), true)
  assert.equal(keepsAdministrator(people, { ...people[1], active: true }), true)
})
