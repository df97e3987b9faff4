import { openDatabase } from '#db'
import type { Db, Where } from '#db'
import { openJobs } from '#jobs'
import type { Chunked } from '#jobs'
import { DEMAND_SETTINGS, FORECAST_WORK } from '#cycle/demand/index.ts'
import { PLACEMENTS_SETTINGS } from '#cycle/placements/index.ts'
import { ACCESS_SETTINGS, councils } from '#office/access/index.ts'
import { DISCLOSURE_SETTINGS } from '#office/disclosure/index.ts'
import { record } from '#office/audit/index.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { catalogue } from '#office/settings/index.ts'
import { HOME_SETTINGS } from './desk/index.ts'

/** What the rooms let a council set. */
export const SETTINGS = catalogue([
  ...ACCESS_SETTINGS,
  ...DISCLOSURE_SETTINGS,
  ...DEMAND_SETTINGS,
  ...PLACEMENTS_SETTINGS,
  ...HOME_SETTINGS,
])

/** Every kind of long work. */
const KINDS: readonly Chunked[] = [FORECAST_WORK]

export type Opened = { readonly house: House; readonly close: () => Promise<void> }

export type OpenOptions = {
  readonly where: Where
  /** Threads that compute. */
  readonly workers?: number | undefined
  readonly now?: () => Temporal.Instant
  readonly log?: (line: string) => void
}

/** Opens the database and the door to long work: what pages, commands and the command line act in. */
export async function openHouse(options: OpenOptions): Promise<Opened> {
  const { where, ...rest } = options
  const db = await openDatabase(where)
  try {
    return await houseOn(db, rest)
  } catch (error) {
    await db.close()
    throw error
  }
}

/** The house on a database that is open already; closing the house closes it. */
export async function houseOn(db: Db, options: Omit<OpenOptions, 'where'> = {}): Promise<Opened> {
  const times = clock(options.now)
  const jobs = await openJobs({
    db,
    kinds: KINDS,
    councils: async () => (await allCouncils(db)).map((c) => c.id),
    record: async (tx, actor, entry) => record(tx, actor, entry),
    now: times.now,
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.log === undefined ? {} : { log: options.log }),
  })
  return {
    house: { db, jobs, settings: SETTINGS, ...times },
    close: async () => {
      await jobs.close()
      await db.close()
    },
  }
}

export function allCouncils(db: Db) {
  return db.outside((tx) => councils(tx))
}
