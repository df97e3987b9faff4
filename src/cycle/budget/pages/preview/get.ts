import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/result.ts'
import { csv } from '#web'
import type { Reply, Visit } from '#web'
import { importById } from '../../store/imports.ts'
import type { ImportId, ImportRow } from '../../store/imports.ts'
import { BUDGET_CRUMB, KEEPS_BUDGET } from '../who.ts'
import { previewView } from './view.ts'

export type PreviewModel = Pick<
  ImportRow,
  | 'id'
  | 'state'
  | 'made_at'
  | 'made_by_name'
  | 'decided_at'
  | 'decided_by_name'
  | 'documents'
  | 'files'
  | 'found'
> & { readonly mayStore: boolean }

export function importIdOf(visit: Visit): ImportId | undefined {
  return parseId<'import'>(visit.params['id'] ?? '')
}

/** `/budget/import/:id`: rows read, rows set aside, pounds in and out, then one button. */
export function getPreview(house: House) {
  return (visit: Visit): Promise<Reply> => previewSheet(house, visit, [])
}

export async function previewSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const id = importIdOf(visit)
  const found =
    id === undefined
      ? undefined
      : await house.db.inCouncil(visit.actor.council, (tx) => importById(tx, id))
  if (found === undefined) return { kind: 'not-found' }
  const model: PreviewModel = { ...found, mayStore: may(visit.actor.roles, KEEPS_BUDGET) }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'What was found',
      nav: '/budget',
      crumbs: [BUDGET_CRUMB, { text: 'Load a budget', href: '/budget/import' }],
      refusals,
      body: previewView(model, visit.csrf),
    },
  }
}

/** Rows set aside, as a file to mend from. */
export function getSetAsideCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    const found =
      id === undefined
        ? undefined
        : await house.db.inCouncil(visit.actor.council, (tx) => importById(tx, id))
    if (found === undefined) return { kind: 'not-found' }
    const rows = found.found.setAside.map((s) => [
      s.file,
      s.sheet ?? '',
      s.row,
      s.column,
      s.value,
      s.reason,
      s.mend,
    ])
    const head = ['file', 'sheet', 'row', 'column', 'value', 'what is wrong', 'how to mend it']
    return {
      kind: 'download',
      name: 'set-aside.csv',
      type: 'text/csv; charset=utf-8',
      body: csv([head, ...rows]),
    }
  }
}
