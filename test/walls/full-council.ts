import { readFileSync } from 'node:fs'
import { LARGEST_FILE } from '#src/cycle/demand/data/settings.ts'
import { aBudget, rowsOf, TABLES } from '#src/cycle/budget/commands/a-budget.ts'
import {
  agreeBudget,
  bringInDemand,
  confirmImport as confirmBudget,
  importBudget,
  keepPublished,
  postMovement,
  shippedLayout,
} from '#cycle/budget/index.ts'
import { aReturn } from '#src/cycle/budget/rules/s251/a-return.ts'
import {
  confirmImport,
  importFiles,
  importPublished,
  requestForecast,
} from '#cycle/demand/index.ts'
import type { ImportRequest } from '#cycle/demand/index.ts'
import { confirmPrices, costRun, importPrices } from '#cycle/placements/index.ts'
import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { Tx } from '#db'
import type { RunId, RunRow } from '#jobs'
import { ROLES } from '#kernel/access.ts'
import type { Actor } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { financialYear } from '#kernel/year.ts'
import type { House } from '#office/house.ts'
import { setSetting } from '#office/settings/index.ts'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { aCouncil, aPersonOf, emailOf } from '#test/support/site.ts'

/** A council with something of everything, each thing named after it. */
export type FullCouncil = {
  readonly name: string
  /** Holds every role, so that no role keeps this person from anything. */
  readonly email: string
  readonly actor: Actor
  readonly run: RunId
}

export type Invention = {
  readonly name: string
  readonly seed: number
  /** Added to one line of the budget, so that no total is another council's. */
  readonly pence: number
}

/** Returns in use and waiting, a forecast, a budget in use and waiting, a demand cost, a movement, a setting: all by commands. */
export async function fullCouncil(house: House, invention: Invention): Promise<FullCouncil> {
  const { db } = house
  const opened = await aCouncil(db, invention.name, house.now())
  const actor = await aPersonOf(db, opened, 'everything', ROLES)
  const own = <T>(work: (tx: Tx) => Promise<Result<T>>): Promise<T> =>
    db.inCouncil(actor.council, async (tx) => unwrap(await work(tx)))
  const read = await own((tx) => importFiles(tx, actor, returns(invention)))
  await own((tx) => confirmImport(tx, actor, read.id))
  await own((tx) => importFiles(tx, actor, waiting(invention)))
  await own((tx) => importPublished(tx, actor, [referrals(invention)]))
  const run = await own((tx) =>
    requestForecast(tx, actor, house.jobs, { months: 12, draws: 100, seed: invention.seed }),
  )
  await ended(house, actor, run)
  const prices = await own((tx) => importPrices(tx, actor, priceBook(invention)))
  await own((tx) => confirmPrices(tx, actor, { id: prices.id, meant: [...SUB_TYPES.keys()] }))
  await own((tx) => costRun(tx, actor, run))
  await own((tx) => importPrices(tx, actor, priceBook({ ...invention, pence: 1 })))
  const budget = await own((tx) => importBudget(tx, actor, budgetFiles(invention)))
  await own((tx) => confirmBudget(tx, actor, budget.id))
  await own((tx) => importBudget(tx, actor, budgetFiles({ ...invention, pence: 1 })))
  await own((tx) => keepPublished(tx, actor, [published(invention)]))
  await own((tx) => bringInDemand(tx, actor, costOf(run, invention)))
  const year = financialYear(2026)
  await own((tx) => agreeBudget(tx, actor, { to: 'proposed', year }))
  await own((tx) =>
    postMovement(tx, actor, {
      year,
      kind: 'demand',
      from: 'S04|employees|core',
      pence: pence(invention.pence),
      why: `${invention.name} agreed more`,
      reference: `${invention.name} minute 7`,
    }),
  )
  await own((tx) => keepPublished(tx, actor, publishedFiles(invention)))
  await own((tx) =>
    setSetting(tx, actor, LARGEST_FILE, {
      from: isoDay('2026-04-01'),
      value: 150,
      source: `${invention.name} standing orders`,
    }),
  )
  return { name: invention.name, email: emailOf(invention.name, 'everything'), actor, run }
}

export function returns({ name, seed }: Invention): ImportRequest {
  const care = inventedCare({ seed, entriesAMonth: 2, unaccompaniedAMonth: 0.5 })
  const files = returnsOf(care, 2019, 2022).map((f) => ({ ...f, name: `${name} ${f.name}` }))
  return { files: files.map((f) => (f.name.includes('episodes') ? spoilt(f, name) : f)) }
}

/** Published referrals of the council, by its own name. */
function referrals({ name, pence }: Invention): File {
  const head =
    'time_period,geographic_level,old_la_code,new_la_code,la_name,referral_count,rereferral_count,no_further_action_count'
  const rows = [2024, 2025].map((y) => `${y},Local authority,989,E989,${name},${pence},900,80`)
  return {
    name: `${name} c1.csv`,
    bytes: new TextEncoder().encode([head, ...rows].join('\n')),
  }
}

type File = { readonly name: string; readonly bytes: Uint8Array }

