import { parse } from 'csv-parse/sync'
import { iso, day } from '#kernel/dates.ts'
import { readAndClean } from '#cycle/demand/rules/index.ts'
import { scan } from '#src/cycle/demand/rules/import/scan.ts'
import { aFile, EPISODE_COLUMNS, HEADER_COLUMNS } from '#src/cycle/demand/rules/import/a-return.ts'

/**
 * Reading and cleaning a return of so many invented episodes, and cutting the same text into cells by our scanner and by
 * csv-parse. Printed as rows a second and as a ratio, in one run.
 */
export function benchImport(episodes = 200_000): void {
  const files = invented(episodes)
  const [first] = files
  if (first === undefined) return
  const text = new TextDecoder().decode(first.bytes)
  readAndClean(invented(5000))
  const ours = time(() => {
    const result = readAndClean(files)
    if (!result.ok || result.value.kept !== episodes)
      throw new Error('the invented return is not clean')
  })
  let scanned = 0
  const scanning = time(() => {
    scan(first.bytes, 44, { from: 0, row: 1 }, (row) => {
      scanned += row.cells
    })
  })
  let cells = 0
  const theirs = time(() => {
    parse(text, {
      on_record: (record: readonly string[]) => {
        cells += record.length
        return null
      },
    })
  })
  if (cells !== scanned) throw new Error('the two readers have found different cells')
  const perSecond = (ms: number) => Math.round((episodes / ms) * 1000).toLocaleString('en-GB')
  console.log(`import: ${episodes.toLocaleString('en-GB')} episodes`)
  console.log(`  read and cleaned: ${perSecond(ours)} rows a second`)
  console.log(
    `  cut into cells: ${perSecond(scanning)} by our scanner, ${perSecond(theirs)} by csv-parse`,
  )
  console.log(`  scanner to csv-parse: ${(theirs / scanning).toFixed(1)} times as fast`)
}

function time(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

function invented(episodes: number) {
  const each = 5
  const rows: string[] = [EPISODE_COLUMNS]
  const people: string[] = [HEADER_COLUMNS]
  for (let child = 0; child * each < episodes; child += 1) {
    const born = 13_000 + ((child * 7) % 2000)
    people.push(`${child},${(child % 2) + 1},${british(born)},WBRI,,,`)
    let from = 17_000 + (child % 500)
    for (let k = 0; k < each; k += 1) {
      const to = from + 20 + ((child * k) % 90)
      const last = k === each - 1 && child % 4 === 0
      rows.push(
        `${child},${british(from)},${k === 0 ? 'S' : 'P'},C2,N1,U5,PR1,${last ? '' : british(to)},X1,CARPL,M1 2RS,M3 4RS,SC1`,
      )
      from = to
    }
  }
  return [
    aFile('2020-21 episodes.csv', rows.join('\r\n')),
    aFile('2020-21 header.csv', people.join('\r\n')),
  ]
}

function british(d: number): string {
  const [year = '', month = '', dayOf = ''] = iso(day(d)).split('-')
  return `${dayOf}/${month}/${year}`
}

if (import.meta.main) benchImport()
