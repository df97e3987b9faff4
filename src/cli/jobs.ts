import { latestRuns } from '#jobs'
import type { Command } from './command.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import { textTable } from './text-table.ts'

export const JOBS: Command = {
  words: ['jobs'],
  summary: 'List the latest long computations of a council',
  usage: 'jobs --as EMAIL',
  options: IN_COUNCIL,
  example: 'npm run -s headwater -- jobs --as ravi.menon@marlshire.example',
  run: (invocation) =>
    inCouncil(invocation, 'signed-in', async ({ db, actor }) => {
      const runs = await db.inCouncil(actor.council, (tx) => latestRuns(tx, 50))
      const head = ['run', 'kind', 'state', 'done', 'of', 'asked', 'by', 'why']
      const rows = runs.map((r) => [
        r.id,
        r.kind,
        r.state,
        r.done,
        r.of,
        r.createdAt,
        r.createdBy,
        r.why ?? '',
      ])
      return {
        kind: 'done',
        json: { runs },
        table: { head, rows },
        text: runs.length === 0 ? 'Nothing was run.' : textTable(head, rows),
      }
    }),
}
