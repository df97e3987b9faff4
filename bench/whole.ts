import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { usageOf } from './process.ts'
import type { Usage } from './process.ts'
import { middle, seconds, table } from './rows.ts'
import type { Row } from './rows.ts'

/**
 * The whole process, from starting the program on files to its document on standard output: what a person waits for. The published
 * reference is the best open peer, `cs-demand-model-regional` (Python), on the same regional sample.
 */
const PEER = { seconds: 1.85, megabytes: 83 }
const TIMES = 3

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const shared = fileURLToPath(
  new URL('../../shared/data/ssda903/cs_demand_model_regional_v1', import.meta.url),
)
const examples = fileURLToPath(new URL('../examples/', import.meta.url))

export async function benchWhole(): Promise<readonly Row[]> {
  const regional = existsSync(shared)
  const files = regional ? shared : `${examples}returns`
  const sample = regional ? 'the regional sample' : 'the invented example (no ../shared here)'
  const rows: Row[] = []
  const prices = ['--prices', `${examples}prices.csv`]
  const year = ['--from', regional ? '2022-04-01' : '2026-04-01']
  const wanted = [
    {
      what: `three years, 1,000 draws, costed, from ${sample}`,
      args: ['--kind', 'own', ...year, '--months', '36', '--draws', '1000', ...prices],
    },
    ...(regional
      ? [
          {
            what: `the peer’s own method, three years, from ${sample}`,
            args: [
              '--kind',
              'matching',
              '--reference',
              '2021-04-01..2022-03-31',
              '--from',
              '2022-03-31',
              '--to',
              '2025-03-31',
            ],
          },
        ]
      : []),
  ]
  for (const { what, args } of wanted) {
    const runs = []
    for (let i = 0; i < TIMES; i += 1)
      runs.push(await measured(['demand', 'forecast', files, ...args]))
    const ms = middle(runs.map((r) => r.ms))
    const cpu = middle(runs.map((r) => r.usage.cpuMs))
    const mb = middle(runs.map((r) => r.usage.mostMegabytes))
    rows.push({
      what: `Whole process: ${what}`,
      ours: `${seconds(ms)} (${seconds(cpu)} of processor), ${mb.toFixed(0)} MB`,
      against: 'open Python peer, published figures of its own script',
      theirs: `${PEER.seconds} s, ${PEER.megabytes} MB`,
      ratio: regional ? (PEER.seconds * 1000) / ms : undefined,
    })
  }
  return rows
}

/** Time, processor and the most memory of one run of the program. */
async function measured(
  args: readonly string[],
): Promise<{ readonly ms: number; readonly usage: Usage }> {
  const from = performance.now()
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk)
  })
  let usage = usageOf(child.pid)
  const watch = setInterval(() => {
    const now = usageOf(child.pid)
    // What has ended has no memory any more: the most it ever had stays.
    const mostMegabytes = Math.max(usage.mostMegabytes, now.mostMegabytes)
    usage = { cpuMs: Math.max(usage.cpuMs, now.cpuMs), mostMegabytes }
  }, 10)
  const status = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  clearInterval(watch)
  if (status !== 0) throw new Error(`headwater ${args.join(' ')} ended with ${status}: ${said}`)
  return { ms: performance.now() - from, usage }
}

if (import.meta.main) console.log(table(await benchWhole()))
