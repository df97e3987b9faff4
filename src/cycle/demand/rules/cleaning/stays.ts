import { day } from '#kernel/dates.ts'
import type { ChildRecord, Stay } from '../episode.ts'
import { classify, codeValidOn, groupOf } from '../taxonomy.ts'
import type { Group, SubType } from '../taxonomy.ts'
import { at, OPEN } from '../import/columns.ts'
import { EMPTY } from '../import/faults.ts'
import { changed } from './work.ts'
import type { Work } from './work.ts'

type Kind = { readonly subType: SubType; readonly group: Group; readonly flagged: boolean }

/** Classifies each (place, provider) once. */
export function kinds(list: readonly string[]): (place: number, provider: number) => Kind {
  const known = new Map<number, Kind>()
  return (place, provider) => {
    const key = place * 65_536 + provider
    const held = known.get(key)
    if (held !== undefined) return held
    const { subType, flagged } = classify(list[place] ?? '', list[provider] ?? '')
    const kind = { subType, group: groupOf(subType), flagged }
    known.set(key, kind)
    return kind
  }
}

/** Step 9: a place or provider not valid on the date is kept, mapped and flagged. */
export function flagPlaces(w: Work): number {
  const { episodes, reader } = w.reading
  const kindOf = kinds(reader.codes.list)
  let count = 0
  for (const i of w.order) {
    const kind = kindOf(at(episodes.place, i), at(episodes.provider, i))
    const valid = codeValidOn(textIn(w, episodes.place, i), day(at(episodes.from, i)))
    if (valid && !kind.flagged) continue
    count += 1
    const was = `${textIn(w, episodes.place, i)} ${textIn(w, episodes.provider, i)}`.trim()
    const column = valid && kind.subType !== 'unrecognised' ? 'PLACE_PROVIDER' : 'PLACE'
    changed(w, i, 'place-flagged', { column, was, now: kind.subType })
  }
  return count
}

const SAME_CARERS = ['L', 'T', 'U']

export type Merged = {
  /** First and last row of each placement, in the order of the work. */
  readonly first: Uint32Array
  readonly last: Uint32Array
  readonly counted: number
}

/** Step 10: rows that follow without a gap and with the same carers (RNE L, T or U) are one placement. */
export function mergeSameCarers(w: Work): Merged {
  const { episodes, reader } = w.reading
  const same = new Set(SAME_CARERS.map((c) => reader.codes.index.get(c) ?? -1))
  const first = new Uint32Array(w.order.length)
  const last = new Uint32Array(w.order.length)
  let n = 0
  for (const i of w.order) {
    const before = n === 0 ? -1 : at(last, n - 1)
    const joins =
      before >= 0 &&
      same.has(at(episodes.rne, i)) &&
      episodes.person[before] === episodes.person[i] &&
      w.to[before] === episodes.from[i]
    if (joins) last[n - 1] = i
    else {
      first[n] = i
      last[n] = i
      n += 1
    }
  }
  return { first: first.slice(0, n), last: last.slice(0, n), counted: w.order.length - n }
}

/** Names a child: a keyed hash where it is stored, a number where files alone are cleaned. */
export type Pseudonym = (child: string, council: string, index: number) => string

export type People = {
  readonly children: readonly ChildRecord[]
  /** Index into `children` of each person; -1 for one without a used row. */
  readonly index: Int32Array
}

