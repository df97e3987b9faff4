import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isoDay, month } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { financialYear } from '#kernel/year.ts'
import { PROFILES } from '#office/disclosure/index.ts'
import {
  AXES,
  budgetCube,
  cellsOf,
  fewChildren,
  moneyService,
  NO_BUDGET,
  outsideBudget,
  outsideChecks,
  totals,
  versionsOf,
} from './index.ts'
import type { Amount, Axis, Budget, DriverVolume, Service } from './index.ts'

const OURS = PROFILES['headwater-public']
const YEAR = financialYear(2026)
const DRAFT = { year: YEAR, kind: 'draft', name: '' } as const
const AGREED = { year: YEAR, kind: 'agreed', name: '' } as const

function aService(id: string, group: string, parent?: string): Service {
  return {
    id,
    name: `Service ${id}`,
    group,
    kind: 'service',
    statutory: [],
    s251: [],
    owner: '',
    from: isoDay('2020-04-01'),
    funding: [],
    ...(parent === undefined ? {} : { parent }),
  }
}

type Given = Partial<Omit<Amount, 'line'>> & Partial<Amount['line']>

function anAmount(service: string, pounds: number, given: Given = {}): Amount {
  const { subjective, stream, area, costCentre, ...rest } = given
  return {
    line: {
      service,
      subjective: subjective ?? 'third-party',
      stream: stream ?? 'core',
      area: area ?? '',
      costCentre: costCentre ?? `CC-${service}`,
    },
    version: DRAFT,
    pence: pence(pounds * 100),
    oneOff: false,
    ...rest,
  }
}

/** Child-days a month of a driver: 31 a month is about one child. */
function volumesOf(driver: string, days: number): readonly DriverVolume[] {
  return Array.from({ length: 12 }, (_, i) => ({
    driver,
    unit: 'child-day' as const,
    month: month(i < 9 ? `2026-${String(i + 4).padStart(2, '0')}` : `2027-0${i - 8}`),
    thousandths: days * 1000,
    source: 'plan',
  }))
}

const SERVICES = [
  aService('secure', 'Looked after'),
  aService('advocacy', 'Looked after'),
  aService('fostering', 'Looked after'),
  aService('centres', 'Prevention'),
]
const BUDGET: Budget = {
  ...NO_BUDGET,
  services: SERVICES,
  subjectives: [{ id: 'third-party', name: 'Third party', sign: 'spend' }],
  volumes: [...volumesOf('secure-home', 31), ...volumesOf('foster', 6000)],
  amounts: [
    anAmount('secure', 384_020, { driver: 'secure-home' }),
    anAmount('advocacy', 90_000),
    anAmount('fostering', 9_000_000, { driver: 'foster' }),
    anAmount('centres', 50_000),
  ],
}

function by(budget: Budget, axis: Axis): ReadonlyMap<string, number> {
  return new Map(
    cellsOf(totals(budgetCube(budget, budget.amounts), [axis])).map((c) => [
      c.at[0] ?? '',
      c.gross / 100,
    ]),
  )
}

test('a line whose driver counts one child on average tells of few, and one of two hundred does not', () => {
  const few = fewChildren(BUDGET.volumes, OURS)
  assert.deepEqual(BUDGET.amounts.map(few), [true, false, false, false])
  const six = fewChildren(volumesOf('secure-home', 186), OURS)
  assert.ok(!six(anAmount('secure', 1, { driver: 'secure-home' })), 'six children are enough')
})

test('£384,020 for one child is shown together with the next smallest service of its group', () => {
  const { budget, hidden } = outsideBudget(BUDGET, OURS)
  assert.deepEqual([...hidden].toSorted(), ['advocacy', 'secure'])
  assert.deepEqual(Object.fromEntries(by(budget, 'service')), {
    centres: 50_000,
    fostering: 9_000_000,
    'together-looked-after': 474_020,
  })
  assert.deepEqual(by(budget, 'group'), by(BUDGET, 'group'))
  assert.deepEqual(by(budget, 'stream'), by(BUDGET, 'stream'))
  assert.equal(moneyService(budget.services)('secure'), 'together-looked-after')
})

test('a budget without drivers of few children is the same budget', () => {
  const plain = { ...BUDGET, volumes: volumesOf('foster', 6000) }
  assert.equal(outsideBudget(plain, OURS).budget, plain)
})

test('a companion too small to hide the amount is joined by another', () => {
  const small = { ...BUDGET, amounts: [...BUDGET.amounts] }
  small.amounts[1] = anAmount('advocacy', 12_000)
  assert.deepEqual([...outsideBudget(small, OURS).hidden].toSorted(), [
    'advocacy',
    'fostering',
    'secure',
  ])
})

test('a version in which the service stands with another driver does not tell it either', () => {
  const agreed = [
    anAmount('secure', 400_000, { version: AGREED }),
    anAmount('advocacy', 95_000, { version: AGREED }),
  ]
  const two = { ...BUDGET, amounts: [...BUDGET.amounts, ...agreed] }
  const { budget } = outsideBudget(two, OURS)
  assert.equal(versionsOf(budget.amounts).length, 2)
  assert.ok(budget.amounts.every((a) => a.line.service !== 'secure'))
})

