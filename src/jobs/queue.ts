import { PgBoss } from 'pg-boss'
import type { CouncilId } from '#kernel/access.ts'
import { runnerOf } from '#db'
import type { Db, Tx } from '#db'
import type { RunId } from './contract.ts'

/** A message carries ids alone: the queue's tables have no council walls. */
export type Message = { readonly council: CouncilId; readonly run: RunId; readonly chunk: number }

const CHUNKS = 'chunks'
const LOST = 'lost-chunks'

export type QueueOptions = {
  readonly db: Db
  readonly slots: number
  /** Whether several councils share this installation: then none may hold more than half of the slots. */
  readonly shared: boolean
  readonly handle: (message: Message) => Promise<void>
  /** After the last retry. */
  readonly giveUp: (message: Message) => Promise<void>
  readonly log: (line: string) => void
}

export type Queue = {
  readonly send: (tx: Tx, messages: readonly Message[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The port to pg-boss: the same library in the council's own PostgreSQL and in-process on the embedded one. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const boss = await openBoss(options.db, options.log)
  // One process holds the embedded database: what is queued at its start is another's, and is queued anew from the runs.
  if (options.db.kind === 'embedded') await boss.deleteAllJobs(CHUNKS)
  const half =
    options.shared && options.slots > 1
      ? { groupConcurrency: Math.max(1, Math.floor(options.slots / 2)) }
      : {}
  for (let slot = 0; slot < options.slots; slot += 1) await openSlot(boss, half, options.handle)
  await boss.work<Message>(LOST, { pollingIntervalSeconds: 2 }, async ([job]) => {
    if (job !== undefined) await options.giveUp(job.data)
  })
  return {
    send: async (tx, messages) => {
      const jobs = messages.map((m) => ({ data: m, group: { id: m.council } }))
      await boss.insert(CHUNKS, jobs, { db: runnerOf(tx) })
    },
    stop: async () => await boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

/** One message at a time. Where there was one there may be another: it is asked for at once, not at the next poll. */
async function openSlot(
  boss: PgBoss,
  half: { readonly groupConcurrency?: number },
  handle: QueueOptions['handle'],
): Promise<void> {
  const worker = { id: '' }
  worker.id = await boss.work<Message>(
    CHUNKS,
    { pollingIntervalSeconds: 0.5, ...half },
    async ([job]) => {
      if (job === undefined) return
      boss.notifyWorker(worker.id)
      await handle(job.data)
    },
  )
}

/** Lays the queue's tables in a database that has none, so that a copy of it starts sooner. */
export async function layQueue(db: Db): Promise<void> {
  const boss = await openBoss(db, () => undefined)
  await boss.stop({ graceful: false })
}

async function openBoss(db: Db, log: (line: string) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    db: db.raw,
    schema: 'queue',
    backend: db.kind === 'embedded' ? 'pglite' : 'postgres',
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', (fault) => log(`queue: ${fault.message}`))
  await boss.start()
  const rules = {
    retryLimit: 5,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    heartbeatSeconds: 30,
    expireInSeconds: 900,
    deleteAfterSeconds: 3600,
  }
  await boss.createQueue(LOST)
  await boss.createQueue(CHUNKS, { ...rules, deadLetter: LOST })
  await grantToProgram(db)
  return boss
}

/** The program's own role queues a job in the transaction of what the job is about. */
async function grantToProgram(db: Db): Promise<void> {
  await db.raw.executeSql('grant usage on schema queue to headwater_app')
  await db.raw.executeSql(
    'grant select, insert, update on all tables in schema queue to headwater_app',
  )
  await db.raw.executeSql('grant execute on all functions in schema queue to headwater_app')
}
