import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { unwrap } from '#kernel/result.ts'
import { addCouncil } from '#office/access/index.ts'
import { PROFILES } from '#office/disclosure/index.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { layoutOf } from '#web'
import type { Viewer } from '#web'
import { embedded } from '#test/support/database.ts'
import { aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import { z } from 'zod'
import { demandRoutes, demandWorkings } from '../../index.ts'
import { knownMonths, knownYears, OWN, shownPublished } from '../../rules/index.ts'
import type { PublishedRow } from '../../rules/index.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const FOLDER = new URL('../../../../../examples/published/', import.meta.url)
const FILES = readdirSync(FOLDER).map((name) => ({
  field: 'files',
  name,
  bytes: new Uint8Array(readFileSync(new URL(name, FOLDER))),
}))

describe('the page of pressures', () => {
  let db: Db
  let browser: Browser
  let house: House
  let analyst: Viewer
  let reader: Viewer
  before(async () => {
    db = await embedded()
    const administrator = {
      email: 'ines@marlshire.example',
      name: 'Ines Okafor',
      password: 'correct horse battery',
    }
    const at = Temporal.Instant.from('2026-11-24T10:00:00Z')
    const council = { name: 'Marlshire', kind: 'county', administrator, at, laCode: '999' }
    const added = unwrap(await addCouncil(db, council))
    analyst = { ...aViewer(['analyst']), ...added, roles: ['analyst'] }
    reader = { ...aViewer(['reader']), ...added, roles: ['reader'] }
    house = { db, jobs: noJobs, settings: new Map(), ...clock() }
    browser = await openBrowser(demandRoutes(house), { layout: layoutOf({ nav: [], footer: [] }) })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('before anything is loaded it says what to load, and by whom', async () => {
    const page = await browser.get('/demand/pressures', { as: analyst })
    assert.ok(page.headings.includes('No published figures have been loaded'))
    assert.ok(page.labels.includes('Published tables'))
    assert.match(page.text, /hardly improve the count/)
    const other = await browser.get('/demand/pressures', { as: reader })
    assert.ok(!other.labels.includes('Published tables'))
    assert.match(other.text, /returns or analyst role/)
  })

  test('a file that is no published table comes back to the form, and nothing is stored', async () => {
    const bytes = new TextEncoder().encode('a,b\n1,2')
    const bad = [{ field: 'files', name: 'hats.csv', bytes }]
    const page = await browser.upload('/demand/pressures', bad, {}, { as: analyst })
    assert.equal(page.status, 422)
    assert.match(page.errors[0] ?? '', /hats\.csv/)
    const none = await browser.upload('/demand/pressures', [], {}, { as: analyst })
    assert.match(none.errors[0] ?? '', /no files/)
    assert.equal((await browser.upload('/demand/pressures', FILES, {}, { as: reader })).status, 404)
  })

  test('loaded, it shows what stands out, where each is heading, and every figure with its working', async () => {
    const sent = await browser.upload('/demand/pressures', FILES, {}, { as: analyst })
    assert.equal(sent.to, '/demand/pressures')
    const page = await browser.get('/demand/pressures', { as: analyst })
    assert.ok(page.headings.includes('One series stands outside what was expected'))
    assert.match(page.text, /Referrals ?: 885 in February 2026, above the \d+ to \d+ expected/)
    assert.match(page.text, /what, the figures do not say/)
    for (const name of ['Section 47 enquiries', 'Child protection plans at 31 March'])
      assert.ok(page.text.includes(name))
    const link = page.links.find((l) => l.href.endsWith('/published/2026/2026/0/referrals'))
    assert.equal(link?.text, '7,195')
    const figure = await demandWorkings(house)(
      analyst.council,
      ['published', '2026', '2026', '0', 'referrals'],
      ['analyst'],
    )
    assert.equal(figure?.value, 7195)
    const trend = await demandWorkings(house)(
      analyst.council,
      ['pressure', 'referrals', '2027'],
      ['analyst'],
    )
    assert.equal(trend?.value, 7361)
  })

  test('the same files again are recognised', async () => {
    await browser.upload('/demand/pressures', FILES, {}, { as: analyst })
    const twin = await browser.get('/demand/pressures.json', { as: analyst })
    const { files } = z.object({ files: z.array(z.unknown()) }).parse(twin.json())
    assert.equal(files.length, 7)
  })

  test('looked at from a day before the release, nothing was known', async () => {
    const page = await browser.get('/demand/pressures?at=2025-12-31', { as: analyst })
    assert.ok(page.headings.includes('No published figures have been loaded'))
    const odd = await browser.get('/demand/pressures?at=2026-13-45', { as: analyst })
    assert.equal(odd.status, 200)
  })
})

const OUTSIDE = { inside: false, profile: PROFILES['headwater-public'] }

function row(series: string, n: number, month?: number): PublishedRow {
  const about = { area: OWN, year: 2026, release: 2026, file: 'f', row: 2 }
  return { kind: 'count', n, series, ...about, ...(month === undefined ? {} : { month }) }
}

test('outside the service a small number is not shown, nor what would give it away', () => {
  const shown = shownPublished(
    [row('referrals', 400), row('re-referrals', 3), row('plans', 4), row('section-47', 90)],
    OUTSIDE,
  )
  const known = (series: string) => knownYears(shown, OWN, series).get(2026)
  assert.equal(known('re-referrals'), undefined)
  assert.equal(known('plans'), undefined)
  assert.equal(known('referrals'), 400)
  assert.equal(known('section-47'), 90)
})

test('a whole of which all but few are a part does not tell of the few', () => {
  const shown = shownPublished([row('plans-started', 40), row('second-plans', 38)], OUTSIDE)
  assert.equal(shown.filter((r) => r.kind === 'suppressed').length, 1)
})

test('a small month cannot be worked out from its year, and divisions are left out', () => {
  const months = Array.from({ length: 12 }, (_, i) => row('referrals', i === 0 ? 2 : 30, i + 1))
  const shown = shownPublished(
    [row('referrals', 332), ...months, row('referral-source/police', 80)],
    OUTSIDE,
  )
  const hidden = shown.filter((r) => r.kind === 'suppressed')
  assert.ok(hidden.length >= 2)
  assert.ok(knownMonths(shown, 'referrals').size <= 11)
  assert.ok(!shown.some((r) => r.series.includes('/')))
})

test('inside, everything is as it was published', () => {
  const rows = [row('plans', 4), row('referral-source/police', 3)]
  assert.equal(shownPublished(rows, { ...OUTSIDE, inside: true }), rows)
})
