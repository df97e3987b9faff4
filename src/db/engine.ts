import type { Kysely } from 'kysely'

/** A connection inside one transaction, as the owner of the database: migrations alone use it. */
export type Session = {
  readonly query: (text: string, values: readonly unknown[]) => Promise<{ rows: unknown[] }>
  /** Several statements, without parameters. */
  readonly script: (text: string) => Promise<void>
}

/** What the two databases have in common below `#db`. */
export type Engine = {
  readonly kind: 'embedded' | 'server'
  readonly place: string
  readonly kysely: Kysely<unknown>
  /** Runs one piece of work at a time where there is one connection, and at once where there are many. */
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>
  readonly session: <T>(work: (session: Session) => Promise<T>) => Promise<T>
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
  readonly close: () => Promise<void>
}

export const APP_ROLE = 'headwater_app'
