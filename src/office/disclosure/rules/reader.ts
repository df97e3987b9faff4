import { unwrap } from '#kernel/result.ts'
import type { Profile } from './profile.ts'
import { protect } from './protect.ts'
import type { Table } from './table.ts'

/** What a reader may see of a table, by the name of the cell. */
export type Shown = (id: string) => number | null

/**
 * A page's table for its reader: everything for those inside, what is protected for the rest. Nothing of a page is
 * printed before, so that a table that cannot be protected is a fault of ours: its page fails and shows nothing.
 */
export function shownTo(inside: boolean, table: Table, profile: Profile): Shown {
  const all: ReadonlyMap<string, number | null> = inside
    ? new Map(table.cells.map((c) => [c.id, c.value]))
    : unwrap(protect(table, profile)).shown
  return (id) => {
    const value = all.get(id)
    if (value === undefined) throw new Error(`${id} is no printed cell of its table`)
    return value
  }
}
