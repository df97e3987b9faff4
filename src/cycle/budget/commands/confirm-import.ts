import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { documentBytes } from '#office/documents/index.ts'
import { checkVersion, mayPass, versionsOf, versionText } from '../rules/index.ts'
import type { Budget } from '../rules/index.ts'
import { loadBudget } from '../store/budget.ts'
import { decideImport, importById, lastStored } from '../store/imports.ts'
import type { ImportId, ImportRow } from '../store/imports.ts'
import { saveBudget } from '../store/save.ts'
import { takeTurn } from '../store/turn.ts'
import { readFiles, SHIPPED } from './check-files.ts'
import type { NamedFile } from './check-files.ts'
import { closedVersions, mergedBudget } from './import-budget.ts'

/** Stores an import that was looked at, whole. The files are read again: what is stored is what they say. */
export async function confirmImport(tx: Tx, actor: Actor, id: ImportId): Promise<Result<ImportId>> {
  await takeTurn(tx, actor.council)
  const found = await importById(tx, id)
  if (found === undefined) return refused(notThere)
  if (found.state !== 'read') return refused(decided(found))
  const last = await lastStored(tx)
  if (found.based_on !== (last?.id ?? null)) return refused(changedSince)
  const stored = await loadBudget(tx, SHIPPED)
  const read = readFiles(await filesOf(tx, found), stored)
  if (!read.ok) return read
  const wrong = [
    ...(await closedVersions(tx, read.value)),
    ...blockedVersions(mergedBudget(stored, read.value.budget), read.value.budget),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await saveBudget(tx, actor, id, read.value.budget)
  if (!(await decideImport(tx, actor, id, 'stored'))) return refused(changedSince)
  await record(tx, actor, {
    verb: 'stored a budget',
    subject: `import/${id}`,
    after: { totals: found.found.totals, setAside: found.found.setAside.length },
  })
  return ok(id)
}

/** Leaves an import unused. Its files stay kept. */
export async function dropImport(tx: Tx, actor: Actor, id: ImportId): Promise<Result<ImportId>> {
  const found = await importById(tx, id)
  if (found === undefined) return refused(notThere)
  if (!(await decideImport(tx, actor, id, 'dropped'))) return refused(decided(found))
  await record(tx, actor, { verb: 'left a budget unused', subject: `import/${id}` })
  return ok(id)
}

const notThere: Refusal = {
  kind: 'not-there',
  message: 'There is no such import',
  mend: 'Send the files again',
}

const changedSince: Refusal = {
  kind: 'changed-since',
  message: 'Another budget has been stored since this one was read',
  mend: 'Send the files again: they will be read on top of what is stored now',
}

function decided(found: ImportRow): Refusal {
  const what = found.state === 'stored' ? 'stored' : 'left unused'
  return {
    kind: 'already-decided',
    message: `This import was ${what} by ${found.decided_by_name ?? 'somebody'}`,
    mend: 'Send the files again to store them anew',
  }
}

async function filesOf(tx: Tx, found: ImportRow): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = []
  for (const d of found.documents) {
    const id = parseId<'document'>(d.id)
    const bytes = id === undefined ? undefined : await documentBytes(tx, id)
    if (bytes === undefined) throw new Error(`the document ${d.id} of an import is not kept`)
    files.push({ name: d.name, bytes })
  }
  return files
}

/** A version that comes as proposed or agreed must pass the checks that block. */
function blockedVersions(merged: Budget, own: Budget): readonly Refusal[] {
  return versionsOf(own.amounts)
    .filter((v) => v.kind === 'proposed' || v.kind === 'agreed')
    .flatMap((v) => {
      const checks = checkVersion(merged, v)
      return mayPass(checks)
        ? []
        : [
            {
              kind: 'blocked',
              message: `The ${versionText(v)} budget has ${checks.filter((c) => !c.passed && c.severity === 'block').length} failed checks that block`,
              mend: 'Mend the checks below, or load the lines as a draft',
            },
          ]
    })
}
