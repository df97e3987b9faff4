import type { Tx } from '#db'
import type { Origin } from '#kernel/working.ts'
import type { RowOrigin } from './rules/index.ts'
import { imports } from './store/imports.ts'
import type { ImportRow } from './store/imports.ts'

/** Finds the file and row that a value came from. */
export type Places = (origin: RowOrigin | undefined) => Origin

const NOT_RECORDED: Origin = { kind: 'person', name: 'not recorded', at: '' }

/** The origins of everything that was imported, by its import, file and row. */
export async function placesOf(tx: Tx): Promise<Places> {
  const byId = new Map((await imports(tx, 10_000)).map((i): [string, ImportRow] => [i.id, i]))
  return (origin) => {
    const found = byId.get(origin?.importId ?? '')
    return origin === undefined || found === undefined ? NOT_RECORDED : placeIn(found, origin)
  }
}

function placeIn(found: ImportRow, origin: RowOrigin): Origin {
  const file = found.files[origin.file]
  if (file === undefined) return NOT_RECORDED
  return {
    kind: 'import',
    importId: found.id,
    file: file.file,
    sha256: found.documents.find((d) => d.name === file.file)?.sha256 ?? '',
    ...(file.sheet === undefined ? {} : { sheet: file.sheet }),
    rows: [origin.row],
    by: found.made_by_name,
    at: found.made_at,
    href: `/budget/import/${found.id}`,
  }
}
