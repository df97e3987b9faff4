import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { readFiles, SHIPPED, withBase } from './commands/check-files.ts'
import type { NamedFile } from './commands/check-files.ts'
import type { Budget } from './rules/index.ts'

/** A budget from its files alone, on the catalogue as shipped. */
export function budgetFromFiles(files: readonly NamedFile[]): Result<Budget> {
  const read = readFiles(files, SHIPPED)
  return read.ok ? ok(withBase(read.value.budget, SHIPPED)) : read
}
