import { IMPORT_DEFAULTS, isXml } from '#cycle/demand/rules/index.ts'
import type { FileIn } from '#cycle/demand/rules/index.ts'
import type { GivenFile } from './files.ts'

/** Files of the return as the rules read them. The reader of XML is loaded when a file is XML, so that CSV starts sooner. */
export async function returnFiles(files: readonly GivenFile[]): Promise<readonly FileIn[]> {
  if (!files.some((f) => isXml(f.bytes))) return files
  const { withTables } = await import('#cycle/demand/index.ts')
  return withTables(files, IMPORT_DEFAULTS.largest)
}
