import {
  drawTable,
  estimate,
  prepare,
  simulateChunk,
  simulateSpells,
  spellsOf,
  summarise,
  SUB_TYPES,
} from '#cycle/demand/rules/index.ts'
import {
  allocator,
  calibrateFits,
  countShadow,
  placedStates,
  placedTable,
  poolsOf,
  runCalendar,
  sharesOfModel,
  shadowCount,
  shadowCurve,
  SHIPPED_POLICY,
  simulatePlaces,
  spellPrices,
  usableDays,
} from '#cycle/placements/rules/index.ts'
import { someRow } from '#cycle/placements/rules/capacity/test-places.ts'
import { aBook } from '#cycle/placements/rules/test-book.ts'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { inventedCare } from '#test/invented-care.ts'
import { middle, seconds, table, time } from './rows.ts'
import type { Row } from './rows.ts'

/**
 * What places add to a forecast, and a curve of forty shadow prices from one set of draws. Ratios of one run, each pair
 * measured in turn, because this machine's milliseconds are nobody else's.
 */
const [MONTHS, DRAWS, TIMES, MOST, SEED] = [60, 200, 7, 40, 1] as const

const care = inventedCare({ seed: 7, entriesAMonth: 20, unaccompaniedAMonth: 2 })
const input = prepare(care, estimate(care), { months: MONTHS })
const calendar = runCalendar(input)
const draws = { from: 0, to: DRAWS }

function council() {
  const there = (name: (typeof SUB_TYPES)[number]) =>
    input.people.subType.filter((s) => SUB_TYPES[s] === name).length
  const pools = poolsOf([
    someRow({ approved: Math.round(there('in-house-foster') * 1.1) }),
    someRow({ pool: 'lodgings', ageFrom: 16, approved: 12 }),
    someRow({ pool: 'own-homes', approved: there('home-own') }),
  ])
  const usable = usableDays(pools, calendar)
  const reference = Array.from({ length: 6 }, (_, draw) => ({
    draw,
    spells: spellsOf(input, SEED, draw),
  }))
  const wanted = sharesOfModel(input, SHIPPED_POLICY, pools)
  const given = { policy: SHIPPED_POLICY, pools, calendar, usable, seed: SEED, wanted }
  const { fits } = calibrateFits(reference, given)
  return { usable, maker: allocator(SHIPPED_POLICY, pools, fits, calendar) }
}

export function benchCapacity(): readonly Row[] {
  const { usable, maker } = council()
  const plan = { allocator: maker, usableOf: () => usable }
  const states = placedStates(input, maker.rules)
  const spells = () => simulateSpells(input, SEED, draws, { states, place: () => undefined })
  const taken = { plain: [], spells: [], placed: [], whole: [], wholePlaced: [] } as Record<
    'plain' | 'spells' | 'placed' | 'whole' | 'wholePlaced',
    number[]
  >
  for (let i = 0; i < TIMES; i += 1) {
    taken.plain.push(time(() => simulateChunk(input, SEED, draws)))
    taken.spells.push(time(spells))
    taken.placed.push(time(() => simulatePlaces(input, SEED, draws, plan)))
    taken.whole.push(time(() => summarise(drawTable(input, simulateChunk(input, SEED, draws)))))
    taken.wholePlaced.push(
      time(() =>
        summarise(placedTable(input, maker.rules, simulatePlaces(input, SEED, draws, plan))),
      ),
    )
  }
  const of = (name: keyof typeof taken) => middle(taken[name])
  const curve = time(() => curveOf(maker, usable))
  const held = `${DRAWS} draws of ${MONTHS} months, ${input.people.born.length} children`
  return [
    row(
      `Draws that hand out their placements: ${held}`,
      of('spells'),
      'the draws alone',
      of('plain'),
    ),
    row('The same with places given and counted', of('placed'), 'the draws alone', of('plain')),
    row('Draws, table and summary with places', of('wholePlaced'), 'the same without', of('whole')),
    row(`A shadow curve of ${MOST} places, with its draws`, curve, 'the draws alone', of('plain')),
  ]
}

function row(what: string, ours: number, against: string, theirs: number): Row {
  console.log(`${what.padEnd(78)} ${(ours / theirs).toFixed(2)} times ${against}`)
  return { what, ours: seconds(ours), against, theirs: seconds(theirs), ratio: theirs / ours }
}

function curveOf(maker: ReturnType<typeof council>['maker'], usable: Int32Array) {
  const prices = spellPrices(aBook({ from: isoDay('2020-04-01') }), calendar, {
    spreads: {},
    dearStart: undefined,
    known: [],
  })
  const count = shadowCount({
    allocator: maker,
    pool: 0,
    most: MOST,
    from: 0,
    to: 365,
    prices,
    seed: SEED,
    draws: DRAWS,
  })
  simulateSpells(input, SEED, draws, {
    place: (draw, spells) => {
      countShadow(count, draw, draw, spells, usable)
      return undefined
    },
  })
  const curve = shadowCurve(count, pence(0))
  if (curve.length !== MOST || curve.some((p) => p.price < 0))
    throw new Error('a place more cost something at flat prices')
  return curve
}

if (import.meta.main) console.log(table(benchCapacity()))
