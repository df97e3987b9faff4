import type { CouncilId } from '#kernel/access.ts'
import type { Transaction } from 'kysely'

/** One transaction. Only `db/` opens it; stores and commands are handed it. */
export type Tx = Transaction<unknown>

export type Db = {
  readonly kind: 'embedded' | 'server'
  /**
   * One transaction as the program's own role (no BYPASSRLS) with `app.council` set for its length: rows of other councils are not
   * there, and writing one fails. Rolls back when `work` throws.
   */
  readonly inCouncil: <T>(council: CouncilId, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** One transaction without a council: sees only what has no council (the directory of councils, sessions). */
  readonly outside: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}
