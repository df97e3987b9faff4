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
    const content = `${file.sha256} ${tableOf(file)}`
    const same = seen.get(content)
    if (same === undefined) {
      seen.set(content, file.name)
      files.push(file)
    } else if (!repeated.some((r) => r.name === file.name && r.same === same))
      repeated.push({ name: file.name, same })
  }
  return { files, repeated }
}

function key(f: FileIn): string {
  return `${f.name}\n${f.sha256}\n${tableOf(f)}`
}

/** Which of the tables in an XML file it is; nothing for a file that is one table. */
function tableOf(f: FileIn): string {
  return f.read !== undefined && 'table' in f.read ? f.read.table.name : ''
}

/**
 * Two files of the same table for the same return. From two imports, the later takes the place of the earlier; from
 * one, which is right is not ours to guess.
 */
export function repeatedTables(files: readonly FileReader[]): {
  readonly refusals: readonly Refusal[]
  readonly replaced: ReadonlySet<number>
} {
  const replaced = new Set<number>()
  const seen = new Map<string, FileReader>()
  const refusals = files
    .toSorted((a, b) => rank(b) - rank(a))
    .flatMap((f) => {
      const clashes = [...f.collectionsSeen].flatMap((c) => {
        const other = taken(seen, f, c)
        return other === undefined ? [] : [{ other, c }]
      })
      for (const { other, c } of clashes)
        if (rank(other) > rank(f)) replaced.add(f.index * 65_536 + c)
      const clash = clashes.find(({ other }) => rank(other) === rank(f))
      return clash === undefined ? [] : [twice(f, clash.other, clash.c)]
    })
  return { refusals, replaced }
}

function rank(f: FileReader): number {
  return f.opened.file.rank ?? 0
}

function taken(seen: Map<string, FileReader>, f: FileReader, c: number): FileReader | undefined {
  const end = f.reader.collections[c]?.end ?? 0
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
