import { gapModel, planned, SEES_BUDGET } from '#cycle/budget/index.ts'
import type { GapFigures } from '#cycle/budget/index.ts'
import type { Command, Done } from './command.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import { poundsOf, textTable } from './text-table.ts'

export const BUDGET_GAP: Command = {
  words: ['budget', 'gap'],
  summary: 'Need against funding over the years, children’s services alone',
  usage: 'budget gap --as EMAIL',
  options: IN_COUNCIL,
  example: 'npm run -s headwater -- budget gap --as helen.ward@marlshire.example',
  run: (invocation) =>
    inCouncil(invocation, SEES_BUDGET, async ({ db, actor, council }) => {
      const found = await db.inCouncil(actor.council, planned)
      return done(gapModel(found), council)
    }),
}

function done(model: GapFigures, council: string): Done {
  const head = [
    'year',
    'linesPence',
    'demandPence',
    'needPence',
    'fundingPence',
    'cumulativePence',
    'newPence',
  ] as const
  return {
    kind: 'done',
    json: { council, ...model, years: model.years.map(pricedYear) },
    table: { head, rows: model.years.map((y) => head.map((h) => y[h] ?? 'not known')) },
    text: [
      `${council}: the gap, ${model.scope === 'children' ? 'children’s services alone' : 'the whole council'}.`,
      '',
      model.years.length === 0
        ? 'No budget is stored.'
        : textTable(
            ['Year', 'Lines', 'Demand', 'Need', 'Funding', 'Cumulative gap', 'New gap'],
            model.years.map((y) => [y.year, ...head.slice(1).map((h) => poundsOr(y[h]))]),
          ),
      '',
      ...model.assumptions,
    ].join('\n'),
  }
}

/** Bands under names that end in the unit. */
function pricedYear(y: GapFigures['years'][number]) {
  const { cumulativeBand, newBand, ...rest } = y
  return {
    ...rest,
    cumulativePenceBand: cumulativeBand,
    newPenceBand: newBand,
  }
}

function poundsOr(value: string | number | null): string {
  return typeof value === 'number' ? poundsOf(value) : 'not known'
}
