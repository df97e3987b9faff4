import { birthday, civil, dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { peerCategory, peerDetail } from '../taxonomy.ts'
import { BINS, NOT_IN_CARE } from './types.ts'
import type {
  PeerCare,
  PeerDropped,
  PeerEpisode,
  PeerHeader,
  PeerRow,
  PeerTables,
  Step,
} from './types.ts'

const YEAR_DAYS = 365.24

type Joined = PeerEpisode & {
  readonly decom: Day
  readonly sex: string
  readonly born: Day
  readonly ethnicity: string
  readonly uasc: boolean
}

type Aged = Joined & { readonly age: number; readonly endAge: number }

/** Cleans as the peer does (10-demand, 4A steps 1 to 11). Refuses what stops the peer: no usable row, or an age outside -1 to 30. */
export function cleanAsPeer(tables: PeerTables): Result<PeerCare> {
  const joined = join(tables)
  const once = dropDuplicates(joined.rows)
  if (once.rows.length === 0) return nothingLeft()
  const closed = closeOverlaps(once.rows)
  const { dataStart, dataEnd } = window(tables, closed.rows)
  const merged = mergeRuns(closed.rows)
  const aged = merged.map((row) => withAges(row, dataEnd))
  const outside = aged.find((row) => row.age < -1 || row.endAge >= 30)
  if (outside !== undefined) return impossibleAge(outside)
  const pieces = aged.flatMap(splitAtBins)
  const rows = withNeighbours(pieces)
  const steps: Step[] = [
    ...joined.steps,
    ...once.steps,
    { step: 'ends moved to the next start', counted: closed.changed },
    { step: 'kept before merging', counted: closed.rows.length },
    { step: 'merged into the row before', counted: closed.rows.length - merged.length },
    { step: 'added by age splits', counted: rows.length - merged.length },
  ]
  return ok({
    rows,
    setAside: joined.setAside,
    kept: closed.rows.length,
    steps,
    children: new Set(rows.map((r) => r.child)).size,
    openAtEnd: rows.filter((r) => r.dec === undefined || r.dec > dataEnd).length,
    dataStart,
    dataEnd,
  })
}

/** Steps 1 and 2: the header of the highest year (first row of ties), joined on the child alone. */
function join(tables: PeerTables): {
  rows: readonly Joined[]
  setAside: readonly PeerDropped[]
  steps: readonly Step[]
} {
  const header = new Map<string, PeerHeader>()
  for (const h of tables.headers) {
    const known = header.get(h.child)
    if (known === undefined || h.year > known.year) header.set(h.child, h)
  }
  const uasc = new Set(tables.uasc)
  const setAside: PeerDropped[] = []
  const rows: Joined[] = []
  for (const e of tables.episodes) {
    const h = header.get(e.child)
    if (e.child === '') setAside.push({ ...NO_CHILD, file: e.file, row: e.row })
    else if (e.decom === undefined) setAside.push({ ...NO_DECOM, file: e.file, row: e.row })
    else if (h?.born === undefined) setAside.push({ ...NO_DOB, file: e.file, row: e.row })
    else {
      rows.push({
        ...e,
        decom: e.decom,
        sex: h.sex,
        born: h.born,
        ethnicity: h.ethnicity,
        uasc: uasc.has(e.child),
      })
    }
  }
  const steps = [NO_CHILD, NO_DECOM, NO_DOB].map(({ column }) => ({
    step: `dropped: no ${column}`,
    counted: setAside.filter((d) => d.column === column).length,
  }))
  return { rows, setAside, steps }
}

const NO_CHILD = {
  column: 'CHILD',
  value: '',
  reason: 'There is no CHILD.',
  mend: 'Give the row the identifier of its child.',
}
const NO_DECOM = {
  column: 'DECOM',
  value: '',
  reason: 'DECOM is not there, or is not a day that can be read.',
  mend: 'Write the first day of the episode as dd/mm/yyyy.',
}
const NO_DOB = {
  column: 'DOB',
  value: '',
  reason: 'The header files hold no date of birth for this child.',
  mend: 'Send the header row of this child, with DOB.',
}

/** Step 3: sorted, the last of each (child, start), then the first of each (child, end). */
function dropDuplicates(rows: readonly Joined[]): {
  rows: readonly Joined[]
  steps: readonly Step[]
} {
  const sorted = rows.toSorted(
    (a, b) =>
      compareChild(a.child, b.child) ||
      a.decom - b.decom ||
      (a.dec ?? -Infinity) - (b.dec ?? -Infinity) ||
      0,
  )
  const lastByStart = sorted.filter((row, i) => {
    const next = sorted[i + 1]
    return next === undefined || next.child !== row.child || next.decom !== row.decom
  })
  const seen = new Set<string>()
  const kept = lastByStart.filter((row) => {
    const key = `${row.child}|${row.dec ?? ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const steps = [
    { step: 'dropped: same child and DECOM', counted: sorted.length - lastByStart.length },
    { step: 'dropped: same child and DEC', counted: lastByStart.length - kept.length },
  ]
  return { rows: kept, steps }
}

function compareChild(a: string, b: string): number {
  const difference = Number(a) - Number(b)
  if (!Number.isNaN(difference)) return difference
  return a < b ? -1 : a > b ? 1 : 0
}

/** Step 4: an end that is empty or later than the child's next start becomes that start. */
function closeOverlaps(rows: readonly Joined[]): { rows: readonly Joined[]; changed: number } {
  let changed = 0
  const closed = rows.map((row, i) => {
    const next = rows[i + 1]
    const start = next?.child === row.child ? next.decom : undefined
    const keeps = row.dec !== undefined && (start === undefined || row.dec <= start)
    if (keeps || start === undefined) return row
    changed += 1
    return { ...row, dec: start }
  })
  return { rows: closed, changed }
}

/** Step 5. */
function window(tables: PeerTables, rows: readonly Joined[]): { dataStart: Day; dataEnd: Day } {
  const firstYear = tables.episodes.reduce((least, e) => Math.min(least, e.year), Infinity)
  let last = -Infinity
  for (const row of rows) last = Math.max(last, row.decom, row.dec ?? -Infinity)
  const latest = civil(last as Day)
  const march = dayOf(latest.year, 3, 31)
  return {
    dataStart: dayOf(firstYear - 1, 4, 1),
    dataEnd: last <= march ? march : dayOf(latest.year + 1, 3, 31),
  }
}

/** Step 6: a run with the same carers is one row, with the end of its last. */
function mergeRuns(rows: readonly Joined[]): readonly Joined[] {
  const merged: Joined[] = []
  let previous: Joined | undefined
  for (const row of rows) {
    const first = merged.at(-1)
    const follows = previous?.child === row.child && previous.dec === row.decom
    if (first !== undefined && follows && /^[LTU]$/.test(row.rne)) {
      merged[merged.length - 1] = {
        ...first,
        dec: row.dec,
        rec: row.rec,
        reasonPlaceChange: row.reasonPlaceChange,
      }
    } else merged.push(row)
    previous = row
  }
  return merged
}

/** Step 7. */
function withAges(row: Joined, dataEnd: Day): Aged {
  const age = (row.decom - row.born) / YEAR_DAYS
  return { ...row, age, endAge: ((row.dec ?? dataEnd) - row.born) / YEAR_DAYS }
}

function binOf(age: number): { readonly from: number; readonly to: number; readonly name: string } {
  const bin = BINS.find((b) => age >= b.from && age < b.to)
  if (bin === undefined) throw new Error(`no age bin holds ${age}`)
  return bin
}

/** Steps 8 and 9: one piece for each age bin that the row touches. Zero-length pieces occur and are kept. */
function splitAtBins(row: Aged): readonly Aged[] {
  const starts = [row.age, ...BINS.map((b) => b.to).filter((b) => row.age < b && b <= row.endAge)]
  return starts.map((age, i): Aged => {
    const from =
      i === 0 ? row : { ...row, decom: birthday(row.born, age, '28 February'), age, rne: 'Age' }
    const end = binOf(age).to
    if (!(end < row.endAge)) return from
    return {
      ...from,
      dec: birthday(row.born, end, '28 February'),
      endAge: end,
      rec: 'Age',
      reasonPlaceChange: '',
    }
  })
}

/** Steps 9 to 11: bins, categories, and what stands before and after. */
function withNeighbours(pieces: readonly Aged[]): readonly PeerRow[] {
  const categories = pieces.map((p) => peerCategory(p.place))
  return pieces.map((piece, i): PeerRow => {
    const after = follows(piece, pieces[i + 1]) ? categories[i + 1] : undefined
    return {
      ...piece,
      bin: binOf(piece.age).name,
      endBin: binOf(piece.endAge).name,
      category: categories[i] ?? '',
      before: (follows(pieces[i - 1], piece) ? categories[i - 1] : undefined) ?? NOT_IN_CARE,
      after: piece.dec === undefined ? 'None' : (after ?? NOT_IN_CARE),
      detail: peerDetail(piece.place, piece.provider),
    }
  })
}

/** Whether the second row takes the child over on the day the first lets go. */
function follows(first: Aged | undefined, second: Aged | undefined): boolean {
  if (first === undefined || second === undefined) return false
  return first.child === second.child && first.dec === second.decom
}

function nothingLeft(): Result<PeerCare> {
  return refused({
    kind: 'nothing-left',
    message: 'No episode has a child, a start and a date of birth',
    mend: 'Send the header file of the same children with the episodes file',
  })
}

function impossibleAge(row: Aged): Result<PeerCare> {
  return refused({
    kind: 'impossible-age',
    message: `An episode runs from age ${row.age.toFixed(1)} to ${row.endAge.toFixed(1)}; the peer takes -1 to 30`,
    mend: 'Correct the date of birth in the header file, or the dates of the episode',
    file: row.file,
    row: row.row,
    column: 'DECOM',
  })
}
