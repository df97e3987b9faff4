import type { House } from '#office/house.ts'
import type { Tx } from '#db'
import { csv } from '#web'
import type { CsvCell, Reply, Visit } from '#web'
import { CHANGES } from '../../rules/index.ts'
import { filesOfImport, importById } from '../../store/imports.ts'
import type { ImportId } from '../../store/imports.ts'
import { changedRows, setAsideRows } from '../../store/listed-rows.ts'
import { importIdOf } from './get.ts'

const ALL = 1_000_000
const CSV = 'text/csv; charset=utf-8'

/** Every row set aside, with how to mend it. */
export function getSetAsideCsv(house: House) {
  return download(house, 'set-aside.csv', async (tx, id) => {
    const all = { sort: 'file', descending: false, limit: ALL, offset: 0 } as const
    const rows = await setAsideRows(tx, id, all)
    return [
      ['file', 'row', 'column', 'value', 'what is wrong', 'how to mend it'],
      ...rows.map((r) => [r.file, r.row, r.column_name, r.value, r.reason, r.mend]),
    ]
  })
}

/** Every row that cleaning changed or left out. */
export function getChangesCsv(house: House) {
  return download(house, 'changes.csv', async (tx, id) => {
    const names = new Map((await filesOfImport(tx, id)).map((f) => [f.position, f.name]))
    const rows = await changedRows(tx, id, { limit: ALL, offset: 0 })
    const titles: Readonly<Record<string, { readonly title: string; readonly step: number }>> =
      CHANGES
    return [
      ['file', 'row', 'column', 'step', 'what was done', 'was', 'now'],
      ...rows.map((r) => [
        names.get(r.file) ?? '',
        r.row,
        r.column_name,
        titles[r.kind]?.step,
        titles[r.kind]?.title ?? r.kind,
        r.was,
        r.now,
      ]),
    ]
  })
}

type Rows = (tx: Tx, id: ImportId) => Promise<readonly (readonly CsvCell[])[]>

function download(house: House, name: string, rowsOf: Rows) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const rows = await house.db.inCouncil(visit.actor.council, async (tx) =>
      (await importById(tx, id)) === undefined ? undefined : rowsOf(tx, id),
    )
    if (rows === undefined) return { kind: 'not-found' }
    return { kind: 'download', name, type: CSV, body: csv(rows) }
  }
}