/** One row that is set aside, with a value that names the council, and one that cleaning changes. */
function spoilt(file: File, name: string): File {
  const text = new TextDecoder().decode(file.bytes)
  const [head = '', ...rows] = text.trimEnd().split('\n')
  const bad = (rows[0] ?? '').split(',').with(1, `${name} day`).join(',')
  const lower = (rows[1] ?? '').replace(/,([A-Z]\d),/, (code) => code.toLowerCase())
  const all = [head, bad, lower, ...rows.slice(2)].join('\n')
  return { ...file, bytes: new TextEncoder().encode(`${all}\n`) }
}

/** One mended file, read and not yet in use. */
function waiting(invention: Invention): ImportRequest {
  const [file] = returns(invention).files.slice(-3)
  if (file === undefined) throw new Error('an invented return has files')
  const bytes = new TextEncoder().encode(new TextDecoder().decode(file.bytes).replace(',S,', ',L,'))
  return { files: [{ name: `${invention.name} mended ${file.name}`, bytes }] }
}

export function budgetFiles({ name, pence }: Invention): readonly File[] {
  const amount = (4_500_000 + pence / 100).toFixed(2)
  const id = name.toLowerCase()
  return aBudget({
    lines: `${TABLES['lines'] ?? ''}2026-27,draft,S04,premises,${id}-grant,,CC-${id},,${amount},yes,,${name} offices\r\n2026-27,draft,S06,third-party,core,,CC9,,c,yes,,\r\n`,
    streams: `${TABLES['streams'] ?? ''}${id}-grant,${name} grant,specific-grant,DfE,01/04/2025,31/03/2028,no,,none,core\r\n`,
    stream_money: `${TABLES['stream_money'] ?? ''}${id}-grant,2026-27,allocated,${(5_000_000 + pence / 100).toFixed(2)},15/01/2026,${name} letter\r\n`,
    services: rowsOf(
      'service_id,name,group,statutory,statutory_basis,s251_id,s251_share',
      `${id}-hub,${name} family hub,Prevention,part,Childcare Act 2006,cla.residential,100`,
    ),
    allocation: rowsOf(
      'pot,stream_id,year,pot_amount,use,purpose,service_id,amount,share_percent,revenue_or_capital,recurring',
      `${id}-pot,${id}-grant,2026-27,1000.00,posts,${name} posts,${id}-hub,1000.00,,revenue,yes`,
    ),
    published: rowsOf(
      'where,source,total,part,amount',
      `${name} report,paper,2.00,one,1.00`,
      `${name} report,paper,2.00,other,1.00`,
    ),
  }).map((file) => ({ ...file, name: `${name} ${file.name}` }))
}

/** A published return of the council alone, whose name and one amount are its own. */
function publishedFiles({ name, pence }: Invention): readonly File[] {
  const layout = shippedLayout('2012-13')
  if (layout === undefined) throw new Error('the layout of 2012-13 is shipped')
  const text = aReturn(
    layout,
    [['990', '35', 'k', (pence / 100).toFixed(2)]],
    [{ code: '990', name }],
  )
  const labelled = text.replaceAll(/,(\d+),\d+ [a-z.-]+,/g, ',$1,,')
  return [{ name: `${name} outturn.csv`, bytes: new TextEncoder().encode(labelled) }]
}

/** A price book with a price of its own for every kind of placement. */
export function priceBook({ name, pence }: Invention): File {
  const rows = SUB_TYPES.map((kind, i) => {
    const weekly = (1_000 + 100 * i + (pence % 100_000) / 100).toFixed(2)
    return `${kind},${i === 0 ? `${name} carers` : ''},,${weekly},01/04/2020,,20,3,1 April,${name} contract`
  })
  const first = `${SUB_TYPES[0] ?? ''},,,900.00,01/04/2020,,20,3,1 April,`
  const head =
    'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source'
  const bytes = new TextEncoder().encode(`${[head, first, ...rows].join('\n')}\n`)
  return { name: `${name} prices.csv`, bytes }
}

/** A published return, under the council's own name. */
function published({ name }: Invention): File {
  const path = new URL('../../examples/s251/outturn-2013-14.csv', import.meta.url)
  return { name: `${name} outturn-2013-14.csv`, bytes: new Uint8Array(readFileSync(path)) }
}

function costOf(run: RunId, { name, seed, pence: more }: Invention) {
  const amount = pence(300_000_000 + more)
  return {
    run: {
      id: run,
      seed,
      inputHash: `${seed}`.padStart(64, '0'),
      rulesVersion: 'own 1',
      at: '2026-11-20T10:00:00Z',
    },
    priceBook: `${name} prices`,
    years: [
      {
        year: financialYear(2026),
        months: 12,
        parts: [{ subType: 'home-agency', s251: 'cla.residential', pence: amount }],
        draws: [-2, -1, 0, 1, 2].map((step) => pence(amount + step * 10_000_000)),
      },
    ],
  } as const
}

/** Waits for a run to end. */
export async function ended(house: House, actor: Actor, run: RunId): Promise<RunRow> {
  let last: RunRow | undefined
  for await (const step of house.jobs.progress(actor.council, run)) last = step
  if (last?.state !== 'finished')
    throw new Error(`run ${run} is ${last?.state ?? 'not there'}: ${last?.why ?? ''}`)
  return last
}
