import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import type { Reply, Visit } from '#web'
import { imports } from '../../store/imports.ts'
import type { ImportRow } from '../../store/imports.ts'
import { BUDGET_CRUMB, KEEPS_BUDGET } from '../who.ts'
import { importsView } from './view.ts'

export type ImportLine = {
  readonly id: string
  readonly state: ImportRow['state']
  readonly madeAt: string
  readonly madeBy: string
  readonly files: readonly string[]
  readonly rows: number
  readonly setAside: number
}

export type ImportsModel = {
  readonly imports: readonly ImportLine[]
  readonly maySend: boolean
  readonly refusals: readonly Refusal[]
}

/** `/budget/import`: send files, and what was sent before. */
export function getImports(house: House) {
  return (visit: Visit): Promise<Reply> => importsSheet(house, visit, [])
}

export async function importsSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const found = await house.db.inCouncil(visit.actor.council, (tx) => imports(tx, 50))
  const model: ImportsModel = {
    imports: found.map(importLine),
    maySend: may(visit.actor.roles, KEEPS_BUDGET),
    refusals,
  }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'Load a budget',
      nav: '/budget',
      crumbs: [BUDGET_CRUMB],
      refusals,
      body: importsView(model, visit.csrf),
    },
  }
}

function importLine(row: ImportRow): ImportLine {
  return {
    id: row.id,
    state: row.state,
    madeAt: row.made_at,
    madeBy: row.made_by_name,
    files: row.documents.map((d) => d.name),
    rows: row.files.reduce((total, f) => total + f.rows, 0),
    setAside: row.found.setAside.length,
  }
}
