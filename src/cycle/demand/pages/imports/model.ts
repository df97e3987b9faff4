import type { Refusal } from '#kernel/result.ts'
import type { ImportRow } from '../../store/imports.ts'

export type ImportLine = {
  readonly id: string
  readonly state: ImportRow['state']
  readonly madeAt: string
  readonly madeBy: string
  readonly from: string
  readonly to: string
  readonly rows: number
  readonly setAside: number
  readonly children: number
  readonly latest: number
  readonly refused: boolean
}

export type ImportsModel = {
  readonly imports: readonly ImportLine[]
  readonly refusals: readonly Refusal[]
  readonly typed: Readonly<Record<string, string>>
  readonly maySend: boolean
}

export function importLine(row: ImportRow): ImportLine {
  const { read } = row.found
  return {
    id: row.id,
    state: row.state,
    madeAt: row.made_at,
    madeBy: row.made_by_name,
    from: row.first_day,
    to: row.end_day,
    rows: read.episodes + read.header + read.uasc,
    setAside: row.found.setAside,
    children: row.found.children,
    latest: row.found.latest,
    refused: row.refusal !== null,
  }
}
