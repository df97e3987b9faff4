import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import { pence } from '#kernel/money.ts'
import { z } from 'zod'
import { MOVEMENT_KINDS, parseLine } from '../rules/index.ts'
import type { Amount, Base, Budget, Line, Movement, Pot, Published } from '../rules/index.ts'
import { potUses, publishedParts } from './json-shapes.ts'
import { loadBase, money } from './load.ts'
import { versions, yearText } from './versions.ts'
import type { VersionRow } from './versions.ts'

/** A council's whole budget as it stands: what is shipped where it has none of its own, and every version. */
export async function loadBudget(tx: Tx, shipped: Base): Promise<Budget> {
  const base = await loadBase(tx, shipped)
  const amounts: Amount[] = []
  for (const version of await versions(tx)) amounts.push(...(await amountsOfVersion(tx, version)))
  return {
    ...base,
    amounts,
    movements: await movements(tx),
    pots: await pots(tx),
    published: await published(tx),
  }
}

/** Rows come as one text, so that forty thousand of them are read at once. */
const packed = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.boolean(),
  z.boolean(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
])
const packedRows = z.array(packed)

async function amountsOfVersion(tx: Tx, version: VersionRow): Promise<readonly Amount[]> {
  const found = await one(
    tx,
    z.object({ packed: z.string() }),
    sql`select coalesce(json_agg(json_build_array(service_id, subjective_id, stream_id, area_id, cost_centre, month, pence, one_off, stated,
          driver_id, override, note, file, row) order by position), '[]')::text as packed
        from budget.amount where version_id = ${version.id}`,
  )
  const key = { year: version.year, kind: version.kind, name: version.name }
  const lines = new Map<string, Line>()
  const content: unknown = JSON.parse(found?.packed ?? '[]')
  return packedRows.parse(content).map((row) => amountFrom(row, key, version.import_id, lines))
}

function amountFrom(
  row: z.output<typeof packed>,
  version: Amount['version'],
  importId: string | null,
  lines: Map<string, Line>,
): Amount {
  const [service, subjective, stream, area, costCentre, month, amount, oneOff, stated] = row
  const [driver, override, note, file, at] = row.slice(9)
  const key = `${service}|${subjective}|${stream}|${area}|${costCentre}`
  const line = lines.get(key) ?? { service, subjective, stream, area, costCentre }
  lines.set(key, line)
  return {
    line,
    version,
    pence: pence(amount),
    oneOff,
    ...(month === 0 ? {} : { month }),
    ...(stated ? { stated: true } : {}),
    ...text('driver', driver),
    ...text('override', override),
    ...text('note', note),
    origin: {
      file: Number(file),
      row: Number(at),
      ...(importId === null ? {} : { importId }),
    },
  }
}

function text<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  const out: { [P in K]?: string } = {}
  if (typeof value === 'string' && value !== '') out[key] = value
  return out
}

const movementShape = z.object({
  year: yearText,
  kind: z.enum(MOVEMENT_KINDS),
  from_line: z.string(),
  to_line: z.string().nullable(),
  pence: money,
  why: z.string(),
  reference: z.string(),
  after_agreement: z.boolean(),
  import_id: z.string().nullable(),
  file: z.number().nullable(),
  row: z.number().nullable(),
  made_by_name: z.string(),
  made_at: z.string(),
})

/**
 * Movements that count: those a person posted, and of those that came in files the ones of the latest import of their
 * year. Earlier ones stay where they are, for the record.
 */
async function movements(tx: Tx): Promise<readonly Movement[]> {
  const found = await rows(
    tx,
    movementShape,
    sql`select m.year, m.kind, m.from_line, m.to_line, m.pence, m.why, m.reference, m.after_agreement, m.import_id, m.file, m.row,
          m.made_by_name, m.made_at
        from budget.movement m
        where m.import_id is null or m.import_id = (
          select o.import_id from budget.movement o where o.year = m.year and o.import_id is not null
          order by o.made_at desc, o.import_id desc limit 1)
        order by m.made_at, m.id`,
  )
  return found.map((m) => ({
    year: m.year,
    kind: m.kind,
    from: lineFrom(m.from_line),
    pence: m.pence,
    why: m.why,
    reference: m.reference,
    ...(m.to_line === null ? {} : { to: lineFrom(m.to_line) }),
    ...(m.after_agreement ? { afterAgreement: true } : {}),
    ...(m.import_id === null || m.row === null || m.file === null
      ? {}
      : { origin: { file: m.file, row: m.row, importId: m.import_id } }),
    by: m.made_by_name,
    at: m.made_at,
  }))
}

function lineFrom(key: string): Line {
  const line = parseLine(key)
  if (line === undefined) throw new Error(`${key} is kept as a line and is not one`)
  return line
}

async function pots(tx: Tx): Promise<readonly Pot[]> {
  return rows(
    tx,
    z
      .object({
        id: z.string(),
        year: yearText,
        stream_id: z.string(),
        pence: money,
        uses: potUses,
      })
      .transform(({ stream_id: stream, ...rest }) => ({ ...rest, stream })),
    sql`select id, year, stream_id, pence, uses from budget.pot order by year, id`,
  )
}

async function published(tx: Tx): Promise<readonly Published[]> {
  return rows(
    tx,
    z
      .object({
        place: z.string(),
        source: z.enum(['ours', 'paper']),
        pence: money,
        parts: publishedParts,
      })
      .transform((p) => ({ where: p.place, source: p.source, total: p.pence, parts: p.parts })),
    sql`select place, source, pence, parts from budget.published order by place`,
  )
}
