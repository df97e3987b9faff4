import type { Pence } from '#kernel/money.ts'
import { subjectiveOf, parseLine } from '../line.ts'
import { MOVEMENT_KINDS } from '../model.ts'
import type { Line, Movement, Pot, Published, Use } from '../model.ts'
import { choice, needed, readPercent, yearCell, yesNo } from './cells.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'
import type { Known } from './lines.ts'
import { moneyCell } from './money-cell.ts'

export function readMovement(r: Reading, known: Known): Movement | undefined {
  const year = yearCell(r, 'year')
  const kind = choice(r, 'kind', MOVEMENT_KINDS)
  const why = needed(r, 'why')
  const from = endCell(r, 'from_line', known)
  const to = r.row.text('to_line') === '' ? undefined : endCell(r, 'to_line', known)
  const amount = moneyCell(r, 'amount')
  if (year === undefined || kind === undefined || why === undefined) return undefined
  if (from === undefined || amount?.kind !== 'money') return undefined
  return {
    year,
    kind,
    from,
    pence: amount.pence,
    why,
    reference: r.row.text('reference'),
    origin: { file: r.file, row: r.row.row },
    ...(to === undefined ? {} : { to }),
  }
}

function endCell(r: Reading, column: string, known: Known): Line | undefined {
  const text = r.row.text(column)
  const line = parseLine(text)
  const mend =
    'Write service|subjective|stream|area|cost centre, such as S04|employees|core|county|CC104'
  if (line === undefined) return refuse(r, column, 'not-a-line', `"${text}" is not a line`, mend)
  const unknown = [
    known.services.some((s) => s.id === line.service) ? '' : `service ${line.service}`,
    known.streams.some((s) => s.id === line.stream) ? '' : `stream ${line.stream}`,
    subjectiveOf(known.subjectives, line.subjective) === undefined
      ? `subjective ${line.subjective}`
      : '',
  ].filter((each) => each !== '')
  return unknown.length === 0
    ? line
    : refuse(r, column, 'unknown-line', `There is no ${unknown.join(', no ')}`, mend)
}

type UseRow = {
  readonly r: Reading
  readonly pot: string
  readonly head: Omit<Pot, 'uses'>
  readonly use: Use
}

/** Pots and their uses: rows of one pot are its uses, and say the same pot amount. */
export function readPots(rows: readonly Reading[], known: Known): readonly Pot[] {
  const read = rows.flatMap((r) => useRow(r, known) ?? [])
  return [...Map.groupBy(read, (u) => u.pot).values()].flatMap((own) => {
    const first = own[0]
    if (first === undefined) return []
    for (const u of own.slice(1))
      if (u.head.pence !== first.head.pence)
        refuse(
          u.r,
          'pot_amount',
          'two-pots',
          `The pot ${u.pot} has another amount here`,
          'Give every use of a pot the same pot_amount',
        )
    return [{ ...first.head, uses: own.map((u) => u.use) }]
  })
}

function useRow(r: Reading, known: Known): UseRow | undefined {
  const id = needed(r, 'pot')
  const stream = needed(r, 'stream_id')
  const year = yearCell(r, 'year')
  const pot = moneyCell(r, 'pot_amount')
  const use = useOf(r, known)
  if (id === undefined || stream === undefined || year === undefined) return undefined
  if (pot?.kind !== 'money' || use === undefined) return undefined
  return { r, pot: id, head: { id, stream, year, pence: pot.pence }, use }
}

function useOf(r: Reading, known: Known): Use | undefined {
  const use = needed(r, 'use')
  const money = choice(r, 'revenue_or_capital', ['revenue', 'capital'])
  const recurring = yesNo(r, 'recurring', true)
  const size = sizeOf(r)
  const service = r.row.text('service_id')
  if (service !== '' && !known.services.some((s) => s.id === service))
    return refuse(
      r,
      'service_id',
      'unknown-service',
      `There is no service ${service}`,
      'Add it to services.csv, or correct the id',
    )
  if (use === undefined || money === undefined || recurring === undefined || size === undefined)
    return undefined
  return {
    use,
    purpose: r.row.text('purpose'),
    service,
    money,
    recurring,
    origin: { file: r.file, row: r.row.row },
    ...size,
  }
}

/** An amount or a share: one of the two. */
function sizeOf(r: Reading): Pick<Use, 'pence' | 'share'> | undefined {
  const amount = r.row.text('amount')
  const share = r.row.text('share_percent')
  if ((amount === '') === (share === ''))
    return refuse(
      r,
      'amount',
      'amount-or-share',
      'A use needs an amount or a share, and only one of them',
      'Fill in amount or share_percent',
    )
  if (amount !== '') {
    const cell = moneyCell(r, 'amount')
    return cell?.kind === 'money' ? { pence: cell.pence } : undefined
  }
  const rate = readPercent(share)
  return rate === undefined
    ? refuse(
        r,
        'share_percent',
        'not-a-share',
        `"${share}" is not a percentage`,
        'Write it as 30 or 33.3333',
      )
    : { share: rate }
}

/** Totals that a text prints with the parts it lists: rows of one text are its parts. */
export function readPublished(rows: readonly Reading[]): readonly Published[] {
  const read = rows.flatMap((r) => publishedRow(r) ?? [])
  return [...Map.groupBy(read, (p) => p.where).values()].flatMap((own) => {
    const first = own[0]
    if (first === undefined) return []
    const { where, source, total } = first
    return [{ where, source, total, parts: own.map((p) => p.part) }]
  })
}

function publishedRow(
  r: Reading,
): (Omit<Published, 'parts'> & { part: { name: string; pence: Pence } }) | undefined {
  const where = needed(r, 'where')
  const source = choice(r, 'source', ['ours', 'paper'], 'ours')
  const total = moneyCell(r, 'total')
  const amount = moneyCell(r, 'amount')
  if (where === undefined || source === undefined) return undefined
  if (total?.kind !== 'money' || amount?.kind !== 'money') return undefined
  return {
    where,
    source,
    total: total.pence,
    part: { name: r.row.text('part'), pence: amount.pence },
  }
}
