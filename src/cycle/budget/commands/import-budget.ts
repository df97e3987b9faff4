import { createHash } from 'node:crypto'
import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { keep } from '#office/documents/index.ts'
import { SUBJECTIVES } from '../data/catalogue.ts'
import {
  amountsOf,
  budgetCube,
  checkBudget,
  grandTotal,
  pricesTogether,
  subjectiveOf,
  versionsOf,
  versionText,
  volumesTogether,
} from '../rules/index.ts'
import type { Amount, Budget, BudgetRead, VersionKey } from '../rules/index.ts'
import { loadBudget } from '../store/budget.ts'
import { addImport, lastStored, sameImport } from '../store/imports.ts'
import type { Found, ImportId } from '../store/imports.ts'
import { versions } from '../store/versions.ts'
import { readFiles, SHIPPED } from './check-files.ts'
import type { NamedFile } from './check-files.ts'

export type Imported = {
  readonly id: ImportId
  /** The same files are waiting or stored already: nothing was kept again. */
  readonly recognised: boolean
}

/**
 * Reads the files of a budget and keeps what was found to be looked at. Nothing uses it until it is confirmed; one refusal
 * anywhere stores nothing.
 */
export async function importBudget(
  tx: Tx,
  actor: Actor,
  files: readonly NamedFile[],
): Promise<Result<Imported>> {
  if (files.length === 0)
    return refused({
      kind: 'no-file',
      field: 'files',
      message: 'No file was sent',
      mend: 'Choose the CSV files of the budget, or one workbook',
    })
  const last = await lastStored(tx)
  const fingerprint = fingerprintOf(files, last?.id)
  const same = await sameImport(tx, fingerprint)
  if (same !== undefined) return ok({ id: same.id, recognised: true })
  const stored = await loadBudget(tx, SHIPPED)
  const read = readFiles(files, stored)
  if (!read.ok) return refused(...read.refusals.map((r) => ({ field: 'files', ...r })))
  const closed = await closedVersions(tx, read.value)
  if (closed.length > 0) return refused(...closed)
  const documents = await keepFiles(tx, actor, files)
  const id: ImportId = newId<'import'>()
  await addImport(tx, actor, {
    id,
    fingerprint,
    based_on: last?.id ?? null,
    documents,
    files: [...read.value.files],
    found: foundOf(read.value, stored),
  })
  await record(tx, actor, {
    verb: 'read a budget',
    subject: `import/${id}`,
    after: { files: documents.map((d) => d.sha256), tables: read.value.files.length },
  })
  return ok({ id, recognised: false })
}

/** The same files on top of another store are another import. */
function fingerprintOf(files: readonly NamedFile[], last: string | undefined): string {
  const hashes = files.map((f) => createHash('sha256').update(f.bytes).digest('hex')).toSorted()
  return createHash('sha256')
    .update([...hashes, last ?? ''].join('\n'))
    .digest('hex')
}

async function keepFiles(
  tx: Tx,
  actor: Actor,
  files: readonly NamedFile[],
): Promise<{ id: string; name: string; sha256: string }[]> {
  const kept: { id: string; name: string; sha256: string }[] = []
  for (const f of files) {
    const type = f.name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'application/octet-stream'
    const { id, sha256 } = await keep(tx, actor, { name: f.name, type, bytes: f.bytes })
    kept.push({ id, name: f.name, sha256 })
  }
  return kept
}

/** Agreed and outturn never change: amounts for one that is there are refused at their first row. */
export async function closedVersions(tx: Tx, read: BudgetRead): Promise<readonly Refusal[]> {
  const there = await versions(tx)
  return versionsOf(read.budget.amounts).flatMap((v) => {
    const closed = there.find(
      (t) =>
        t.year === v.year && t.kind === v.kind && (v.kind === 'agreed' || v.kind === 'outturn'),
    )
    return closed === undefined ? [] : [closedRefusal(read, v)]
  })
}

