import { day, iso } from '#kernel/dates.ts'
import { at, OPEN } from '../import/columns.ts'
import { setAside } from '../import/faults.ts'
import type { CellFault } from '../import/faults.ts'
import { aside, changed, closeUp, eighteenth, endOfRow, isReplaced, leftOut } from './work.ts'
import type { Work } from './work.ts'

/**
 * The steps of 10-demand, section 3E, in order. Each takes the work of the one before, and returns how many rows it
 * set aside or changed.
 */

/** British, as the return writes it. */
export function written(value: number): string {
  if (value === OPEN) return '(open)'
  const text = iso(day(value))
  return `${text.slice(8)}/${text.slice(5, 7)}/${text.slice(0, 4)}`
}

/** Step 3: of a child's header rows, the latest return's, then the last row. Different dates of birth are listed. */
export function chooseHeaders(w: Work): number {
  const { headers } = w.reading
  for (let h = 0; h < headers.count; h += 1) {
    if (isReplaced(w.reading, at(headers.file, h), at(headers.collection, h))) continue
    const person = at(headers.person, h)
    const held = w.header[person] ?? -1
    if (held < 0 || later(w, h, held)) w.header[person] = h
  }
  w.header.forEach((h, person) => {
    if (h < 0) return
    w.born[person] = at(headers.born, h)
    w.eighteen[person] = eighteenth(day(at(headers.born, h)))
  })
  return listDifferentBirths(w)
}

function later(w: Work, a: number, b: number): boolean {
  const { headers, reader, files } = w.reading
  const end = (h: number) => reader.collections[at(headers.collection, h)]?.end ?? 0
  const rank = (h: number) => files[at(headers.file, h)]?.opened.file.rank ?? 0
  const by =
    end(a) - end(b) ||
    rank(a) - rank(b) ||
    at(headers.file, a) - at(headers.file, b) ||
    at(headers.row, a) - at(headers.row, b)
  return by > 0
}

function listDifferentBirths(w: Work): number {
  const { headers } = w.reading
  let count = 0
  for (let h = 0; h < headers.count; h += 1) {
    if (isReplaced(w.reading, at(headers.file, h), at(headers.collection, h))) continue
    const chosen = at(w.born, at(headers.person, h))
    const born = at(headers.born, h)
    if (born === chosen) continue
    count += 1
    w.changes.push({
      file: at(headers.file, h),
      row: at(headers.row, h),
      column: 'DOB',
      kind: 'birth-differs',
      was: written(born),
      now: written(chosen),
    })
  }
  return count
}

/** Step 2: episodes of a child without a header row, or without a date of birth in any. */
export function withoutHeader(w: Work): number {
  const { episodes, files } = w.reading
  let count = 0
  for (let i = 0; i < w.used.length; i += 1) {
    if (w.used[i] === 0 || (w.header[episodes.person[i] ?? 0] ?? -1) >= 0) continue
    w.used[i] = 0
    count += 1
    const which = at(episodes.file, i)
    const file = files[which]?.opened.file.name ?? ''
    const place = { file, at: which, row: at(episodes.row, i), column: 'CHILD' }
    w.setAside.push(setAside(place, '(not shown)', { kind: 'no-header' }))
  }
  return count
}

/** Step 4: days that cannot be. */
export function impossibleDays(w: Work): number {
  let count = 0
  for (let i = 0; i < w.used.length; i += 1) {
    if (w.used[i] === 0) continue
    const wrong = impossible(w, i)
    if (wrong !== undefined) {
      count += 1
      aside(w, i, wrong.cell, wrong.why)
    } else noteLateEnd(w, i)
  }
  return count
}

type Wrong = { readonly cell: { column: string; value: string }; readonly why: CellFault }

