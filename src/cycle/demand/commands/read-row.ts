import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { documentBytes } from '#office/documents/index.ts'
import { withTables } from '../door/tables.ts'
import { isPlainColumn, rowOf } from '../rules/index.ts'
import type { Cell } from '../rules/index.ts'
import { filesOfImport } from '../store/imports.ts'
import type { ImportFile, ImportId } from '../store/imports.ts'

export type RowPlace = { readonly id: ImportId; readonly file: number; readonly row: number }
export type RowFound = {
  readonly file: ImportFile
  readonly cells: readonly Cell[]
  /** Columns that are there and not shown. */
  readonly hidden: readonly string[]
}

/** A row as it was sent, the columns that identify nobody alone; undefined when there is none. */
export async function readRow(tx: Tx, place: RowPlace): Promise<RowFound | undefined> {
  const whole = await wholeRow(tx, place)
  if (whole === undefined) return undefined
  return {
    file: whole.file,
    cells: whole.cells.filter((c) => isPlainColumn(c.column)),
    hidden: whole.cells.filter((c) => !isPlainColumn(c.column)).map((c) => c.column),
  }
}

/** The whole row, for a stated purpose that is recorded with the name of whoever looked. 90-platform, section 3. */
export async function readWholeRow(
  tx: Tx,
  actor: Actor,
  place: RowPlace,
  purpose: string,
): Promise<Result<RowFound | undefined>> {
  if (purpose.trim().length < 10)
    return refused({
      kind: 'no-purpose',
      field: 'purpose',
      message: 'Say what you need the row for',
      mend: 'Write a few words, such as “mending the date of birth with the social work team”',
    })
  const found = await wholeRow(tx, place)
  if (found === undefined) return ok(undefined)
  await record(tx, actor, {
    verb: 'looked at a row',
    subject: `import/${place.id}`,
    why: purpose.trim(),
    after: { file: place.file, row: place.row },
  })
  return ok(found)
}

async function wholeRow(tx: Tx, place: RowPlace): Promise<RowFound | undefined> {
  const file = (await filesOfImport(tx, place.id)).find((f) => f.position === place.file)
  const document = file === undefined ? undefined : parseId<'document'>(file.document_id)
  if (file === undefined || document === undefined) return undefined
  const bytes = await documentBytes(tx, document)
  if (bytes === undefined) return undefined
  const { name, sha256, table_name: table } = file
  const [whole] = withTables([{ name, bytes, sha256, tables: [table] }], Number.POSITIVE_INFINITY)
  const cells = whole === undefined ? undefined : rowOf(whole, place.row)
  if (cells === undefined) return undefined
  const shown = cells.filter((c): c is Cell => 'column' in c && 'value' in c && !('mend' in c))
  return shown.length === 0 ? undefined : { file, cells: shown, hidden: [] }
}
