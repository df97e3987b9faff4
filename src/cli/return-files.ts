import { IMPORT_DEFAULTS, isXml } from '#cycle/demand/rules/index.ts'
import type { FileIn } from '#cycle/demand/rules/index.ts'
import type { ImportSettings } from '#cycle/demand/rules/index.ts'
import type { Options } from './command.ts'
import type { GivenFile } from './files.ts'

/** How the files are read: all councils, or the one that `--la` names. */
export function readSettings(options: Options): ImportSettings {
  const { la } = options
  return typeof la === 'string' ? { ...IMPORT_DEFAULTS, only: [la] } : IMPORT_DEFAULTS
}

/** What is said when several councils are forecast as one. */
export function together(councils: readonly string[], options: Options): readonly string[] {
  if (councils.length < 2 || options['la'] !== undefined) return []
  return [
    `The files hold ${councils.length} councils (${councils.slice(0, 10).join(', ')}): this is all of them together. --la NAME takes one.`,
  ]
}

/** Files of the return as the rules read them. The reader of XML is loaded when a file is XML, so that CSV starts sooner. */
export async function returnFiles(files: readonly GivenFile[]): Promise<readonly FileIn[]> {
  if (!files.some((f) => isXml(f.bytes))) return files
  const { withTables } = await import('#cycle/demand/index.ts')
  return withTables(files, IMPORT_DEFAULTS.largest)
}