function impossible(w: Work, i: number): Wrong | undefined {
  const { episodes } = w.reading
  const person = at(episodes.person, i)
  const from = at(episodes.from, i)
  const to = w.to[i] ?? OPEN
  const start = { column: 'DECOM', value: written(from) }
  if (from < at(w.born, person))
    return {
      cell: start,
      why: {
        kind: 'before-birth',
        reason: `Starts before birth (DOB ${written(at(w.born, person))})`,
      },
    }
  if (from >= at(w.eighteen, person)) return { cell: start, why: { kind: 'after-eighteen' } }
  if (from >= endOfRow(w, i))
    return {
      cell: start,
      why: {
        kind: 'after-return',
        reason: `Starts after its return ends (${written(endOfRow(w, i) - 1)})`,
      },
    }
  if (to >= from) return undefined
  const cell = { column: 'DEC', value: written(to) }
  return {
    cell,
    why: { kind: 'ends-first', reason: `Ends before it starts (DECOM ${written(from)})` },
  }
}

function noteLateEnd(w: Work, i: number): void {
  const to = w.to[i] ?? OPEN
  if (to === OPEN || to <= endOfRow(w, i)) return
  changed(w, i, 'ends-after-return', { column: 'DEC', was: written(to), now: written(to) })
}

/** Step 5: one row for a (child, start): the latest return's, then the one that has ended, then the last. The others are listed. */
export function sameStart(w: Work): number {
  const { episodes } = w.reading
  let count = 0
  // From the end, so that the row that is used is known before those it stands for.
  let kept = at(w.order, w.order.length - 1)
  for (let k = w.order.length - 2; k >= 0; k -= 1) {
    const i = at(w.order, k)
    if (episodes.person[i] === episodes.person[kept] && episodes.from[i] === episodes.from[kept]) {
      leftOut(w, i, kept, 'same-start', { column: 'DECOM', was: written(at(episodes.from, i)) })
      count += 1
    } else kept = i
  }
  closeUp(w)
  return count
}

/** Step 6: one row for a (child, end), both ended: the one that starts first. The others are listed. */
export function sameEnd(w: Work): number {
  const { episodes } = w.reading
  const ends = new Map<number, number>()
  let person = -1
  let count = 0
  for (const i of w.order) {
    if (episodes.person[i] !== person) {
      person = at(episodes.person, i)
      ends.clear()
    }
    const to = w.to[i] ?? OPEN
    if (to === OPEN) continue
    const kept = ends.get(to)
    if (kept === undefined) ends.set(to, i)
    else {
      leftOut(w, i, kept, 'same-end', { column: 'DEC', was: written(to) })
      count += 1
    }
  }
  closeUp(w)
  return count
}

/** Step 7: a row that overlaps the next of the same child, or is open when the next begins, ends when it begins. */
export function closeOverlaps(w: Work): number {
  const { episodes } = w.reading
  let count = 0
  for (let k = 0; k + 1 < w.order.length; k += 1) {
    const a = at(w.order, k)
    const b = at(w.order, k + 1)
    const next = at(episodes.from, b)
    const to = w.to[a] ?? OPEN
    if (episodes.person[a] !== episodes.person[b] || to <= next) continue
    count += 1
    w.to[a] = next
    const kind = to === OPEN ? 'open-closed' : 'overlap-closed'
    changed(w, a, kind, { column: 'DEC', was: written(to), now: written(next) })
  }
  return count
}

/**
 * Step 8, vanished: open in the last return that mentions it, while a later return of that council is loaded. Ended on
 * the last day of its own return, the end unknown.
 */
export function endVanished(w: Work): number {
  const { episodes, reader } = w.reading
  const latest = latestReturns(w)
  let count = 0
  for (const i of w.order) {
    if (w.to[i] !== OPEN) continue
    const end = endOfRow(w, i)
    const council = at(reader.personCouncil, at(episodes.person, i))
    if (end >= (latest.get(council) ?? 0)) continue
    count += 1
    const last = Math.max(end - 1, at(episodes.from, i))
    w.to[i] = last
    w.endUnknown[i] = 1
    changed(w, i, 'vanished', { column: 'DEC', was: written(OPEN), now: written(last) })
  }
  return count
}

/** The end of the latest return of each council that has a row of episodes. */
function latestReturns(w: Work): ReadonlyMap<number, number> {
  const { episodes, reader } = w.reading
  const seen = new Map<number, number>()
  for (let i = 0; i < episodes.count; i += 1) {
    const council = at(reader.personCouncil, at(episodes.person, i))
    const end = endOfRow(w, i)
    if (end > (seen.get(council) ?? 0)) seen.set(council, end)
  }
  return seen
}
