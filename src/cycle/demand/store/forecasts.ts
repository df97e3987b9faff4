import { gunzipSync } from 'node:zlib'
import { one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'
import { decodeTable } from '../rules/index.ts'
import type { DrawTable, OwnForecast } from '../rules/index.ts'
import { FORECAST, TABLE_HEAD } from './forecast-shape.ts'

export type RunId = Id<'run'>

const runId = z.string().transform((text): RunId => {
  const id = parseId<'run'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of a run`)
  return id
})
const importId = z.string().transform((text): Id<'import'> => {
  const id = parseId<'import'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of an import`)
  return id
})

const LINE = z
  .object({
    run_id: runId,
    import_id: importId,
    kind: z.enum(['own', 'matching', 'annual', 'no-change']),
    origin: z.string().transform((text) => isoDay(text)),
    months: z.number(),
    draws: z.number(),
    seed: z.number(),
    asked_at: z.string(),
    asked_by_name: z.string(),
    state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
    children_now: z.number().nullable(),
    middle: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    result_hash: z.string().nullable(),
  })
  .transform((r) => ({
    run: r.run_id,
    importId: r.import_id,
    kind: r.kind,
    origin: r.origin,
    months: r.months,
    draws: r.draws,
    seed: r.seed,
    askedAt: r.asked_at,
    askedBy: r.asked_by_name,
    state: r.state,
    now: r.children_now ?? undefined,
    middle: r.middle ?? undefined,
    low: r.low ?? undefined,
    high: r.high ?? undefined,
    resultHash: r.result_hash ?? undefined,
  }))

/** A forecast in a list: what was asked, how far it is, and the headline when it is finished. */
export type ForecastLine = z.output<typeof LINE>

const COLUMNS = sql`q.run_id, q.import_id, q.kind, q.origin, q.months, q.draws, q.seed, q.asked_at, q.asked_by_name, r.state,
  f.children_now, f.middle, f.low, f.high, f.result_hash`
const TABLES = sql`demand.forecast_request q
  join jobs.run r on r.council_id = q.council_id and r.id = q.run_id
  left join demand.forecast f on f.council_id = q.council_id and f.run_id = q.run_id`

/** The latest forecasts asked for, newest first. */
export async function forecasts(tx: Tx, limit: number): Promise<readonly ForecastLine[]> {
  return rows(
    tx,
    LINE,
    sql`select ${COLUMNS} from ${TABLES} order by q.asked_at desc, q.run_id desc limit ${limit}`,
  )
}

export async function forecastLine(tx: Tx, id: RunId): Promise<ForecastLine | undefined> {
  return one(tx, LINE, sql`select ${COLUMNS} from ${TABLES} where q.run_id = ${id}`)
}

/**
 * The forecast of record: of our model, on the import in use, from the latest day; of several from that day, the last to
 * finish. One made from an earlier day looks back, and never takes its place.
 */
export async function forecastOfRecord(tx: Tx): Promise<ForecastLine | undefined> {
  return one(
    tx,
    LINE,
    sql`select ${COLUMNS} from ${TABLES} join demand.import i on i.council_id = q.council_id and i.id = q.import_id
      where r.state = 'finished' and q.kind = 'own' and i.state = 'stored' order by q.origin desc, f.finished_at desc, q.run_id desc limit 1`,
  )
}

const bytes = z.instanceof(Uint8Array)

/** Forecasts read last, by the hash of what they hold: a result never changes, so what is held still holds. */
const held = new Map<string, OwnForecast>()
const AT_HAND = 16

/** A finished forecast as its page shows it. */
export async function forecastById(tx: Tx, id: RunId): Promise<OwnForecast | undefined> {
  const shape = z.object({ result_hash: z.string() })
  const head = await one(
    tx,
    shape,
    sql`select result_hash from demand.forecast where run_id = ${id}`,
  )
  if (head === undefined) return undefined
  const forecast = held.get(head.result_hash) ?? (await readForecast(tx, id))
  held.delete(head.result_hash)
  held.set(head.result_hash, forecast)
  const [oldest] = held.keys()
  if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
  return forecast
}

async function readForecast(tx: Tx, id: RunId): Promise<OwnForecast> {
  const found = await one(
    tx,
    z.object({ result: bytes }),
    sql`select result from demand.forecast where run_id = ${id}`,
  )
  if (found === undefined) throw new Error(`the forecast ${id} was there and is not`)
  return FORECAST.parse(JSON.parse(gunzipSync(found.result).toString('utf8')))
}

/** The draws of a finished forecast, for joint use with prices. */
export async function drawTableById(tx: Tx, id: RunId): Promise<DrawTable | undefined> {
  const found = await one(
    tx,
    z.object({ draw_table: bytes }),
    sql`select draw_table from demand.forecast where run_id = ${id}`,
  )
  if (found === undefined) return undefined
  return decodeTable(gunzipSync(found.draw_table), (text) => TABLE_HEAD.parse(JSON.parse(text)))
}

export type NewRequest = {
  readonly run: RunId
  readonly importId: Id<'import'>
  readonly origin: Day
  readonly months: number
  readonly draws: number
  readonly seed: number
}

export async function writeRequest(tx: Tx, actor: Actor, asked: NewRequest): Promise<void> {
  await run(
    tx,
    sql`insert into demand.forecast_request (council_id, run_id, import_id, kind, origin, months, draws, seed, asked_at, asked_by_name)
        values (${actor.council}, ${asked.run}, ${asked.importId}, 'own', ${iso(asked.origin)}, ${asked.months}, ${asked.draws},
          ${asked.seed}, ${actor.at.toString()}, ${actor.name})`,
  )
}

/** What a list says of a finished forecast, and the hash of the whole: the forecast's text, then its draws. */
export type Headline = {
  readonly rulesVersion: string
  readonly now: number
  readonly middle: number
  readonly low: number
  readonly high: number
  readonly hash: string
}

/** Keeps a finished forecast: its text and its table of draws, both compressed. */
export async function writeForecast(
  tx: Tx,
  actor: Actor,
  id: RunId,
  line: Headline,
  kept: { readonly result: Uint8Array; readonly draws: Uint8Array },
): Promise<void> {
  await run(
    tx,
    sql`insert into demand.forecast (council_id, run_id, finished_at, rules_version, children_now, middle, low, high, result, draw_table, result_hash)
        values (${actor.council}, ${id}, ${actor.at.toString()}, ${line.rulesVersion}, ${line.now}, ${line.middle}, ${line.low},
          ${line.high}, ${kept.result}, ${kept.draws}, ${line.hash})`,
  )
}
