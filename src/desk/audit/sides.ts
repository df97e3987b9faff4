/** One thing that an entry says of before and after. `undefined` where one of them does not name it. */
export type Side = {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly changed: boolean
}

/** What was before and after, thing by thing: the names of both, in the order in which they come. */
export function sidesOf(before: unknown, after: unknown): readonly Side[] {
  const [left, right] = [namedOf(before), namedOf(after)]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  return names.map((name) => {
    const [was, is] = [left.get(name), right.get(name)]
    return { name, before: was, after: is, changed: was !== is }
  })
}

/** The things that a value names; a value that is no object is one thing, without a name. */
function namedOf(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) return new Map([['', wordsOf(value)]])
  return new Map(Object.entries(value).map(([name, each]) => [name, wordsOf(each)]))
}

/** A value as it reads: lists of words by commas, anything deeper as JSON. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.length === 0 ? 'none' : value.map(String).join(', ')
  return JSON.stringify(value)
}
