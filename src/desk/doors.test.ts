import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Access } from '#kernel/access.ts'
import type { Route } from '#web'
import { accessOf, opensFor } from './doors.ts'

const FINANCE: Access = { roles: ['finance'] }

function route(path: string, access: Access, method: Route['method'] = 'GET'): Route {
  return { method, path, access, handle: () => assert.fail('not opened here') }
}

const ROUTES = [
  route('/', 'signed-in'),
  route('/budget/:year', 'signed-in'),
  route('/budget/import', FINANCE),
  route('/budget/import', { roles: ['administrator'] }, 'POST'),
  route('/working/:room/*', 'signed-in'),
  route('/help', 'public'),
]

test('who may use an address is what its route says, the one that names more of it first', () => {
  assert.equal(accessOf(ROUTES, 'GET', '/budget/2026-27'), 'signed-in')
  assert.equal(accessOf(ROUTES, 'GET', '/budget/import'), FINANCE)
  assert.deepEqual(accessOf(ROUTES, 'POST', '/budget/import'), { roles: ['administrator'] })
  assert.equal(accessOf(ROUTES, 'GET', '/?q=1#a'), 'signed-in')
})

test('an address that no route has opens for nobody', () => {
  assert.equal(accessOf(ROUTES, 'GET', '/nowhere'), undefined)
  assert.equal(accessOf(ROUTES, 'GET', '/working/budget'), undefined)
  assert.equal(accessOf(ROUTES, 'GET', '/budget/2026-27/more'), undefined)
  assert.ok(!opensFor(() => ROUTES, ['administrator'])('/nowhere'))
})

test('a link opens for those whose roles the route admits', () => {
  const finance = opensFor(() => ROUTES, ['finance'])
  const nobody = opensFor(() => ROUTES, undefined)
  assert.ok(finance('/budget/import#rows'))
  assert.ok(finance('/working/budget/gap/2027-28/need?part=0'))
  assert.ok(!opensFor(() => ROUTES, ['reader'])('/budget/import'))
  assert.ok(nobody('/help'))
  assert.ok(!nobody('/budget/2026-27'))
})
