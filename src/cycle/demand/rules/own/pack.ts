import { day } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'

/**
 * A care history as columns of what our model reads and no more: it is hashed, kept with a run and sent to a worker
 * thread. Codes of place and need, and the rows of the files, stay behind.
 */
export type PackedCare = {
  readonly child: readonly string[]
  readonly born: readonly number[]
  readonly uasc: readonly number[]
  readonly ofChild: readonly number[]
  readonly from: readonly number[]
  readonly length: readonly number[]
  readonly subType: readonly number[]
  readonly group: readonly number[]
  readonly rne: readonly string[]
  readonly ended: readonly string[]
  readonly endUnknown: readonly number[]
  readonly dataFrom: number
  readonly dataTo: number
}

const OPEN = -1

export function packCare(care: CleanedCare): PackedCare {
  const { children, stays } = care
  return {
    child: children.map((c) => c.child),
    born: children.map((c) => c.born),
    uasc: children.map((c) => (c.uasc ? 1 : 0)),
    ofChild: stays.map((s) => s.child),
    from: stays.map((s) => s.from),
    length: stays.map((s) => (s.to === undefined ? OPEN : s.to - s.from)),
    subType: stays.map((s) => SUB_TYPES.indexOf(s.subType)),
    group: stays.map((s) => GROUPS.indexOf(s.group)),
    rne: stays.map((s) => s.rne),
    ended: stays.map((s) => s.reasonEnded),
    endUnknown: stays.map((s) => (s.endUnknown ? 1 : 0)),
    dataFrom: care.from,
    dataTo: care.to,
  }
}

export function unpackCare(packed: PackedCare): CleanedCare {
  return {
    children: packed.child.map((child, i) => ({
      child,
      born: day(packed.born[i] ?? 0),
      sex: '',
      uasc: packed.uasc[i] === 1,
      ethnicity: '',
    })),
    stays: packed.ofChild.map((child, i) => stayAt(packed, child, i)),
    files: [],
    from: day(packed.dataFrom),
    to: day(packed.dataTo),
  }
}

function stayAt(packed: PackedCare, child: number, i: number): Stay {
  const from = packed.from[i] ?? 0
  const length = packed.length[i] ?? OPEN
  const subType = SUB_TYPES[packed.subType[i] ?? -1]
  const group = GROUPS[packed.group[i] ?? -1]
  if (subType === undefined || group === undefined) throw new Error(`stay ${i} has no sub-type`)
  return {
    child,
    from: day(from),
    to: length === OPEN ? undefined : day(from + length),
    subType,
    group,
    place: '',
    provider: '',
    legalStatus: '',
    need: '',
    rne: packed.rne[i] ?? '',
    reasonEnded: packed.ended[i] ?? '',
    reasonPlaceChange: '',
    endUnknown: packed.endUnknown[i] === 1,
    origin: { file: 0, row: 0 },
  }
}
