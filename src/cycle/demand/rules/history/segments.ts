import { birthday, day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { ChildRecord, CleanedCare, Stay } from '../episode.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'
import { EXIT_KINDS, exitKind } from './exits.ts'

/** How a placement began: an entry to care, or a move from a group (by its place in GROUPS). */
export const ENTRY = -1

/** A placement as the history counts it: cut at the eighteenth birthday, joined to the one before and after. */
export type Segment = {
  readonly child: number
  readonly from: Day
  /** First day not counted; beyond the data's end while open. */
  readonly to: Day
  readonly group: number
  readonly subType: number
  /** ENTRY, or the group it moved from. */
  readonly cameFrom: number
  /** Place in EXIT_KINDS; undefined when it moved on, or is open. */
  readonly exit: number | undefined
}

export type Keep = (child: ChildRecord) => boolean

/** Every placement of the children kept. Nobody is counted on or after the eighteenth birthday (Children Act 1989, s.105(1)). */
export function segments(care: CleanedCare, keep: Keep = () => true): readonly Segment[] {
  const kept = care.children.map(keep)
  const adults = care.children.map((c) => birthday(c.born, 18))
  const found: Segment[] = []
  care.stays.forEach((stay, i) => {
    const adult = adults[stay.child]
    if (adult === undefined || kept[stay.child] !== true || stay.from >= adult) return
    found.push(segment(care, i, stay, adult))
  })
  return found
}

function segment(care: CleanedCare, i: number, stay: Stay, adult: Day): Segment {
  const before = care.stays[i - 1]
  const after = care.stays[i + 1]
  const to = endOf(care, stay, adult)
  const joined = before?.child === stay.child && before.to === stay.from
  const goesOn = after?.child === stay.child && after.from === to && to < adult
  const open = stay.to === undefined && to < adult
  return {
    child: stay.child,
    from: stay.from,
    to,
    group: GROUPS.indexOf(stay.group),
    subType: SUB_TYPES.indexOf(stay.subType),
    cameFrom: joined ? GROUPS.indexOf(before.group) : ENTRY,
    exit: goesOn || open ? undefined : EXIT_KINDS.indexOf(exitKind(stay, adult)),
  }
}

/** The recorded end, or the eighteenth birthday if that is sooner; the day after the data when neither has come. */
function endOf(care: CleanedCare, stay: Stay, adult: Day): Day {
  const recorded = stay.to ?? day(Math.max(care.to + 1, stay.from))
  return recorded < adult ? recorded : adult
}
