import {
  barsChart,
  columnsChart,
  gapBandsChart,
  stackedBar,
  waterfallChart,
} from '../../charts/index.ts'
import type { Bar, NeedYear } from '../../charts/index.ts'
import { changeInMillions, inMillions, pounds } from '../../format.ts'
import type { Html } from '../../html.ts'
import { millions, monthAfter, thousands } from './invented.ts'

export function gapExample(): Html {
  return waterfallChart({
    id: 'gap',
    lead: 'Pressures of £12.2m meet £4.3m of new funding, and leave a gap of £7.9m',
    note: '2027\u201128, from the agreed budget of 2026\u201127. Dotted adds to the gap, solid takes from it, striped is not covered.',
    title: 'From pressures to what is not covered, 2027-28',
    desc: 'Pay +£3.1m, prices +£3.6m, demand +£5.5m, funding −£4.3m, gap £7.9m, savings −£5.2m, reserve −£0.8m, not covered £1.9m with an 8 in 10 chance of between £0.4m and £4.2m.',
    steps: [
      { name: 'Pay awards', change: millions(3.1) },
      { name: 'Prices', change: millions(3.6) },
      { name: 'Demand for placements', change: millions(5.5) },
      { name: 'Funding grows', change: millions(-4.3) },
      { name: 'Gap', change: 0, total: true },
      { name: 'Savings', change: millions(-5.2) },
      { name: 'Reserve, one-off', change: millions(-0.8), look: 'pale' },
      {
        name: 'Not covered',
        change: 0,
        total: true,
        look: 'broad',
        band: { low: millions(0.4), high: millions(4.2) },
      },
    ],
    format: inMillions,
    formatChange: changeInMillions,
  })
}

function needed(year: string, need: number, spread: number, funding: number): NeedYear {
  const band = { low: millions(need - spread), high: millions(need + spread * 1.2) }
  return { year, need: millions(need), band, funding: millions(funding) }
}

export function yearsExample(): Html {
  return gapBandsChart({
    id: 'years',
    lead: 'Need outruns funding by £3.1m in 2026\u201127 and by £19.9m in 2029\u201130',
    note: 'Children’s services, net. Dots and line: need, with its 8 in 10 band. Squares and dashes: funding known.',
    title: 'Need and funding by year',
    desc: '2026-27 need £171.2m, funding £168.1m; 2027-28 £181.0m against £173.1m; 2028-29 £190.3m against £176.8m; 2029-30 £199.8m against £179.9m.',
    years: [
      needed('2026-27', 171.2, 1.4, 168.1),
      needed('2027-28', 181, 3.6, 173.1),
      needed('2028-29', 190.3, 5.9, 176.8),
      needed('2029-30', 199.8, 8.2, 179.9),
    ],
    format: pounds,
  })
}

export function coveredExample(): Html {
  return stackedBar({
    id: 'covered',
    lead: '£6.7m is found; £1.9m is not covered',
    note: 'Children’s services only, net. There is an 8 in 10 chance that the uncovered part is between £0.4m and £4.2m.',
    title: 'How the gap of 2027-28 is closed',
    desc: '£5.2m savings, £0.5m income, £1.0m reserve, £1.9m not covered.',
    parts: [
      { name: 'savings', value: millions(5.2), look: 'water' },
      { name: 'income', value: millions(0.5), look: 'stripe' },
      { name: 'reserve, returns next year', value: millions(1), look: 'pale' },
      { name: 'not covered', value: millions(1.9), look: 'broad' },
    ],
    format: pounds,
  })
}

export function monthsExample(): Html {
  const along = Array.from({ length: 36 }, (_, i) => monthAfter('2026-11', i))
  const part = (name: string, from: number, to: number) => ({
    name,
    values: along.map((_, i) => (from + ((to - from) * i) / 35) * 100_000),
  })
  const parts = [
    part('Residential', 2380, 2910),
    part('Independent fostering', 942, 1060),
    part('Supported accommodation', 402, 471),
    part('In-house fostering', 386, 398),
    part('Secure', 64, 64),
  ]
  const whole = along.map((_, i) => parts.reduce((sum, p) => sum + (p.values[i] ?? 0), 0))
  return columnsChart({
    id: 'months',
    lead: 'Residential homes take three pounds in every five, and rising',
    note: 'Cost of placements in each month, November 2026 to October 2029. The line on each column holds 8 in 10 futures.',
    title: 'Cost of placements by month and kind',
    desc: 'From £4.2m in November 2026 to £4.9m in October 2029, of which residential £2.4m and £2.9m.',
    along,
    parts,
    bands: whole.map((w, i) => ({
      low: w * (1 - 0.02 * Math.sqrt(i + 1)),
      high: w * (1 + 0.024 * Math.sqrt(i + 1)),
    })),
    format: pounds,
  })
}

function ranged(label: string, value: number, low: number, high: number): Bar {
  return { label, value: thousands(value), band: { low: thousands(low), high: thousands(high) } }
}

export function barsExample(): Html {
  return barsChart({
    id: 'bars',
    lead: 'Recruiting foster carers is worth most, and its worth is least sure',
    note: 'Effect in 2027\u201128. The line across a bar’s end holds 8 in 10 futures.',
    title: 'Effect of proposals, 2027-28',
    desc: 'Foster carers £943,000, regional framework £847,000, routes £684,000, a new hub costs £260,000.',
    bars: [
      ranged('Recruit and keep more in-house foster carers', 943, 520, 1200),
      ranged('Regional residential framework, re-let', 847, 220, 1200),
      ranged('Routes and vehicles', 684, 501, 790),
      { ...ranged('A hub for edge of care', -260, -310, -220), look: 'dots' },
      { label: 'Not yet costed', value: 0 },
    ],
    format: pounds,
  })
}
