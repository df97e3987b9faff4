import { day as asDay } from '#kernel/dates.ts'
import { FAMILIES, MONEY_STATUSES } from '../model.ts'
import type { Stream, StreamMoney } from '../model.ts'
import { choice, needed, optionalDay, optionalEnd, yearCell, yesNo } from './cells.ts'
import { carryForwardCell, conditionsCell } from './conditions.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'
import { moneyCell } from './money-cell.ts'

export function readStream(r: Reading): Stream | undefined {
  const id = needed(r, 'stream_id')
  const name = needed(r, 'name')
  const family = choice(r, 'family', FAMILIES)
  const ringFenced = yesNo(r, 'ring_fenced', family === 'dsg')
  const carryForward = carryForwardCell(r)
  const from = optionalDay(r, 'from')
  const to = optionalEnd(r, 'to')
  const conditions = conditionsCell(r)
  if (id === undefined || name === undefined || family === undefined) return undefined
  if (ringFenced === undefined || carryForward === undefined) return undefined
  const successor = r.row.text('successor')
  return {
    id,
    name,
    family,
    payer: r.row.text('payer'),
    from: from.day ?? asDay(0),
    ringFenced,
    conditions,
    carryForward,
    money: [],
    national: [],
    ...(to.day === undefined ? {} : { to: to.day }),
    ...(successor === '' ? {} : { successor }),
  }
}

/** A published figure of a stream, with the stream it is of. */
export function readStreamMoney(
  r: Reading,
  known: ReadonlySet<string>,
): { readonly stream: string; readonly money: StreamMoney } | undefined {
  const stream = needed(r, 'stream_id')
  const year = yearCell(r, 'year')
  const status = choice(r, 'status', MONEY_STATUSES)
  const on = optionalDay(r, 'date')
  if (stream === undefined || year === undefined || status === undefined) return undefined
  if (!known.has(stream))
    return refuse(
      r,
      'stream_id',
      'unknown-stream',
      `There is no stream ${stream}`,
      'Add it to streams.csv, or correct the id',
    )
  const amount = moneyCell(r, 'amount')
  if (amount?.kind !== 'money') return undefined
  const money: StreamMoney = {
    year,
    status,
    pence: amount.pence,
    source: r.row.text('source'),
    origin: { file: r.file, row: r.row.row },
    ...(on.day === undefined ? {} : { on: on.day }),
  }
  return { stream, money }
}