test('parts of one head are shown together first, so that the head keeps its total', () => {
  const services = [
    ...SERVICES,
    aService('homes', 'Looked after'),
    aService('own', 'Looked after', 'homes'),
    aService('bought', 'Looked after', 'homes'),
  ]
  const amounts = [
    anAmount('own', 700_000),
    anAmount('bought', 300_000, { driver: 'secure-home' }),
    anAmount('advocacy', 90_000),
  ]
  const { budget, hidden } = outsideBudget({ ...BUDGET, services, amounts }, OURS)
  assert.deepEqual([...hidden].toSorted(), ['bought', 'own'])
  assert.equal(budget.services.find((s) => s.id.startsWith('together'))?.parent, 'homes')
})

test('a stream that pays for one child alone is shown as the stream that pays most of the group', () => {
  const amounts = [
    anAmount('secure', 384_020, { driver: 'secure-home', stream: 'grant' }),
    anAmount('fostering', 9_000_000, { driver: 'foster' }),
    anAmount('advocacy', 90_000),
  ]
  const { budget } = outsideBudget({ ...BUDGET, amounts }, OURS)
  assert.deepEqual([...by(budget, 'stream').keys()], ['core'])
})

test('checks of a service that is shown together say neither figures nor place', () => {
  const check = {
    id: 'C1',
    severity: 'block',
    passed: false,
    what: 'the months of a line make its year',
    unit: 'pence',
    left: 1,
    right: 2,
    difference: -1,
    where: 'draft 2026-27, secure/third-party',
    fix: 'Correct a month',
  } as const
  const other = { ...check, where: 'draft 2026-27, insecure/third-party' }
  const [hidden, shown] = outsideChecks([check, other], new Set(['secure']))
  assert.equal(hidden?.left, null)
  assert.doesNotMatch(JSON.stringify(hidden), /secure\//)
  assert.equal(hidden?.passed, false)
  assert.equal(shown, other)
})

const aLine = fc.record({
  service: fc.constantFrom('secure', 'advocacy', 'fostering', 'centres'),
  area: fc.constantFrom('', 'north'),
  version: fc.constantFrom(DRAFT, AGREED),
  pounds: fc.integer({ min: 1000, max: 1_000_000 }),
  few: fc.boolean(),
})

/** Moves money from the rest to the money of few, in one version, and leaves the rest what it can spare. */
function shifted(amounts: readonly Amount[], few: Amount, rest: readonly Amount[]): Budget {
  let left = Math.ceil(few.pence / 10)
  const spared = new Map<Amount, number>()
  for (const a of rest) {
    const spare = Math.min(left, a.pence)
    spared.set(a, spare)
    left -= spare
  }
  assert.equal(left, 0, 'the rest is less than a tenth of the money of few')
  const moved = amounts.map((a) =>
    a === few
      ? { ...a, pence: pence(a.pence + Math.ceil(few.pence / 10)) }
      : { ...a, pence: pence(a.pence - (spared.get(a) ?? 0)) },
  )
  return { ...BUDGET, amounts: moved }
}

function totalsByEveryTwo(budget: Budget): unknown {
  const cube = budgetCube(budget, budget.amounts)
  return AXES.flatMap((a) =>
    AXES.map((b) =>
      cellsOf(totals(cube, a === b ? [a] : [a, b])).filter((c) => c.gross !== 0 || c.income !== 0),
    ),
  )
}

test('another budget, with a tenth more for the few, has the same totals by every two axes outside', () => {
  let tried = 0
  fc.assert(
    fc.property(fc.array(aLine, { minLength: 4, maxLength: 14 }), (lines) => {
      const amounts = lines.map(({ service, pounds, few, ...given }, i) =>
        anAmount(service, pounds, {
          ...given,
          costCentre: `CC${i}`,
          ...(few && service === 'secure' ? { driver: 'secure-home' } : {}),
        }),
      )
      const whole: Budget = { ...BUDGET, amounts }
      const { budget, hidden } = outsideBudget(whole, OURS)
      const isFew = fewChildren(whole.volumes, OURS)
      const within = amounts.filter((a) => hidden.has(a.line.service))
      for (const few of within.filter(isFew)) {
        const rest = within.filter((a) => !isFew(a) && a.version === few.version)
        const others = amounts.filter((a) => !isFew(a) && a.version === few.version)
        if (others.reduce((n, a) => n + a.pence, 0) * 10 < few.pence) continue
        const other = shifted(amounts, few, rest)
        assert.notDeepEqual(totalsByEveryTwo(other), totalsByEveryTwo(whole))
        const again = outsideBudget(other, OURS)
        if ([...again.hidden].join() !== [...hidden].join()) continue
        assert.deepEqual(totalsByEveryTwo(again.budget), totalsByEveryTwo(budget))
        tried += 1
      }
    }),
    { numRuns: 150, seed: 20_260_405 },
  )
  assert.ok(tried > 50, `only ${tried} were tried`)
})
