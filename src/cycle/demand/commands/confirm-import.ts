import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { currentImport, importById } from '../store/imports.ts'
import type { ImportId, ImportRow } from '../store/imports.ts'
import { setImportState } from '../store/set-state.ts'

export const NOT_THERE: Refusal = {
  kind: 'not-there',
  message: 'There is no such import.',
  mend: 'Choose one from the list of imports.',
}

/** Puts an import that has been looked at in use. The one in use before is superseded, and stays. */
export async function confirmImport(tx: Tx, actor: Actor, id: ImportId): Promise<Result<ImportId>> {
  const found = await importById(tx, id)
  if (found === undefined) return refused(NOT_THERE)
  const current = await currentImport(tx)
  const wrong = cannotStore(found, current)
  if (wrong !== undefined) return refused(wrong)
  if (current !== undefined) {
    const gaveWay = await setImportState(tx, actor, current.id, {
      from: 'stored',
      to: 'superseded',
    })
    if (!gaveWay) return refused(CHANGED_SINCE)
  }
  const stored = await setImportState(tx, actor, id, { from: 'parsed', to: 'stored' })
  if (!stored) throw new Error(`the import ${id} changed while it was being stored`)
  await record(tx, actor, {
    verb: 'stored an import',
    subject: `import/${id}`,
    before: { inUse: current?.id },
    after: { inUse: id, setAside: found.found.setAside, latest: found.found.latest },
  })
  return ok(id)
}

const CHANGED_SINCE: Refusal = {
  kind: 'changed-since',
  message: 'Another import has been stored since this one was read.',
  mend: 'Send the files again: they will be read together with what is in use now.',
}

function cannotStore(found: ImportRow, current: ImportRow | undefined): Refusal | undefined {
  if (found.state !== 'parsed')
    return {
      kind: 'already-decided',
      message: `This import is ${found.state} already.`,
      mend: 'Send the files again to store them anew.',
    }
  if (found.refusal !== null)
    return { kind: found.refusal.kind, message: found.refusal.message, mend: found.refusal.mend }
  return found.based_on === (current?.id ?? null) ? undefined : CHANGED_SINCE
}
