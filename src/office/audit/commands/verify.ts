import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import { breakAt, NOTHING_BEFORE } from '../rules/index.ts'
import type { Break, Entry } from '../rules/index.ts'
import { entriesAfter } from '../store/entries.ts'
import { hashOf } from './record.ts'

export type Verified =
  | { readonly kind: 'whole'; readonly entries: number; readonly head: string }
  | { readonly kind: 'broken'; readonly entries: number; readonly first: Break }

const PAGE = 500

/** Checks the council's whole chain and names the first entry that does not fit. `entries` are those found good. */
export async function verify(tx: Tx, council: CouncilId): Promise<Verified> {
  let previous: Pick<Entry, 'seq' | 'hash'> = { seq: 0, hash: NOTHING_BEFORE }
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
