import type { Refusal } from '#kernel/result.ts'
import { at } from './columns.ts'
import type { Episodes, Headers } from './columns.ts'
import type { FileReader, Reader } from './reader.ts'
import type { Unaccompanied } from './used-tables.ts'

type Read = {
  readonly files: readonly FileReader[]
  readonly reader: Reader
  readonly episodes: Episodes
  readonly headers: Headers
  readonly uasc: Unaccompanied[]
}

/**
 * Files without an LA column belong to the one council that the others name. When the others name several, they cannot
 * be told apart, and are refused.
 */
export function oneCouncil(read: Read): readonly Refusal[] {
  const { reader } = read
  const named = new Set(reader.personCouncil.filter((c) => c > 0))
  if (named.size === 0 || !reader.personCouncil.includes(0)) return []
  if (named.size > 1) return unsaid(read)
  const [council = 0] = named
  const now = reader.personCouncil.map((c, person) =>
    c === 0 ? namedPerson(reader, person, council) : person,
  )
  for (const column of [read.episodes, read.headers])
    for (let i = 0; i < column.count; i += 1) column.person[i] = at(now, at(column.person, i))
  read.uasc.forEach((u, i) => {
    read.uasc[i] = { ...u, person: at(now, u.person) }
  })
  return []
}

/** The person of the named council with the same identifier; the person itself takes the council when there is none. */
function namedPerson(reader: Reader, person: number, council: number): number {
  const key = council * 16_777_216 + at(reader.personChild, person)
  const held = reader.persons.get(key)
  if (held !== undefined) return held
  reader.persons.set(key, person)
  reader.personCouncil[person] = council
  return person
}

function unsaid(read: Read): readonly Refusal[] {
  return read.files
    .filter((f) => !f.opened.columns.has('LA') && f.opened.table.required.includes('CHILD'))
    .map((f) => ({
      kind: 'council-not-said',
      file: f.opened.file.name,
      row: 1,
      column: 'LA',
      message: `${f.opened.file.name} has no LA column, while the other files hold several councils.`,
      mend: 'Add LA to this file, or send one council at a time.',
    }))
}
