import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { READS_AUDIT } from '../account/office-nav.ts'
import { getChain } from './chain.ts'
import { getEntriesCsv } from './download.ts'
import { getEntry } from './entry.ts'
import { getAudit } from './list.ts'

/** Who did what, and whether the record is whole. */
export function auditRoutes(house: House): readonly Route[] {
  const access = READS_AUDIT
  return [
    { method: 'GET', path: '/audit', access, handle: getAudit(house) },
    { method: 'GET', path: '/audit/entries.csv', access, handle: getEntriesCsv(house) },
    { method: 'GET', path: '/audit/chain', access, handle: getChain(house) },
    { method: 'GET', path: '/audit/:seq', access, handle: getEntry(house) },
  ]
}
