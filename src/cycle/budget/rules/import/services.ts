import { day as asDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { PPM, rate } from '#kernel/rate.ts'
import { SERVICE_KINDS } from '../model.ts'
import type { S251Share, Service, Statutory } from '../model.ts'
import { choice, needed, optionalDay, optionalEnd } from './cells.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'

/** Before any year that is planned: a service without a first day has always been there. */
const ALWAYS = asDay(0)

type Head = Omit<Service, 'statutory' | 's251'>
type Row = {
  readonly reading: Reading
  readonly head: Head
  readonly statutory: Statutory | undefined
  readonly s251: { readonly id: string; readonly share: number; readonly from: Day } | undefined
}

/** Services: rows of one id are one service; further rows give it more statutory dates and S251 lines. */
export function readServices(rows: readonly Reading[]): readonly Service[] {
  const read = rows.flatMap((r) => serviceRow(r) ?? [])
  return [...Map.groupBy(read, (row) => row.head.id).values()].flatMap((own) => {
    const first = own[0]
    if (first === undefined) return []
    return [{ ...first.head, statutory: own.flatMap((r) => r.statutory ?? []), s251: shares(own) }]
  })
}

function serviceRow(r: Reading): Row | undefined {
  const id = needed(r, 'service_id')
  const name = needed(r, 'name')
  const group = needed(r, 'group')
  const kind = choice(r, 'kind', SERVICE_KINDS, 'service')
  const from = optionalDay(r, 'from')
  const to = optionalEnd(r, 'to')
  if (id === undefined || name === undefined || group === undefined || kind === undefined)
    return undefined
  const parent = r.row.text('parent')
  const first = from.day ?? ALWAYS
  const head: Head = {
    id,
    name,
    group,
    kind,
    owner: r.row.text('owner'),
    from: first,
    funding: [],
    ...(parent === '' ? {} : { parent }),
    ...(to.day === undefined ? {} : { to: to.day }),
  }
  return { reading: r, head, statutory: statutoryCell(r, first), s251: shareCell(r, first) }
}

const STATUTORY: Readonly<Record<string, Statutory['kind']>> = {
  yes: 'yes',
  y: 'yes',
  part: 'part',
  p: 'part',
  no: 'no',
  n: 'no',
}

function statutoryCell(r: Reading, first: Day): Statutory | undefined {
  const text = r.row.text('statutory').toLowerCase()
  if (text === '') return undefined
  const kind = STATUTORY[text]
  if (kind === undefined)
    return refuse(
      r,
      'statutory',
      'not-a-choice',
      `"${text}" is not yes, part or no`,
      'Write yes, part or no',
    )
  const from = optionalDay(r, 'statutory_from')
  return { kind, basis: r.row.text('statutory_basis'), from: from.day ?? first }
}

function shareCell(r: Reading, first: Day): Row['s251'] {
  const id = r.row.text('s251_id')
  if (id === '') return undefined
  const text = r.row.text('s251_share').replace(/\s*%$/, '')
  if (text === '') return { id, share: 100, from: first }
  const share = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !Number.isFinite(share))
    return refuse(
      r,
      's251_share',
      'not-a-share',
      `"${text}" is not a share`,
      'Write a percentage such as 60',
    )
  return { id, share, from: optionalDay(r, 'statutory_from').day ?? first }
}

/** Shares of one day make the whole: written as per cent, as parts of one, or as parts of a million. */
function shares(own: readonly Row[]): readonly S251Share[] {
  const all = own.flatMap((row) => (row.s251 === undefined ? [] : [{ ...row.s251, row }]))
  return [...Map.groupBy(all, (s) => s.from).values()].flatMap((same) => {
    const total = same.reduce((sum, s) => sum + Math.round(s.share * 1_000_000), 0) / 1_000_000
    const whole = [100, 1, PPM].find((w) => w === total)
    const last = same.at(-1)
    if (whole === undefined) {
      if (last !== undefined)
        refuse(
          last.row.reading,
          's251_share',
          'not-100',
          `The S251 shares of ${last.row.head.id} add to ${total}%`,
          'Make the shares of one service and date add to 100%',
        )
      return []
    }
    return same.map((s) => ({
      stableId: s.id,
      share: rate(Math.round((s.share * PPM) / whole)),
      from: s.from,
    }))
  })
}
