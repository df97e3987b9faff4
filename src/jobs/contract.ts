import type { Actor, CouncilId, PersonId } from '#kernel/access.ts'
import type { Id } from '#kernel/id.ts'
import type { Db, Tx } from '#db'

export type RunId = Id<'run'>
export type RunState = 'queued' | 'running' | 'finished' | 'failed' | 'cancelled'

/** One long computation, as the database knows it. Immutable once it has ended. */
export type RunRow = {
  readonly id: RunId
  readonly kind: string
  /** What it is about in the room's own words, such as an import's id. */
  readonly subject: string | undefined
  readonly state: RunState
  readonly done: number
  readonly of: number
  /** Why it failed or was cancelled, in a sentence for the person who asked for it. */
  readonly why: string | undefined
  readonly inputHash: string
  readonly rulesVersion: string
  readonly seed: number
  readonly createdAt: string
  readonly createdBy: string
  readonly createdById: PersonId
  readonly startedAt: string | undefined
  readonly finishedAt: string | undefined
  readonly resultHash: string | undefined
}

/**
 * One kind of long work. `module` exports `chunk(input, index, of)`, a pure function that runs in a worker thread and gives the
 * bytes of one chunk; equal input gives equal bytes. `merge` gets every chunk, in order, in the transaction that ends the run.
 * With `combines`, `module` also exports `combine(input, chunks)`, which a thread does first: `merge` gets what that gave, and
 * the server's own thread only stores it.
 */
export type Chunked = {
  readonly kind: string
  readonly rulesVersion: string
  readonly module: URL
  readonly combines?: true
  readonly merge: (
    tx: Tx,
    actor: Actor,
    run: RunRow,
    input: unknown,
    parts: readonly Uint8Array[],
  ) => Promise<{ readonly resultHash: string }>
}

export type Submission = {
  readonly kind: string
  /** Any JSON value: what the chunks compute on. */
  readonly input: unknown
  readonly chunks: number
  readonly seed: number
  readonly subject?: string
}

export type JobsOptions = {
  readonly db: Db
  readonly kinds: readonly Chunked[]
  /** The councils of this database: whose unfinished runs are taken up at the start. */
  readonly councils: () => Promise<readonly CouncilId[]>
  /** Writes the audit entry of a run that ended. */
  readonly record: (
    tx: Tx,
    actor: Actor,
    entry: {
      readonly verb: string
      readonly subject: string
      readonly why?: string
      readonly after?: unknown
    },
  ) => Promise<unknown>
  readonly now: () => Temporal.Instant
  /** Threads that compute; as many as there are cores, at most four, when not given. */
  readonly workers?: number
  /** One line for the log; never a child's data. */
  readonly log?: (line: string) => void
}

export type Jobs = {
  /** Queues a run in the caller's transaction: it exists when the transaction does. */
  readonly submit: (tx: Tx, actor: Actor, submission: Submission) => Promise<RunId>
  /** Stops a run that has not ended; says whether there was one to stop. */
  readonly cancel: (tx: Tx, actor: Actor, id: RunId) => Promise<boolean>
  /** The run as it goes, until it ends or the reader leaves. */
  readonly progress: (council: CouncilId, id: RunId) => AsyncIterable<RunRow>
  /** Takes nothing new and waits for the chunks in hand. */
  readonly close: () => Promise<void>
}
