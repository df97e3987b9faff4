import type { Refusal } from '#kernel/result.ts'
import type { FileIn } from './open.ts'
import type { FileReader } from './reader.ts'
import { iso } from '#kernel/dates.ts'

/** Each file once, in an order that does not depend on how they were given: by name, then by hash. */
export function repeatedFiles(sent: readonly FileIn[]): {
  readonly files: readonly FileIn[]
  readonly repeated: readonly { readonly name: string; readonly same: string }[]
} {
  const files: FileIn[] = []
  const repeated: { name: string; same: string }[] = []
  const seen = new Map<string, string>()
  for (const file of sent.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const same = seen.get(file.sha256)
    if (same === undefined) {
      seen.set(file.sha256, file.name)
      files.push(file)
    } else repeated.push({ name: file.name, same })
  }
  return { files, repeated }
}

function key(f: FileIn): string {
  return `${f.name}\n${f.sha256}`
}

/** Two different files of the same table for the same return: which is right is not ours to guess. */
export function repeatedTables(files: readonly FileReader[]): readonly Refusal[] {
  const seen = new Map<string, FileReader>()
  return files.flatMap((f) => {
    const clash = [...f.collectionsSeen]
      .toSorted((a, b) => a - b)
      .map((c) => ({ c, other: taken(seen, f, c) }))
      .find(({ other }) => other !== undefined)
    return clash?.other === undefined ? [] : [twice(f, clash.other, clash.c)]
  })
}

function taken(
  seen: Map<string, FileReader>,
  f: FileReader,
  collection: number,
): FileReader | undefined {
  const end = f.reader.collections[collection]?.end ?? 0
  const key = `${f.opened.table.name} ${end}`
  const other = seen.get(key)
  if (other === undefined) seen.set(key, f)
  return other === f ? undefined : other
}

function twice(f: FileReader, other: FileReader, collection: number): Refusal {
  const end = f.reader.collections[collection]?.end
  const { name } = f.opened.table
  const when = end === undefined ? '' : ` that ends before ${iso(end)}`
  return {
    kind: 'same-table-twice',
    file: f.opened.file.name,
    value: other.opened.file.name,
    message: `${f.opened.file.name} and ${other.opened.file.name} are both the ${name} table of the return${when}.`,
    mend: 'Send one of them, or name each file with its year, such as 2021-episodes.csv.',
  }
}
