import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { PPM } from '#kernel/rate.ts'
import { financialYear } from '#kernel/year.ts'
import { LINCOLNSHIRE_2011, STREAMS, SUBJECTIVES } from '../data/catalogue.ts'
import { cubeOf, grandTotal } from './cube.ts'
import {
  countedServices,
  groupFinder,
  moneyService,
  s251On,
  statutoryOn,
  treeFaults,
} from './services.ts'
import { planningMoney } from './streams.ts'

const { services } = LINCOLNSHIRE_2011
const find = (id: string) => services.find((s) => s.id === id)

test('the core offer of paper 003 has 46 services in three groups, and the rest of its lists', () => {
  const offer = services.filter((s) => s.kind === 'service' && s.parent === undefined)
  const byGroup = [...Map.groupBy(offer, (s) => s.group).values()].map((g) => g.length)
  assert.deepEqual(byGroup, [14, 20, 12])
  const count = (prefix: RegExp): number => services.filter((s) => prefix.test(s.id)).length
  assert.deepEqual([/^D\d/, /^R\d/, /^U\d/, /^X\d/, /^T\d/, /^J\d/].map(count), [11, 9, 4, 4, 4, 5])
  assert.equal(LINCOLNSHIRE_2011.overview.length, 6)
})

test('the tree has no fault, and every share of Section 251 is a whole', () => {
  assert.deepEqual(treeFaults(services), [])
  for (const s of services) {
    const shares = s251On(s, isoDay('2026-04-01'))
    if (shares.length > 0)
      assert.equal(
        shares.reduce((t, x) => t + x.share, 0),
        PPM,
        s.id,
      )
  }
})

test('linked entries share one money line: the catalogue’s total counts each once', () => {
  const linked = Object.fromEntries(
    services.flatMap((s) => (s.sameAs === undefined ? [] : [[s.id, s.sameAs]])),
  )
  assert.deepEqual(linked, {
    P11: 'S12',
    D04: 'P12',
    D07: 'S03',
    D09: 'L03',
    R5: 'P02',
    X04: 'L16',
    T1: 'L09',
    T2: 'L09',
    T3: 'L09',
    T4: 'L09',
  })
  const counted = countedServices(services)
  const at = moneyService(services)
  const amounts = counted.map((s) => ({
    line: {
      service: at(s.id),
      subjective: 'employees',
      stream: 'core',
      area: 'county',
      costCentre: '',
    },
    version: { year: financialYear(2011), kind: 'draft' as const, name: '' },
    pence: pence(1),
    oneOff: false,
  }))
  const cube = cubeOf({ amounts, subjectives: SUBJECTIVES, groupOf: groupFinder(services) })
  assert.equal(grandTotal(cube).gross, services.length - 10 - 2)
  assert.equal(new Set(amounts.map((a) => a.line.service)).size, amounts.length)
})

test('what the law asks is dated: domestic abuse support from October 2021', () => {
  const service = find('S12')
  assert.ok(service)
  assert.equal(statutoryOn(service, isoDay('2021-09-30'))?.kind, 'no')
  assert.equal(statutoryOn(service, isoDay('2021-10-01'))?.kind, 'part')
})

test('default streams of every service are streams that are shipped', () => {
  const known = new Set(STREAMS.map((s) => s.id))
  for (const s of services) for (const f of s.funding) assert.ok(known.has(f), `${s.id}: ${f}`)
})

test('the early intervention grant has its several published figures, and none is planned with', () => {
  const eig = STREAMS.find((s) => s.id === 'eig')
  assert.ok(eig)
  assert.deepEqual(
    eig.national.map((m) => [m.year, m.status, m.pence / 100_000_000]),
    [
      ['2011-12', 'announced', 2212],
      ['2011-12', 'announced', 2222],
      ['2011-12', 'allocated', 2235],
      ['2012-13', 'announced', 2297],
      ['2012-13', 'announced', 2307],
    ],
  )
  assert.equal(planningMoney(eig, financialYear(2011)), undefined)
  assert.equal(STREAMS.find((s) => s.id === 'music')?.national.length, 0)
})
