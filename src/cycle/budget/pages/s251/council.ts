import type { PublishedYear } from '../../published.ts'
import { COLUMNS, hasColumn, penceAt, rowAt, stateAt } from '../../rules/index.ts'
import type { CellState, ColumnId } from '../../rules/index.ts'
import { nameOfId } from '../../s251-form.ts'

export type CouncilCell = { readonly pence: number | null; readonly state: CellState }

/** One council's return as its form. */
export type CouncilForm = {
  readonly code: string
  readonly name: string
  readonly columns: readonly ColumnId[]
  readonly lines: readonly {
    readonly line: string
    readonly id: string
    readonly name: string
    readonly total: boolean
    readonly memo: boolean
    readonly cells: Readonly<Partial<Record<ColumnId, CouncilCell>>>
  }[]
}

export function councilOf({ read }: PublishedYear, code: string): CouncilForm | undefined {
  const place = read.councils.findIndex((c) => c.code === code)
  const council = read.councils[place]
  if (council === undefined) return undefined
  const columns = COLUMNS.filter((c) => hasColumn(read, c))
  return {
    code,
    name: council.name,
    columns,
    lines: read.layout.lines.flatMap((l, i) => {
      const row = rowAt(read, place, i)
      if (row === undefined) return []
      const cells = columns.map((c): [ColumnId, CouncilCell] => [
        c,
        { pence: penceAt(read, row, c) ?? null, state: stateAt(read, row, c) },
      ])
      return [
        {
          line: l.line,
          id: l.id,
          name: nameOfId(read.layout, l.id),
          total: l.adds !== undefined,
          memo: l.memo,
          cells: Object.fromEntries(cells),
        },
      ]
    }),
  }
}
