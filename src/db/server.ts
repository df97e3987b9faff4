import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Engine, Session } from './engine.ts'
import { asIs, bytesOf, instantText, OID, wholeNumber } from './values.ts'

export type ServerOptions = {
  readonly url: string
  /** Most connections at once. */
  readonly connections?: number
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onFault?: (error: Error) => void
}

/** A PostgreSQL server (15 to 18) through a pool of connections. */
export function openServer(options: ServerOptions): Engine {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    types: { getTypeParser },
    application_name: 'headwater',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options:
      '-c timezone=UTC -c tcp_user_timeout=15000 -c idle_in_transaction_session_timeout=300000',
  })
  pool.on('error', options.onFault ?? ((error) => process.emitWarning(error)))
  return {
    kind: 'server',
    place: placeOf(options.url),
    kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    turn: (work) => work(),
    session: (work) => inSession(pool, work),
    executeSql: async (text, values) => ({ rows: rowsOf(await pool.query(text, values ?? [])) }),
    close: () => pool.end(),
  }
}

/** Host, port and database of an address, without user and password. */
function placeOf(url: string): string {
  const parsed = new URL(url)
  return `${parsed.host}${parsed.pathname}`
}

async function inSession<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const value = await work(sessionOf(client))
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => {
      broken = fault
    })
    throw error
  } finally {
    client.release(broken)
  }
}

function sessionOf(client: pg.PoolClient): Session {
  return {
    query: async (text, values) => ({ rows: rowsOf(await client.query(text, [...values])) }),
    script: async (text) => {
      await client.query(text)
    },
  }
}

/** Several statements in one text give several results: all their rows, in order. */
function rowsOf(result: pg.QueryResult | readonly pg.QueryResult[]): unknown[] {
  return 'rows' in result ? result.rows : result.flatMap((each: pg.QueryResult) => each.rows)
}

type Parse = (text: string) => unknown
const PARSERS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [OID.int8, wholeNumber],
  [OID.int8Array, arrayOf(wholeNumber)],
  [OID.date, asIs],
  [OID.dateArray, arrayOf(asIs)],
  [OID.timestamp, asIs],
  [OID.timestampArray, arrayOf(asIs)],
  [OID.timestamptz, instantText],
  [OID.timestamptzArray, arrayOf(instantText)],
  [OID.bytea, bytesOf],
])

/** Arrays of one dimension of the types above: their items hold no comma and no quote of their own. */
function arrayOf(parse: Parse): Parse {
  return (text) => {
    const inner = text.slice(1, -1).replaceAll('"', '')
    if (inner === '') return []
    return inner.split(',').map((item) => (item === 'NULL' ? null : parse(item)))
  }
}

type Oid = Parameters<typeof pg.types.getTypeParser>[0]

function getTypeParser(oid: Oid, format: 'text' | 'binary' = 'text'): Parse {
  const own = format === 'binary' ? undefined : PARSERS.get(oid)
  return own ?? pg.types.getTypeParser(oid, format)
}
