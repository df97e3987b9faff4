import { checkFiles } from '#cycle/budget/index.ts'
import type { Checked, CheckLine } from '#cycle/budget/index.ts'
import type { Refusal } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { givenFiles, inputsOf } from './files.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

export const BUDGET_CHECK: Command = {
  words: ['budget', 'check'],
  summary: 'Check that a budget adds up to the penny, from files alone',
  usage: 'budget check DIR|FILE.xlsx',
  options: [],
  example: 'npm run -s headwater -- budget check examples/budget',
  run: ({ args }): Promise<Outcome> => {
    if (args.length === 0)
      return Promise.resolve(usage('DIR: name the folder of the budget files, or one workbook'))
    const files = givenFiles(args)
    if (!files.ok) return Promise.resolve(refuse(...files.refusals))
    const checked = checkFiles(files.value)
    if (!checked.ok) return Promise.resolve(refuse(...checked.refusals))
    return Promise.resolve(done(checked.value, inputsOf(files.value)))
  },
}

function done(checked: Checked, inputs: Checked['provenance']['inputs']): Done {
  const { blocked, ...document } = checked
  const failed = checked.checks.filter((c) => !c.passed && c.severity === 'block')
  return {
    kind: 'done',
    json: {
      ...document,
      ...(blocked ? { refusals: failed.map(refusalOf) } : {}),
      provenance: { ...checked.provenance, inputs },
    },
    status: blocked ? 1 : 0,
    table: {
      head: ['id', 'severity', 'passed', 'what', 'where', 'left', 'right', 'difference', 'fix'],
      rows: checked.checks.map((c) => [
        c.id,
        c.severity,
        c.passed ? 'yes' : 'no',
        c.what,
        c.where,
        ...sidesOf(c),
        c.fix,
      ]),
    },
    text: textOf(checked),
  }
}

function refusalOf(c: CheckLine): Refusal {
  return { kind: c.id, message: `${c.what} (${c.where})`, mend: c.fix }
}

function sidesOf(c: CheckLine): readonly [number, number, number] {
  return 'differencePence' in c
    ? [c.leftPence, c.rightPence, c.differencePence]
    : [c.left, c.right, c.difference]
}

function textOf(checked: Checked): string {
  const failed = checked.checks.filter((c) => !c.passed)
  const passed = checked.checks.length - failed.length
  return [
    textTable(
      ['Budget', 'Gross', 'Income', 'Net'],
      checked.totals.versions.map((v) => [
        `${v.year} ${v.version}`,
        poundsOf(v.grossPence),
        poundsOf(v.incomePence),
        poundsOf(v.netPence),
      ]),
    ),
    '',
    `${whole(passed)} of ${whole(checked.checks.length)} checks hold.`,
    ...failed.map(failureText),
    ...(checked.setAside.length === 0
      ? []
      : [`${whole(checked.setAside.length)} cells set aside.`]),
  ].join('\n')
}

function failureText(c: CheckLine): string {
  const difference = 'differencePence' in c ? poundsOf(c.differencePence) : String(c.difference)
  const weight = c.severity === 'block' ? 'Blocks' : 'Warning'
  return `\n${weight}: ${c.id} ${c.what}\n  ${c.where}: out by ${difference}\n  ${c.fix}`
}
