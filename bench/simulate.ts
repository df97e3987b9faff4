import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { bench, run } from 'mitata'
import {
  estimate,
  expected,
  prepare,
  simulateChunk,
  summarise,
  drawTable,
} from '#cycle/demand/rules/index.ts'
import type { SimInput } from '#cycle/demand/rules/index.ts'
import { inventedCare } from '#test/invented-care.ts'
import { naiveDraw } from './naive.ts'
import { seconds, table as asTable } from './rows.ts'
import type { Row } from './rows.ts'

/**
 * The simulation against a naive daily loop in the same run, and against itself in size, months, draws and workers.
 * Ratios, because this machine's seconds are nobody else's.
 */
const MONTHS = 60
const DRAWS = 100

function councilOf(entriesAMonth: number, months = MONTHS): SimInput {
  const care = inventedCare({ seed: 7, entriesAMonth, unaccompaniedAMonth: 2 })
  return prepare(care, estimate(care), { months })
}

function childDaysIn(input: SimInput, draws: number): number {
  const [block] = simulateChunk(input, 1, { from: 0, to: draws })
  return (block?.childDays ?? new Int32Array(0)).reduce((sum, d) => sum + d, 0)
}

type Measured = { readonly name: string; readonly childDays: number }
const rows: Measured[] = []

function measured(name: string, childDays: number, work: () => unknown): void {
  rows.push({ name, childDays })
  bench(name, work).gc('once')
}

const small = councilOf(9)
const medium = councilOf(20)
const large = councilOf(29)
const short = councilOf(20, 36)
for (const [name, input] of [
  ['300 children', small],
  ['700 children', medium],
  ['1,000 children', large],
] as const)
  measured(`all parts, ${name}, ${MONTHS} months, ${DRAWS} draws`, childDaysIn(input, DRAWS), () =>
    simulateChunk(input, 1, { from: 0, to: DRAWS }),
  )
measured('all parts, 700 children, 36 months, 100 draws', childDaysIn(short, DRAWS), () =>
  simulateChunk(short, 1, { from: 0, to: DRAWS }),
)
measured('all parts, 700 children, 60 months, 1,000 draws', childDaysIn(medium, 1000), () =>
  simulateChunk(medium, 1, { from: 0, to: 1000 }),
)
measured('naive daily loop, 700 children, 60 months, 1 draw', naiveDraw(medium, 1, 0), () =>
  naiveDraw(medium, 1, 0),
)
const table = drawTable(short, simulateChunk(short, 1, { from: 0, to: 1000 }))
measured('summarise 1,000 draws, 36 months', 0, () => summarise(table))
measured('analytic expectation, 700 children, 60 months', 0, () => expected(medium))

/** Runs what is listed above once, prints each, and gives the ratios. */
export async function benchSimulate(): Promise<readonly Row[]> {
  const result = await run({ format: 'quiet' })
  const timed = result.benchmarks.flatMap((b) =>
    b.runs.map((r) => ({ name: b.alias, ns: r.stats?.p50 ?? 0 })),
  )
  const rate = new Map<string, number>()
  for (const row of rows) {
    const ns = timed.find((t) => t.name === row.name)?.ns ?? 0
    const daysASecond = (row.childDays / ns) * 1e9
    rate.set(row.name, daysASecond)
    const speed = row.childDays === 0 ? '' : `${childMonths(daysASecond)} a core`
    console.log(`${row.name.padEnd(52)} ${(ns / 1e6).toFixed(1).padStart(8)} ms  ${speed}`)
  }
  const rateOf = (part: string): number =>
    [...rate].find(([name]) => name.startsWith(part))?.[1] ?? 0
  const ours = rateOf('all parts, 700 children, 60 months, 1,000')
  const naive = rateOf('naive')
  const tenth = rateOf('all parts, 700 children, 60 months, 100 draws')
  return [
    {
      what: 'Simulation: 700 children, 60 months, 1,000 draws, one core',
      ours: childMonths(ours),
      against: 'a naive daily loop with the same hazards',
      theirs: childMonths(naive),
      ratio: ours / naive,
    },
    {
      what: 'Simulation: 1,000 draws',
      ours: childMonths(ours),
      against: 'the same at 100 draws',
      theirs: childMonths(tenth),
      ratio: ours / tenth,
    },
    await workers(),
  ]
}

function childMonths(childDaysASecond: number): string {
  return `${(childDaysASecond / 30.4375e6).toFixed(1)} M child-months a second`
}

/** The same draws in one thread and in two: how much faster two are. Noisy when the machine is busy. */
async function workers(): Promise<Row> {
  const one = await millisecondsWith(1)
  const two = await millisecondsWith(2)
  return {
    what: `Simulation: two workers on ${availableParallelism()} cores`,
    ours: seconds(two),
    against: 'one worker',
    theirs: seconds(one),
    ratio: one / two,
  }
}

async function millisecondsWith(count: number): Promise<number> {
  const module = new URL('./simulate-thread.ts', import.meta.url)
  const threads = Array.from({ length: count }, () => new Worker(module, { workerData: medium }))
  await Promise.all(threads.map((t) => ask(t, 0, 200)))
  const bound = (i: number): number => Math.floor((i * 2000) / count)
  const start = performance.now()
  await Promise.all(threads.map((t, i) => ask(t, bound(i), bound(i + 1))))
  const took = performance.now() - start
  await Promise.all(threads.map((t) => t.terminate()))
  return took
}

function ask(thread: Worker, from: number, to: number): Promise<unknown> {
  return new Promise((resolve) => {
    thread.once('message', resolve)
    thread.postMessage({ from, to })
  })
}

if (import.meta.main) console.log(asTable(await benchSimulate()))
