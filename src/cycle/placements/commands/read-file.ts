import { createHash } from 'node:crypto'
import type { Result } from '#kernel/result.ts'
import { readSheets } from '#office/sheets/index.ts'
import { readBook } from '../rules/index.ts'
import type { BookRead, Price } from '../rules/index.ts'

export type NamedFile = { readonly name: string; readonly bytes: Uint8Array }

/** Reads the file of a price book: CSV or XLSX, whole or not at all. */
export function readPriceFile(file: NamedFile, before: readonly Price[] = []): Result<BookRead> {
  const sheets = readSheets(file.name, file.bytes)
  return sheets.ok ? readBook(file.name, sheets.value, before) : sheets
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
