import type { Refusal } from '#kernel/result.ts'
import { at } from './columns.ts'
import type { Episodes, Headers } from './columns.ts'
import { isCouncil } from './council-names.ts'
import type { ReadSettings } from './read-files.ts'
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
  if (named.size > 1 || reader.wanted.includes(false)) return unsaid(read)
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

/** Councils that the files name, each by its first spelling, in the order of the alphabet. */
export function councilsNamed(reader: Reader): readonly string[] {
  const named = reader.councils.texts.filter((t) => t !== '')
  return named
    .filter((t, i) => named.findIndex((other) => isCouncil([other], t)) === i)
    .toSorted((a, b) => (a < b ? -1 : 1))
}

/** One council was asked for, and the files do not name it. */
export function councilMissing(reader: Reader): Refusal | undefined {
  const { only, wanted } = reader
  if (only === undefined || wanted.slice(1).includes(true)) return undefined
  const named = councilsNamed(reader)
  const said = only[0] ?? ''
  return named.length === 0
    ? {
        kind: 'council-not-said',
        column: 'LA',
        value: said,
        message: `The files have no LA column, so that ${said} cannot be chosen from them.`,
        mend: 'Leave the choice of a council out: the files are taken as one council’s.',
      }
    : {
        kind: 'no-such-council',
        column: 'LA',
        value: said,
        message: `No row of the files is of ${said}.`,
        mend: `Choose one that they hold: ${listed(named)}.`,
      }
}

/** Rows of another council than the one whose page this is. */
export function wrongCouncil(reader: Reader, { council }: ReadSettings): readonly Refusal[] {
  if (council === undefined) return []
  const named = councilsNamed(reader)
  const strange = named.filter((c) => !isCouncil(council, c))
  if (strange.length === 0) return []
  const own = strange.length < named.length
  return [
    {
      kind: own ? 'several-councils' : 'wrong-council',
      column: 'LA',
      value: listed(strange),
      message: own
        ? `The files hold rows of other councils too: ${listed(strange)}.`
        : `The files hold rows of ${listed(strange)}, not of ${council[0] ?? 'this council'}.`,
      mend: 'Send the rows of this council alone.',
    },
  ]
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 5).join(', ')
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return `${some.slice(0, 200)}${more}`
}
