import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Stream } from '../rules/index.ts'
import { dayText, writeRows } from './write-rows.ts'
import type { Written } from './write-rows.ts'

const STREAM: Written = {
  table: 'stream',
  columns: {
    id: 'text',
    name: 'text',
    family: 'text',
    payer: 'text',
    from_day: 'date',
    to_day: 'date',
    ring_fenced: 'boolean',
    conditions: 'jsonb',
    carry_forward: 'jsonb',
    successor: 'text',
    note: 'text',
    import_id: 'uuid',
  },
}
const MONEY: Written = {
  table: 'stream_money',
  columns: {
    stream_id: 'text',
    position: 'integer',
    year: 'text',
    status: 'text',
    pence: 'bigint',
    on_day: 'date',
    source: 'text',
    import_id: 'uuid',
    file: 'integer',
    row: 'integer',
  },
}

/** Streams with all their figures: those stored before come along, each with the import it came from. */
export async function saveStreams(
  tx: Tx,
  actor: Actor,
  importId: string,
  streams: readonly Stream[],
): Promise<void> {
  const ids = streams.map((s) => s.id)
  await run(tx, sql`delete from budget.stream_money where stream_id = any(${ids}::text[])`)
  await run(tx, sql`delete from budget.stream where id = any(${ids}::text[])`)
  await writeRows(
    tx,
    actor.council,
    STREAM,
    streams.map((s) => ({
      id: s.id,
      name: s.name,
      family: s.family,
      payer: s.payer,
      from_day: iso(s.from),
      to_day: dayText(s.to),
      ring_fenced: s.ringFenced,
      conditions: s.conditions,
      carry_forward: s.carryForward,
      successor: s.successor ?? null,
      note: s.note ?? null,
      import_id: importId,
    })),
  )
  await writeRows(
    tx,
    actor.council,
    MONEY,
    streams.flatMap((s) =>
      s.money.map((m, position) => ({
        stream_id: s.id,
        position,
        year: m.year,
        status: m.status,
        pence: m.pence,
        on_day: dayText(m.on),
        source: m.source,
        import_id: m.origin?.importId ?? importId,
        file: m.origin?.file ?? 0,
        row: m.origin?.row ?? 0,
      })),
    ),
  )
}
