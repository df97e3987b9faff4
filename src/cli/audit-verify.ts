import { verify } from '#office/audit/index.ts'
import type { Verified } from '#office/audit/index.ts'
import { refuse } from './command.ts'
import type { Command, Done } from './command.ts'
import { chosenCouncils, COUNCIL, noDatabase, withDatabase } from './in-council.ts'
import { DATA, whereOf } from './place.ts'
import { textTable, whole } from './text-table.ts'

export const AUDIT_VERIFY: Command = {
  words: ['audit', 'verify'],
  summary: 'Check the chain of everything recorded; name the first entry that does not fit',
  usage: 'audit verify [--council NAME] [--data DIR]',
  options: [COUNCIL, DATA],
  example: 'npm run -s headwater -- audit verify',
  run: async ({ options }) => {
    const where = whereOf(options)
    const missing = noDatabase(where)
    if (missing !== undefined) return refuse(missing)
    return await withDatabase(where, async (db) => {
      const chosen = await chosenCouncils(db, options)
      if (!chosen.ok) return refuse(...chosen.refusals)
      const checked: Checked[] = []
      for (const { id, name } of chosen.value)
        checked.push({
          council: id,
          name,
          ...(await db.inCouncil(id, (tx) => verify(tx, id))),
        })
      return done(checked)
    })
  },
}

type Checked = { readonly council: string; readonly name: string } & Verified

function done(checked: readonly Checked[]): Done {
  const broken = checked.filter((c) => c.kind === 'broken')
  return {
    kind: 'done',
    status: broken.length > 0 ? 1 : 0,
    json: {
      councils: checked,
      ...(broken.length === 0
        ? {}
        : {
            refusals: broken.map((c) => ({
              kind: 'broken-chain',
              message: `${c.name}: ${brokenText(c)}`,
              mend: 'Restore the last backup whose chain is whole, and find out who wrote to the database',
            })),
          }),
    },
    text: textTable(
      ['Council', 'Entries', 'Chain'],
      checked.map((c) => [
        c.name,
        whole(c.entries),
        c.kind === 'whole' ? `whole, ends in ${c.head.slice(0, 12)}` : brokenText(c),
      ]),
    ),
  }
}

function brokenText(c: Extract<Checked, { kind: 'broken' }>): string {
  return `broken at entry ${c.first.seq}: ${c.first.message}`
}
