import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { dropCare } from '../store/drop-care.ts'
import { importById } from '../store/imports.ts'
import type { ImportId, ImportRow } from '../store/imports.ts'
import { setImportState } from '../store/set-state.ts'
import { NOT_THERE } from './confirm-import.ts'

/**
 * Takes an import out of use, or discards one that was never stored. The import that it superseded comes back into use.
 */
export async function withdrawImport(
  tx: Tx,
  actor: Actor,
  id: ImportId,
  why: string,
): Promise<Result<ImportId | undefined>> {
  const found = await importById(tx, id)
  if (found === undefined) return refused(NOT_THERE)
  const { state } = found
  if (state !== 'stored' && state !== 'parsed')
    return refused({
      kind: 'already-decided',
      message: `This import is ${state} already.`,
      mend: 'Only an import that is waiting or in use can be withdrawn.',
    })
  await setImportState(tx, actor, id, { from: state, to: 'withdrawn' })
  const back = state === 'stored' ? await bringBack(tx, actor, found) : undefined
  if (state === 'parsed') await dropCare(tx, id)
  await record(tx, actor, {
    verb: state === 'stored' ? 'withdrew an import' : 'discarded an import',
    subject: `import/${id}`,
    why,
    before: { state },
    after: { state: 'withdrawn', inUse: back },
  })
  return ok(back)
}

async function bringBack(tx: Tx, actor: Actor, found: ImportRow): Promise<ImportId | undefined> {
  const before = found.based_on === null ? undefined : await importById(tx, found.based_on)
  if (before === undefined) return undefined
  if (before.state === 'withdrawn') return bringBack(tx, actor, before)
  const done = await setImportState(tx, actor, before.id, { from: 'superseded', to: 'stored' })
  return done ? before.id : undefined
}
