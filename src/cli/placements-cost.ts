import { forecastOfRecord } from '#cycle/demand/index.ts'
import { subTypeName } from '#cycle/demand/rules/index.ts'
import { bookInUse, costingResult, COSTS_RUNS, costRun } from '#cycle/placements/index.ts'
import type { Costing } from '#cycle/placements/index.ts'
import { lineText } from '#cycle/placements/rules/index.ts'
import { parseId } from '#kernel/id.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import type { Inside } from './in-council.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

export const PLACEMENTS_COST: Command = {
  words: ['placements', 'cost'],
  summary: 'What a forecast costs at the price book in use, by year, kind of placement and line',
  usage: 'placements cost [RUN] --as EMAIL',
  options: IN_COUNCIL,
  example: 'npm run -s headwater -- placements cost --as helen.ward@marlshire.example',
  run: (invocation): Promise<Outcome> => {
    const [text, ...more] = invocation.args
    const run = text === undefined ? undefined : parseId<'run'>(text)
    if (more.length > 0 || (text !== undefined && run === undefined))
      return Promise.resolve(usage('RUN: the id of one forecast, or none for the one of record'))
    return inCouncil(invocation, COSTS_RUNS, (inside) => costOf(inside, run))
  },
}

async function costOf(
  { db, actor, council }: Inside,
  asked: ReturnType<typeof parseId<'run'>>,
): Promise<Outcome> {
  return db.inCouncil(actor.council, async (tx) => {
    const run = asked ?? (await forecastOfRecord(tx))?.run
    if (run === undefined)
      return refuse({
        kind: 'no-forecast',
        message: 'There is no finished forecast to be costed',
        mend: 'Make one with `headwater demand run`',
      })
    const id = await costRun(tx, actor, run)
    if (!id.ok) return refuse(...id.refusals)
    const costing = await costingResult(tx, id.value)
    const book = await bookInUse(tx)
    if (costing === undefined || book === undefined)
      throw new Error(`the costing ${id.value} that was just made is not there`)
    const inputs = [{ file: book.file, sha256: book.sha256 }]
    return done(costing, { council, run, costing: id.value, inputs })
  })
}

type About = {
  readonly council: string
  readonly run: string
  readonly costing: string
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
}

function band(cost: Costing['years'][number]['cost']) {
  return {
    meanPence: cost.mean,
    p2_5Pence: cost.p2_5,
    p10Pence: cost.p10,
    p50Pence: cost.p50,
    p90Pence: cost.p90,
    p97_5Pence: cost.p97_5,
  }
}

function done(costing: Costing, { inputs, ...about }: About): Done {
  const costs = costing.yearParts.map((p) => ({
    year: p.year,
    subType: p.subType,
    s251: p.s251,
    childDays: p.childDays,
    ...band(p.cost),
  }))
  return {
    kind: 'done',
    json: {
      ...about,
      years: costing.years.map(({ year, months, childDays, cost, fromChildren }) => ({
        year,
        months,
        childDays,
        ...band(cost),
        ...(fromChildren === undefined ? {} : { spreadFromChildrenRate: fromChildren }),
      })),
      costs,
      quarters: costing.quarters.map(({ cost, ...q }) => ({ ...q, ...band(cost) })),
      months: costing.months.map(({ cost, ...m }) => ({ ...m, ...band(cost) })),
      unpriced: costing.unpriced,
      provenance: { inputs, rulesVersion: costing.rulesVersion, settings: { run: about.run } },
    },
    table: {
      head: ['year', 'sub_type', 's251', 'child_days', 'expected', 'p10', 'p50', 'p90'],
      rows: costs.map((c) => [
        c.year,
        c.subType,
        c.s251,
        c.childDays,
        ...[c.meanPence, c.p10Pence, c.p50Pence, c.p90Pence].map((p) => p / 100),
      ]),
    },
    text: textOf(costing, about),
  }
}

function textOf(costing: Costing, about: Omit<About, 'inputs'>): string {
  const { years } = costing
  const kinds = Map.groupBy(costing.yearParts, (p) => `${p.subType}|${p.s251}`)
  const rows = [...kinds.values()].map((own) => [
    own[0] === undefined ? '' : subTypeName(own[0].subType),
    own[0] === undefined ? '' : lineText(own[0].s251),
    ...years.map((y) => poundsOf(own.find((p) => p.year === y.year)?.cost.mean ?? 0)),
  ])
  return [
    `${about.council}: cost of the forecast ${about.run}, ${whole(costing.draws)} draws.`,
    '',
    textTable(
      ['Year', 'Expected', '8 in 10 from', 'to', '19 in 20 from', 'to'],
      years.map((y) => [
        y.months < 12 ? `${y.year} (${y.months} months)` : y.year,
        ...[y.cost.mean, y.cost.p10, y.cost.p90, y.cost.p2_5, y.cost.p97_5].map(poundsOf),
      ]),
    ),
    '',
    textTable(['Placement', 'Line', ...years.map((y) => y.year)], rows),
    ...costing.unpriced.map(
      (u) =>
        `\nNot costed: ${whole(u.childDays / 7)} child-weeks of ${subTypeName(u.subType)}, ${u.first} to ${u.last} (${u.why}).`,
    ),
  ].join('\n')
}
