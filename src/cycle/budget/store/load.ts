import { rows, sql } from '#db'
import type { Tx } from '#db'
import { isoDay, month as asMonth } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import { z } from 'zod'
import {
  DRIVER_UNITS,
  FAMILIES,
  MONEY_STATUSES,
  overlaid,
  PRICE_BASES,
  SERVICE_KINDS,
} from '../rules/index.ts'
import type { Base, DriverVolume, Price, Service, Stream, StreamMoney } from '../rules/index.ts'
import { carryForward, condition } from './json-shapes.ts'
import { yearText } from './versions.ts'

export const dayText = z.string().transform(isoDay)
export const money = z.number().transform(pence)

/** A value or nothing, as an object with or without the field. */
function maybe<K extends string, T>(key: K, value: T | null): { [P in K]?: T } {
  const out: { [P in K]?: T } = {}
  if (value !== null) out[key] = value
  return out
}

/** What a council's budget may name: what is shipped, and in its place or beside it what the council has stored. */
export async function loadBase(tx: Tx, shipped: Base): Promise<Base> {
  return {
    services: overlaid(shipped.services, await services(tx)),
    streams: overlaid(shipped.streams, await streams(tx)),
    subjectives: shipped.subjectives,
    volumes: await volumes(tx),
    prices: await prices(tx),
  }
}

const service = z.object({
  id: z.string(),
  name: z.string(),
  service_group: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(SERVICE_KINDS),
  same_as: z.string().nullable(),
  owner: z.string(),
  from_day: dayText,
  to_day: dayText.nullable(),
  funding: z.array(z.string()),
  note: z.string().nullable(),
})

const statutory = z.object({
  service_id: z.string(),
  kind: z.enum(['yes', 'part', 'no']),
  basis: z.string(),
  from_day: dayText,
  to_day: dayText.nullable(),
})

const s251 = z.object({
  service_id: z.string(),
  stable_id: z.string(),
  from_day: dayText,
  share: z.number().transform(rate),
})

async function services(tx: Tx): Promise<readonly Service[]> {
  const found = await rows(
    tx,
    service,
    sql`select id, name, service_group, parent, kind, same_as, owner, from_day, to_day, funding, note from budget.service order by id`,
  )
  const dates = Map.groupBy(
    await rows(
      tx,
      statutory,
      sql`select service_id, kind, basis, from_day, to_day from budget.service_statutory order by service_id, position`,
    ),
    (s) => s.service_id,
  )
  const shares = Map.groupBy(
    await rows(
      tx,
      s251,
      sql`select service_id, stable_id, from_day, share from budget.service_s251 order by service_id, from_day, stable_id`,
    ),
    (s) => s.service_id,
  )
  return found.map((s) => ({
    id: s.id,
    name: s.name,
    group: s.service_group,
    kind: s.kind,
    owner: s.owner,
    from: s.from_day,
    funding: s.funding,
    ...maybe('parent', s.parent),
    ...maybe('sameAs', s.same_as),
    ...maybe('to', s.to_day),
    ...maybe('note', s.note),
    statutory: (dates.get(s.id) ?? []).map((d) => ({
      kind: d.kind,
      basis: d.basis,
      from: d.from_day,
      ...maybe('to', d.to_day),
    })),
    s251: (shares.get(s.id) ?? []).map((d) => ({
      stableId: d.stable_id,
      share: d.share,
      from: d.from_day,
    })),
  }))
}

const stream = z.object({
  id: z.string(),
  name: z.string(),
  family: z.enum(FAMILIES),
  payer: z.string(),
  from_day: dayText,
  to_day: dayText.nullable(),
  ring_fenced: z.boolean(),
  conditions: z.array(condition),
  carry_forward: carryForward,
  successor: z.string().nullable(),
  note: z.string().nullable(),
})

const figure = z.object({
  stream_id: z.string(),
  year: yearText,
  status: z.enum(MONEY_STATUSES),
  pence: money,
  on_day: dayText.nullable(),
  source: z.string(),
  import_id: z.string(),
  file: z.number(),
  row: z.number(),
})

async function streams(tx: Tx): Promise<readonly Stream[]> {
  const found = await rows(
    tx,
    stream,
    sql`select id, name, family, payer, from_day, to_day, ring_fenced, conditions, carry_forward, successor, note from budget.stream order by id`,
  )
  const figures = Map.groupBy(
    await rows(
      tx,
      figure,
      sql`select stream_id, year, status, pence, on_day, source, import_id, file, row from budget.stream_money order by stream_id, position`,
    ),
    (f) => f.stream_id,
  )
  return found.map((s) => ({
    id: s.id,
    name: s.name,
    family: s.family,
    payer: s.payer,
    from: s.from_day,
    ringFenced: s.ring_fenced,
    conditions: s.conditions,
    carryForward: s.carry_forward,
    national: [],
    money: (figures.get(s.id) ?? []).map(figureOf),
    ...maybe('to', s.to_day),
    ...maybe('successor', s.successor),
    ...maybe('note', s.note),
  }))
}

function figureOf(f: z.output<typeof figure>): StreamMoney {
  return {
    year: f.year,
    status: f.status,
    pence: f.pence,
    source: f.source,
    origin: { file: f.file, row: f.row, importId: f.import_id },
    ...maybe('on', f.on_day),
  }
}

const origin = { import_id: z.string(), file: z.number(), row: z.number() }

async function volumes(tx: Tx): Promise<readonly DriverVolume[]> {
  const found = await rows(
    tx,
    z.object({
      driver_id: z.string(),
      month: z.string(),
      unit: z.enum(DRIVER_UNITS),
      thousandths: z.number(),
      source: z.string(),
      ...origin,
    }),
    sql`select driver_id, month, unit, thousandths, source, import_id, file, row from budget.driver_volume order by driver_id, month`,
  )
  return found.map((v) => ({
    driver: v.driver_id,
    unit: v.unit,
    month: asMonth(v.month),
    thousandths: v.thousandths,
    source: v.source,
    origin: { file: v.file, row: v.row, importId: v.import_id },
  }))
}

async function prices(tx: Tx): Promise<readonly Price[]> {
  const found = await rows(
    tx,
    z.object({
      driver_id: z.string(),
      from_day: dayText,
      to_day: dayText.nullable(),
      basis: z.enum(PRICE_BASES),
      pence: money,
      source: z.string(),
      ...origin,
    }),
    sql`select driver_id, from_day, to_day, basis, pence, source, import_id, file, row from budget.price order by driver_id, from_day`,
  )
  return found.map((p) => ({
    driver: p.driver_id,
    basis: p.basis,
    pence: p.pence,
    from: p.from_day,
    source: p.source,
    origin: { file: p.file, row: p.row, importId: p.import_id },
    ...maybe('to', p.to_day),
  }))
}
