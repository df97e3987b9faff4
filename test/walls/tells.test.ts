import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Injection } from '#web'
import { pageOf } from '#test/support/visit.ts'
import { sameAsNowhere, tellsNothing } from './tells.ts'

const RUN = '01a2122c-cf26-7d4c-847b-9d6e96044e10'
const PSEUDONYM = '0123456789abcdef0123456789abcdef'
const secret = {
  tokens: new Set([RUN, PSEUDONYM]),
  words: new Set(['aldermoor-grant']),
  filled: [],
}

function page(status: number, body: string, headers: Injection['headers'] = {}) {
  return pageOf({ status, headers, body, bytes: new Uint8Array(), cookies: [] })
}

test('the walk sees an id, a pseudonym, a name and a figure of another council, wherever it stands', () => {
  const bad = [
    page(404, `<p>run ${RUN}</p>`),
    page(200, JSON.stringify({ child: PSEUDONYM })),
    page(200, '<h1>Aldermoor Council</h1>'),
    page(200, '<b>£314,159.27</b>'),
    page(303, '', { location: `/demand/forecast/${RUN}` }),
  ]
  for (const each of bad) assert.throws(() => tellsNothing(each, secret, '/demand'), /tells/)
  tellsNothing(page(404, '<h1>Page not found</h1>'), secret, `/demand/forecast/${RUN}`)
})

test('the walk sees a difference between “not yours” and “not there”', async () => {
  const nowhere = async () => page(404, '<h1>Page not found</h1>')
  const path = `/demand/forecast/${RUN}.json`
  await assert.rejects(
    sameAsNowhere(secret, path, page(403, '<h1>Page not found</h1>'), nowhere),
    /is told from/,
  )
  await assert.rejects(
    sameAsNowhere(
      secret,
      '/budget/streams/aldermoor-grant',
      page(404, '<h1>Not yours</h1>'),
      nowhere,
    ),
    /is told from/,
  )
  await sameAsNowhere(secret, path, await nowhere(), nowhere)
})
