import { existsSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { s251Years } from '#src/cycle/budget/s251-files.ts'
import { sharedBytes, sharedPath } from '#test/shared.ts'

const YEARS = ['0809', '0910', '1011', '1213', '1314']

/**
 * Five published years of Section 251 read, recognised and checked, against csv-parse cutting the same bytes into cells
 * and doing nothing with them. The least processor time of several rounds, so that a busy machine does not decide.
 */
export function benchS251(rounds = 9): void {
  const paths = YEARS.map((year) => `data/finance/s251_outturn_cyps_${year}.csv.gz`)
  const missing = paths.find((path) => !existsSync(sharedPath(path)))
  if (missing !== undefined) {
    console.log(`s251: not measured, ../shared/${missing} is not here`)
    return
  }
  const files = paths.map((path, i) => ({
    name: `${YEARS[i] ?? ''}.csv`,
    bytes: sharedBytes(path),
  }))
  let rows = 0
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(
      processorTime(() => {
        for (const f of files) parse(Buffer.from(f.bytes), { encoding: 'latin1' })
      }),
    )
    ours.push(
      processorTime(() => {
        const years = s251Years(files)
        if (!years.ok) throw new Error(years.refusals[0]?.message)
        rows = years.value.reduce((n, y) => n + y.read.council.length, 0)
      }),
    )
  }
  const [us, them] = [Math.min(...ours), Math.min(...bare)]
  console.log(`s251: ${rows.toLocaleString('en-GB')} rows of ${files.length} years`)
  console.log(`  csv-parse alone: ${them.toFixed(0)} ms; read and checked: ${us.toFixed(0)} ms`)
  console.log(`  ratio: ${(us / them).toFixed(2)} (at most 2.5)`)
}

function processorTime(work: () => void): number {
  const from = process.cpuUsage()
  work()
  const used = process.cpuUsage(from)
  return (used.user + used.system) / 1000
}

if (import.meta.main) benchS251()
