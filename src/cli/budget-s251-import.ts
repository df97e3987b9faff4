import { KEEPS_BUDGET, keepPublished } from '#cycle/budget/index.ts'
import { refuse, usage } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { givenFiles, inputsOf } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'

export const BUDGET_S251_IMPORT: Command = {
  words: ['budget', 's251-import'],
  summary: 'Keep published tables beside the council’s budget: returns, layouts, benchmarks',
  usage: 'budget s251-import FILES... --as EMAIL [--year 2013-14]',
  options: [
    ...IN_COUNCIL,
    {
      name: 'year',
      type: 'string',
      value: 'YEAR',
      help: 'Refuse unless a file holds the returns of this year.',
    },
  ],
  example:
    'npm run -s headwater -- budget s251-import examples/s251 --year 2013-14 --as helen.ward@marlshire.example',
  run: async (invocation): Promise<Outcome> => {
    const { args, options } = invocation
    if (args.length === 0) return usage('FILES: name the published tables')
    const files = givenFiles(args)
    if (!files.ok) return refuse(...files.refusals)
    const year = typeof options['year'] === 'string' ? options['year'] : undefined
    return await inCouncil(invocation, KEEPS_BUDGET, async ({ db, actor, council }) => {
      const kept = await db.inCouncil(actor.council, (tx) =>
        keepPublished(tx, actor, files.value, year),
      )
      if (!kept.ok) return refuse(...kept.refusals)
      return {
        kind: 'done',
        json: { council, kept: kept.value, inputs: inputsOf(files.value) },
        table: {
          head: ['table', 'kind', 'holds'],
          rows: kept.value.map((t) => [t.name, t.kind, t.holds]),
        },
        text: kept.value.map((t) => `Kept ${t.name}: ${t.kind}, ${t.holds}.`).join('\n'),
      }
    })
  },
}
