import type { CouncilId } from '#kernel/access.ts'
import type { Transaction } from 'kysely'

/** One transaction. Only `db/` opens it; stores and commands are handed it. */
export type Tx = Transaction<unknown>

/** Runs SQL text with `$1` parameters: the shape that the queue's library asks of a database. */
export type SqlRunner = {
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
}

export type Db = {
  readonly kind: 'embedded' | 'server'
  /** What people may be told of where it is: a folder, or host and database; never a password. */
  readonly place: string
  /**
   * One transaction as the program's own role (no BYPASSRLS) with `app.council` set for its length: rows of other councils are not
   * there, and writing one fails. Rolls back when `work` throws. Opening another inside is a fault: hand `tx` on.
   */
  readonly inCouncil: <T>(council: CouncilId, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** One transaction without a council: sees only what has no council (the directory of councils, sign-in names). */
  readonly outside: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * One transaction that may change councils as it goes (`enter`), seeing one moment of the database: backup and restore
   * alone use it.
   */
  readonly across: <T>(
    work: (tx: Tx, enter: (council: CouncilId | undefined) => Promise<void>) => Promise<T>,
  ) => Promise<T>
  /** As the owner of the database, without a council and each call by itself: for the queue's own schema alone. */
  readonly raw: SqlRunner
  readonly close: () => Promise<void>
}
