import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openDatabase } from '#db'
import { startServer } from '#test/support/server.ts'
import { usageOf } from './process.ts'
import { table } from './rows.ts'
import type { Row } from './rows.ts'

/** The platform's own mark: 15 ms in the middle and 60 ms at the 99th percentile, at 200 requests a second (90-platform, section 6). */
const MARK = { median: 15, p99: 60, aSecond: 200 }
const COUNCILS = Number(process.env['HEADWATER_BENCH_COUNCILS'] ?? 150)
const PORT = 4805
const SECONDS = 15

const said = z.object({ address: z.string(), cookie: z.string(), paths: z.array(z.string()) })
type Served = z.output<typeof said>

/** Pages with all security on, from a signed-in session over sockets, on a PostgreSQL server with many councils' data. */
export async function benchPages(): Promise<readonly Row[]> {
  const postgres = await startServer()
  const url = postgres.url('postgres')
  await (await openDatabase({ url })).close()
  const script = fileURLToPath(new URL('./pages-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, String(PORT), String(COUNCILS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const served = said.parse(JSON.parse(String(line)))
    await asked(served, 3, 100)
    const steady = await asked(served, SECONDS, MARK.aSecond)
    const before = usageOf(child.pid)
    const most = await flatOut(served, SECONDS)
    const after = usageOf(child.pid)
    const each = (after.cpuMs - before.cpuMs) / most.pages
    return [
      {
        what: `Pages: ${MARK.aSecond} requests a second, ${COUNCILS} councils on PostgreSQL`,
        ours: `median ${steady.median.toFixed(1)} ms, 99th ${steady.p99.toFixed(1)} ms`,
        against: 'the mark we set',
        theirs: `median ${MARK.median} ms, 99th ${MARK.p99} ms`,
        ratio: MARK.p99 / steady.p99,
      },
      {
        what: 'Pages: flat out, eight readers at once',
        ours: `${most.aSecond.toFixed(0)} pages a second, median ${most.median.toFixed(1)} ms, 99th ${most.p99.toFixed(1)} ms`,
        against: 'the mark we set',
        theirs: `${MARK.aSecond} pages a second`,
        ratio: most.aSecond / MARK.aSecond,
      },
      {
        what: `Pages: processor of the server for a page, mean of ${served.paths.length} kinds`,
        ours: `${each.toFixed(1)} ms`,
        against: 'what one core has at the mark',
        theirs: `${(1000 / MARK.aSecond).toFixed(1)} ms`,
        ratio: 1000 / MARK.aSecond / each,
      },
      {
        what: 'Pages: most memory of the server meanwhile',
        ours: `${after.mostMegabytes.toFixed(0)} MB`,
        against: 'the mark we set for one council embedded',
        theirs: '400 MB',
      },
    ]
  } finally {
    child.kill('SIGTERM')
    postgres.stop()
  }
}

type Latency = {
  readonly median: number
  readonly p99: number
  readonly aSecond: number
  readonly pages: number
}

/** So many requests a second, each measured from the moment it was due, whether or not those before it have been answered. */
async function asked(served: Served, seconds: number, aSecond: number): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const start = performance.now()
  const all = Array.from({ length: seconds * aSecond }, async (_, i) => {
    const due = start + (i * 1000) / aSecond
    await new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, due - performance.now()))
    })
    await page(served, agent, i)
    return performance.now() - due
  })
  const taken = await Promise.all(all)
  agent.destroy()
  return latency(taken, performance.now() - start)
}

/** Eight readers, each asking for the next page as soon as they have one. */
async function flatOut(served: Served, seconds: number): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const start = performance.now()
  const taken: number[] = []
  const reader = async (first: number): Promise<void> => {
    for (let i = first; performance.now() - start < seconds * 1000; i += 1) {
      const from = performance.now()
      await page(served, agent, i)
      taken.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, i) => reader(i)))
  agent.destroy()
  return latency(taken, performance.now() - start)
}

function latency(taken: readonly number[], ms: number): Latency {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return {
    median: at(0.5),
    p99: at(0.99),
    aSecond: (taken.length / ms) * 1000,
    pages: taken.length,
  }
}

let number = 0

/** One page, whole; anything but a page is a fault. Each request comes from an address of its own, below the limit of requests. */
function page(served: Served, agent: Agent, i: number): Promise<void> {
  const path = served.paths[i % served.paths.length] ?? '/'
  number += 1
  const from = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return new Promise((resolve, reject) => {
    const headers = { cookie: served.cookie, 'x-forwarded-for': from }
    const get = request(`${served.address}${path}`, { agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`${path} answers ${answer.statusCode}`))
      })
    })
    get.once('error', reject)
    get.end()
  })
}

if (import.meta.main) console.log(table(await benchPages()))
