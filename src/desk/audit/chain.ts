import { lastEntry, verify } from '#office/audit/index.ts'
import type { Verified } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { chainView } from './chain-view.ts'

export type ChainModel = {
  readonly verified: Verified
  readonly all: number
  /** When it was checked. */
  readonly at: string
}

export const AUDIT_CRUMB = { text: 'Audit', href: '/audit' }

/** `/audit/chain`: every entry checked against the one before it. */
export function getChain(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { actor } = visit
    const model = await house.db.inCouncil(actor.council, async (tx): Promise<ChainModel> => ({
      verified: await verify(tx, actor.council),
      all: (await lastEntry(tx)).seq,
      at: house.now().toString(),
    }))
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'The chain of entries', crumbs: [AUDIT_CRUMB], body: chainView(model) },
    }
  }
}
