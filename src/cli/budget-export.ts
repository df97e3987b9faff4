import { budgetSheets, LINES_HEAD, lineRow, planned, SEES_BUDGET } from '#cycle/budget/index.ts'
import {
  amountsOf,
  chosenVersion,
  poundsText,
  versionsOf,
  versionText,
} from '#cycle/budget/rules/index.ts'
import type { Budget, VersionKey } from '#cycle/budget/rules/index.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { ok, refused } from '#kernel/result.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { workbook } from '#office/sheets/index.ts'
import { refuse, usage } from './command.ts'
import type { Command, Options, Outcome } from './command.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import { poundsOf, whole } from './text-table.ts'

export const BUDGET_EXPORT: Command = {
  words: ['budget', 'export'],
  summary: 'Write a year’s budget as lines.csv, or as a workbook with totals and checks',
  usage: 'budget export --out FILE.csv|FILE.xlsx --as EMAIL [--year 2026-27] [--version VERSION]',
  options: [
    ...IN_COUNCIL,
    { name: 'year', type: 'string', value: 'YEAR', help: 'Financial year (default: the latest).' },
    {
      name: 'version',
      type: 'string',
      value: 'VERSION',
      help: 'draft, proposed, agreed, ... (default: the one that is planned with).',
    },
  ],
  example:
    'npm run -s headwater -- budget export --as helen.ward@marlshire.example --out budget.xlsx',
  run: (invocation): Promise<Outcome> => {
    const { options } = invocation
    if (typeof options['out'] !== 'string' && options['json'] !== true)
      return Promise.resolve(usage('--out FILE says where the budget is written'))
    return inCouncil(invocation, SEES_BUDGET, async ({ db, actor }) => {
      const { budget } = await db.inCouncil(actor.council, planned)
      const version = versionOf(budget, options)
      return version.ok ? exported(budget, version.value) : refuse(...version.refusals)
    })
  },
}

function versionOf(budget: Budget, options: Options): Result<VersionKey> {
  const versions = versionsOf(budget.amounts)
  const years = [...new Set(versions.map((v) => v.year))].toSorted()
  const asked = typeof options['year'] === 'string' ? options['year'] : years.at(-1)
  const year = asked === undefined ? undefined : parseFinancialYear(asked)
  const kind = typeof options['version'] === 'string' ? options['version'] : undefined
  const found = year === undefined ? undefined : chosenVersion(versions, year, kind)
  return found === undefined ? refused(notThere(asked, versions)) : ok(found)
}

function notThere(asked: string | undefined, versions: readonly VersionKey[]): Refusal {
  return {
    kind: 'no-such-budget',
    message: asked === undefined ? 'No budget is stored' : `No such budget of ${asked} is stored`,
    mend:
      versions.length === 0
        ? 'Load one: headwater budget import'
        : `Choose among ${versions.map(versionText).join(', ')}`,
    ...(asked === undefined ? {} : { value: asked }),
  }
}

function exported(budget: Budget, version: VersionKey): Outcome {
  const amounts = amountsOf(budget.amounts, version)
  const total = amounts.reduce((sum, a) => sum + a.pence, 0)
  return {
    kind: 'done',
    json: {
      version: versionText(version),
      lines: amounts.map((a) => ({
        ...a.line,
        month: a.month,
        pence: a.pence,
        recurring: !a.oneOff,
        driver: a.driver,
        note: a.note,
      })),
    },
    table: { head: LINES_HEAD, rows: amounts.map((a) => lineRow(a, poundsText(a.pence))) },
    book: () => workbook(budgetSheets({ budget, version, amounts })),
    text: `${versionText(version)}: ${whole(amounts.length)} lines, amounts of ${poundsOf(total)}.`,
  }
}
