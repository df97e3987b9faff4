import { parse } from 'csv-parse/sync'
import { confirmImport, importFiles } from '#cycle/demand/index.ts'
import { emptyImage, openDatabase } from '#db'
import { iso, day } from '#kernel/dates.ts'
import { unwrap } from '#kernel/result.ts'
import { anActor } from '#test/support/people.ts'
import { copyTime } from './copy.ts'
import { perSecond, table, time } from './rows.ts'
import type { Row } from './rows.ts'
import { readAndClean } from '#cycle/demand/rules/index.ts'
import { scan } from '#src/cycle/demand/rules/import/scan.ts'
import { aFile, EPISODE_COLUMNS, HEADER_COLUMNS } from '#src/cycle/demand/rules/import/a-return.ts'

/**
 * Reading and cleaning a return of so many invented episodes, storing it in the embedded database, and cutting the same text into
 * cells by our scanner and by csv-parse.
 */
export async function benchImport(episodes = 200_000): Promise<readonly Row[]> {
  const files = invented(episodes)
  const [first] = files
  if (first === undefined) return []
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
  const cut = cutByLibrary(first.bytes)
  if (cut.cells !== scanned) throw new Error('the two readers have found different cells')
  const stored = await storeTime(files)
  const copied = await copyTime(first.bytes)
  const rate = (ms: number): string => `${perSecond(episodes, ms)} rows a second`
  return [
    row('Import: cut into cells', scanning, 'csv-parse, cutting alone', cut.ms, rate),
    row('Import: read, checked and cleaned', ours, 'csv-parse, cutting alone', cut.ms, rate),
    row('Import: read, checked and cleaned', ours, 'PostgreSQL COPY of raw texts', copied, rate),
    row(
      'Import: the whole, stored in the embedded database',
      stored,
      'PostgreSQL COPY of raw texts',
      copied,
      rate,
    ),
  ]
}

function row(
  what: string,
  ours: number,
  against: string,
  theirs: number,
  rate: (ms: number) => string,
): Row {
  return { what, ours: rate(ours), against, theirs: rate(theirs), ratio: theirs / ours }
}

function cutByLibrary(bytes: Uint8Array): { readonly ms: number; readonly cells: number } {
  const text = new TextDecoder().decode(bytes)
  let cells = 0
  const ms = time(() => {
    parse(text, {
      on_record: (record: readonly string[]) => {
        cells += record.length
        return null
      },
    })
  })
  return { ms, cells }
}

/** From bytes to an import in use: with pseudonyms, the files kept, the audit, and every row stored. */
async function storeTime(files: ReturnType<typeof invented>): Promise<number> {
  const db = await openDatabase({ memory: true, image: await emptyImage() })
  const actor = anActor({})
  const from = performance.now()
  await db.inCouncil(actor.council, async (tx) => {
    const { id } = unwrap(await importFiles(tx, actor, { files }))
    unwrap(await confirmImport(tx, actor, id))
  })
  const ms = performance.now() - from
  await db.close()
  return ms
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

if (import.meta.main) console.log(table(await benchImport()))
