import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import { breakAt, missing, NOTHING_BEFORE } from '../rules/index.ts'
import type { Break, Entry } from '../rules/index.ts'
import { entriesAfter } from '../store/entries.ts'
import { lastEntry } from '../store/last-entry.ts'
import { hashOf } from './record.ts'

export type Verified =
  | { readonly kind: 'whole'; readonly entries: number; readonly head: string }
  | { readonly kind: 'broken'; readonly entries: number; readonly first: Break }

const PAGE = 500

/**
 * Checks the last entries of the chain, each against the one before, without those before them: quick however long the
 * chain is. `entries` are those found good.
 */
export async function verifyLast(tx: Tx, council: CouncilId, count: number): Promise<Verified> {
  const last = await lastEntry(tx)
  const from = last.seq - count
  if (from <= 0) return verify(tx, council)
  const [start] = await entriesAfter(tx, from - 1, 1)
  if (start?.seq !== from)
    return { kind: 'broken', entries: 0, first: missing(from, start?.seq ?? last.seq) }
  const found = await verifyFrom(tx, council, start)
  return { ...found, entries: found.entries - from }
}

/** Checks the council's whole chain and names the first entry that does not fit. `entries` are those found good. */
export function verify(tx: Tx, council: CouncilId): Promise<Verified> {
  return verifyFrom(tx, council, { seq: 0, hash: NOTHING_BEFORE })
}

type Link = Pick<Entry, 'seq' | 'hash'>

async function verifyFrom(tx: Tx, council: CouncilId, start: Link): Promise<Verified> {
  let previous = start
  for (;;) {
    const page = await entriesAfter(tx, previous.seq, PAGE)
    for (const entry of page) {
      const first = breakAt(entry, previous, hashOf(council, entry))
      if (first !== undefined) return { kind: 'broken', entries: previous.seq, first }
      previous = entry
    }
    if (page.length < PAGE) return { kind: 'whole', entries: previous.seq, head: previous.hash }
  }
}