function closedRefusal(read: BudgetRead, v: VersionKey): Refusal {
  const first = amountsOf(read.budget.amounts, v)[0]?.origin
  const file = read.files[first?.file ?? 0]
  return {
    kind: 'closed-version',
    field: 'files',
    ...(file === undefined ? {} : { file: file.file }),
    ...(file?.sheet === undefined ? {} : { sheet: file.sheet }),
    ...(first === undefined ? {} : { row: first.row }),
    column: 'version',
    value: v.kind,
    message: `The budget of ${v.year} is ${v.kind} and does not change`,
    mend:
      v.kind === 'agreed'
        ? 'Change it by movements (movements.csv), or load these lines as a draft or a scenario'
        : 'Load these lines as a scenario',
  }
}

/** What the preview says: how much of everything, the pounds in and out of each version, and the checks. */
export function foundOf(read: BudgetRead, stored: Budget): Found {
  const own = read.budget
  const merged = mergedBudget(stored, own)
  const negative = own.amounts.filter((a) => a.pence < 0)
  return {
    services: own.services.length,
    streams: own.streams.length,
    figures: own.streams.flatMap((s) => s.money).filter((m) => m.origin?.importId === undefined)
      .length,
    volumes: own.volumes.length,
    prices: own.prices.length,
    movements: own.movements.length,
    pots: own.pots.length,
    negatives: {
      spending: negative.filter((a) => !isIncome(a)).length,
      income: negative.filter((a) => isIncome(a)).length,
    },
    totals: versionsOf(own.amounts).map((v) => totalOf(merged, stored, v)),
    setAside: [...read.setAside],
    residues: [...read.residues],
    formulas: [...read.formulas],
    passedOver: [...read.passedOver],
    checks: checkBudget(merged).map((c) => ({ ...c })),
  }
}

function isIncome(a: Amount): boolean {
  return subjectiveOf(SUBJECTIVES, a.line.subjective)?.sign === 'income'
}

function totalOf(merged: Budget, stored: Budget, v: VersionKey): Found['totals'][number] {
  const amounts = amountsOf(merged.amounts, v)
  const whole = grandTotal(budgetCube(merged, amounts))
  const before = amountsOf(stored.amounts, v)
  return {
    version: versionText(v),
    lines: amounts.length,
    gross: whole.gross,
    income: whole.income,
    net: whole.net,
    before: before.length === 0 ? null : grandTotal(budgetCube(stored, before)).net,
  }
}

/** What the budget will be once the import is stored: its versions, movements and lists take the place of those there. */
export function mergedBudget(stored: Budget, own: Budget): Budget {
  const replaced = new Set(versionsOf(own.amounts).map(versionText))
  const movedYears = new Set(own.movements.map((m) => m.year))
  const services = idsOf(own.services)
  const streams = idsOf(own.streams)
  const pots = new Set(own.pots.map((p) => `${p.year}|${p.id}`))
  const texts = new Set(own.published.map((p) => p.where))
  return {
    services: [...stored.services.filter((s) => !services.has(s.id)), ...own.services],
    streams: [...stored.streams.filter((s) => !streams.has(s.id)), ...own.streams],
    subjectives: stored.subjectives,
    amounts: [
      ...stored.amounts.filter((a) => !replaced.has(versionText(a.version))),
      ...own.amounts,
    ],
    volumes: volumesTogether(stored.volumes, own.volumes),
    prices: pricesTogether(stored.prices, own.prices),
    movements: [
      ...stored.movements.filter((m) => m.origin === undefined || !movedYears.has(m.year)),
      ...own.movements,
    ],
    pots: [...stored.pots.filter((p) => !pots.has(`${p.year}|${p.id}`)), ...own.pots],
    published: [...stored.published.filter((p) => !texts.has(p.where)), ...own.published],
  }
}

function idsOf(list: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(list.map((each) => each.id))
}
