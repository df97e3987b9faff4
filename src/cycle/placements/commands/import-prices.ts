import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { keep } from '#office/documents/index.ts'
import type { BookRead } from '../rules/index.ts'
import { addBook, bookInUse, waitingBook } from '../store/books.ts'
import type { BookId } from '../store/books.ts'
import { addPrices, pricesOf } from '../store/prices.ts'
import { readPriceFile, sha256Of } from './read-file.ts'
import type { NamedFile } from './read-file.ts'

export type ImportedPrices = {
  readonly id: BookId
  /** The same file is waiting or in use already: nothing was kept again. */
  readonly recognised: boolean
}

/** Reads a price book and keeps what was found to be looked at. Nothing uses it until it is confirmed. */
export async function importPrices(
  tx: Tx,
  actor: Actor,
  file: NamedFile | undefined,
): Promise<Result<ImportedPrices>> {
  if (file === undefined || file.name === '') return refused(NO_FILE)
  const sha256 = sha256Of(file.bytes)
  const inUse = await bookInUse(tx)
  const same = inUse?.sha256 === sha256 ? inUse : await waitingBook(tx, sha256, inUse?.id)
  if (same !== undefined) return ok({ id: same.id, recognised: true })
  const before = inUse === undefined ? [] : await pricesOf(tx, inUse.id)
  const read = readPriceFile(file, before)
  if (!read.ok) return refused(...read.refusals.map((r) => ({ field: 'file', ...r })))
  const id = await keepBook(tx, actor, file, { sha256, read: read.value, basedOn: inUse?.id })
  await record(tx, actor, {
    verb: 'read a price book',
    subject: `price-book/${id}`,
    after: { sha256, prices: read.value.prices.length, asked: read.value.asked.length },
  })
  return ok({ id, recognised: false })
}

async function keepBook(
  tx: Tx,
  actor: Actor,
  file: NamedFile,
  about: { readonly sha256: string; readonly read: BookRead; readonly basedOn: BookId | undefined },
): Promise<BookId> {
  const type = file.name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'application/octet-stream'
  const document = await keep(tx, actor, { name: file.name, type, bytes: file.bytes })
  const id: BookId = newId<'price-book'>()
  await addBook(tx, actor, {
    id,
    sha256: about.sha256,
    file: file.name,
    document: document.id,
    found: foundOf(about.read),
    basedOn: about.basedOn,
  })
  await addPrices(tx, actor, id, about.read.prices)
  return id
}

const NO_FILE = {
  kind: 'no-file',
  field: 'file',
  message: 'No file was sent',
  mend: 'Choose the CSV file or workbook of the price book',
}

function foundOf(read: BookRead) {
  const { prices, asked, gaps, rounded, formulas, passedOver, unpriced } = read
  return { prices: prices.length, asked, gaps, rounded, formulas, passedOver, unpriced }
}