/** The children who have a placement, ordered by pseudonym (by identifier when that is a number). */
export function peopleOf(w: Work, merged: Merged, pseudonym: Pseudonym | undefined): People {
  const { reader, episodes } = w.reading
  const index = new Int32Array(reader.personChild.length).fill(-1)
  for (const i of merged.first) index[at(episodes.person, i)] = 0
  const named = [...index.keys()]
    .filter((p) => index[p] === 0)
    .map((person) => ({ person, name: nameOf(w, person, pseudonym) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const unaccompanied = new Set(w.reading.uasc.map((u) => u.person))
  const children = named.map(({ person, name }, at) => {
    index[person] = at
    const child = pseudonym === undefined ? `#${at + 1}` : name
    return childRecord(w, person, child, unaccompanied.has(person))
  })
  return { children, index }
}

function nameOf(w: Work, person: number, pseudonym: Pseudonym | undefined): string {
  const { reader } = w.reading
  const child = reader.children.texts[at(reader.personChild, person)] ?? ''
  const council = reader.councils.texts[at(reader.personCouncil, person)] ?? ''
  return pseudonym === undefined ? `${council}\n${child}` : pseudonym(child, council, person)
}

function childRecord(w: Work, person: number, child: string, uasc: boolean): ChildRecord {
  const { headers } = w.reading
  const h = at(w.header, person)
  noteSex(w, h)
  return {
    child,
    born: day(at(w.born, person)),
    sex: sexOf(textIn(w, headers.sex, h)),
    uasc,
    ethnicity: textIn(w, headers.ethnicity, h),
  }
}

/** The code in a column at a row. */
function textIn(w: Work, column: Uint16Array, row: number): string {
  return w.reading.reader.codes.list[at(column, row)] ?? ''
}

/** A code of sex that is not one of the return's is listed, and taken as not stated. */
function noteSex(w: Work, h: number): void {
  const { headers } = w.reading
  const code = textIn(w, headers.sex, h)
  if (code === '' || sexOf(code) !== '') return
  const place = { file: at(headers.file, h), row: at(headers.row, h), column: 'SEX' }
  w.changes.push({ ...place, kind: 'sex-not-read', was: code, now: EMPTY })
}

/** 1 and 2, as the return writes them; M and F as other returns do. */
export function sexOf(code: string): ChildRecord['sex'] {
  if (code === '1' || code === 'M') return '1'
  return code === '2' || code === 'F' ? '2' : ''
}

/** The placements, by child and start. */
export function staysOf(w: Work, merged: Merged, people: People): readonly Stay[] {
  const { episodes, reader } = w.reading
  const kindOf = kinds(reader.codes.list)
  const stays: Stay[] = []
  merged.first.forEach((a, n) => {
    const z = merged.last[n] ?? a
    const to = w.to[z] ?? OPEN
    const kind = kindOf(at(episodes.place, a), at(episodes.provider, a))
    stays.push({
      child: at(people.index, at(episodes.person, a)),
      from: day(at(episodes.from, a)),
      to: to === OPEN ? undefined : day(to),
      subType: kind.subType,
      group: kind.group,
      place: textIn(w, episodes.place, a),
      provider: textIn(w, episodes.provider, a),
      legalStatus: textIn(w, episodes.legalStatus, a),
      need: textIn(w, episodes.need, a),
      rne: textIn(w, episodes.rne, a),
      reasonEnded: endReason(w, z, textIn(w, episodes.reasonEnded, z)),
      reasonPlaceChange: textIn(w, episodes.reasonPlaceChange, z),
      endUnknown: w.endUnknown[z] === 1,
      origin: { file: at(episodes.file, a), row: at(episodes.row, a) },
    })
  })
  return behindTemporary(stays.toSorted((a, b) => a.child - b.child || a.from - b.from))
}

/**
 * Why the last row ended. A row closed by the next (step 7) did not end as its own record says: it changed (X1). One
 * that vanished is E8, ended for another reason.
 */
function endReason(w: Work, i: number, recorded: string): string {
  if (w.endUnknown[i] === 1) return 'E8'
  const to = w.to[i] ?? OPEN
  if (to === OPEN) return ''
  return w.reading.episodes.to[i] === to ? recorded : 'X1'
}

/** A temporary placement belongs to the group of the placement behind it: the one before without a gap, else after. */
function behindTemporary(stays: Stay[]): readonly Stay[] {
  return stays.map((stay, i) => {
    if (stay.subType !== 'temporary') return stay
    const group = settledBefore(stays, i) ?? settledAfter(stays, i) ?? stay.group
    return { ...stay, group }
  })
}

function settledBefore(stays: readonly Stay[], i: number): Group | undefined {
  for (let k = i; k > 0; k -= 1) {
    const a = stays[k - 1]
    const b = stays[k]
    if (a === undefined || b === undefined || a.child !== b.child || a.to !== b.from)
      return undefined
    if (a.subType !== 'temporary') return a.group
  }
  return undefined
}

function settledAfter(stays: readonly Stay[], i: number): Group | undefined {
  for (let k = i; k + 1 < stays.length; k += 1) {
    const a = stays[k]
    const b = stays[k + 1]
    if (a === undefined || b === undefined || a.child !== b.child || a.to !== b.from)
      return undefined
    if (b.subType !== 'temporary') return b.group
  }
  return undefined
}
