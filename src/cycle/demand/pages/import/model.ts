import type { Tx } from '#db'
import { CHANGES, FAULTS } from '../../rules/index.ts'
import {
  changesByKind,
  commonestValue,
  countSetAside,
  faultsByKind,
  setAsideRows,
  SORTS,
} from '../../store/listed-rows.ts'
import type { CommonValue, SetAsideRow, Sort } from '../../store/listed-rows.ts'
import { filesOfImport } from '../../store/imports.ts'
import type { Found, ImportFile, ImportRow } from '../../store/imports.ts'
import { importLine } from '../imports/model.ts'
import type { ImportLine } from '../imports/model.ts'

export const A_PAGE = 50

export type Search = {
  readonly file: string | undefined
  readonly kind: string | undefined
  readonly sort: Sort
  readonly descending: boolean
  readonly page: number
}

export type KindLine = {
  readonly kind: string
  readonly title: string
  /** In a sentence, after a count. */
  readonly short: string
  readonly rows: number
}

export type ImportModel = ImportLine & {
  readonly ready: number
  /** By how many the rows set aside lower the count of the last day. */
  readonly lowersCount: number
  readonly found: Found
  readonly files: readonly ImportFile[]
  readonly faults: readonly KindLine[]
  readonly changes: readonly KindLine[]
  readonly refusal: ImportRow['refusal']
  readonly decided: { readonly at: string; readonly by: string } | undefined
  readonly search: Search
  readonly listed: { readonly rows: readonly SetAsideRow[]; readonly of: number }
  /** One value that stands behind many of the rows set aside: one mend may clear them. */
  readonly oneMend: CommonValue | undefined
}

export function searchOf(query: URLSearchParams): Search {
  const sort = SORTS.find((s) => s === query.get('sort')) ?? 'file'
  const page = Math.floor(Number(query.get('page') ?? '1'))
  return {
    file: query.get('file') ?? undefined,
    kind: query.get('kind') ?? undefined,
    sort,
    descending: query.get('dir') === 'desc',
    page: Number.isFinite(page) && page >= 1 ? Math.min(page, 1_000_000) : 1,
  }
}

export async function importModel(tx: Tx, row: ImportRow, search: Search): Promise<ImportModel> {
  const files = await filesOfImport(tx, row.id)
  const used = files.filter((f) => f.found.used && !f.found.replaced)
  const rows = used.reduce((n, f) => n + f.found.rows, 0)
  const limit = { limit: A_PAGE, offset: (search.page - 1) * A_PAGE }
  const listed = await setAsideRows(tx, row.id, { ...search, ...limit })
  return {
    ...importLine(row),
    rows,
    ready: rows - row.found.setAside,
    lowersCount: -row.found.steps
      .filter((s) => s.step === 1 || s.step === 2 || s.step === 4)
      .reduce((n, s) => n + s.latest, 0),
    found: row.found,
    files,
    faults: (await faultsByKind(tx, row.id)).map((f) => titled(f, FAULTS)),
    changes: (await changesByKind(tx, row.id)).map((c) => titled(c, CHANGES)),
    refusal: row.refusal,
    decided:
      row.decided_at === null ? undefined : { at: row.decided_at, by: row.decided_by_name ?? '' },
    search,
    listed: { rows: listed, of: await countSetAside(tx, row.id, search) },
    oneMend: await commonestValue(tx, row.id),
  }
}

function titled(
  line: { readonly kind: string; readonly n: number },
  titles: Readonly<Record<string, { readonly title: string; readonly short?: string }>>,
): KindLine {
  const title = titles[line.kind]?.title ?? line.kind
  return { kind: line.kind, title, short: titles[line.kind]?.short ?? title, rows: line.n }
}
