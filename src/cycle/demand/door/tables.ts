import type { FileIn } from '../rules/import/open.ts'
import { isXml } from '../rules/xml/index.ts'
import { readXml } from './read-xml.ts'

/**
 * Files as they were sent, each XML file as the tables in it: the tables of CSV and of XML are read by the same rules.
 * A file that cannot be read carries why, and is refused with the others.
 */
export function withTables(files: readonly FileIn[], largest: number): readonly FileIn[] {
  return files.flatMap((file) => {
    if (file.read !== undefined || file.bytes.length > largest || !isXml(file.bytes)) return [file]
    const read = readXml(file.name, file.bytes)
    if ('message' in read) return [{ ...file, read: [read] }]
    return read
      .filter((t) => file.tables === undefined || file.tables.includes(t.table.name))
      .map((table) => ({ ...file, read: table }))
  })
}
