import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Refusal } from '#kernel/result.ts'
import type { Command, Entry, Outcome } from './command.ts'
import { writeTable } from './out.ts'

const COMMON = {
  json: { type: 'boolean' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Runs one command line and answers with the exit status: 0 done, 1 refused (the person can mend it), 2 wrong usage,
 * 3 a fault of ours.
 */
export async function runCommandLine(
  argv: readonly string[],
  entries: readonly Entry[],
): Promise<number> {
  const entry = longestMatch(argv, entries)
  if (entry === undefined) return listed(argv, entries)
  try {
    const command = await entry.load()
    return await runCommand(command, argv.slice(entry.words.length))
  } catch (fault) {
    complain(
      `A fault of ours: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
    )
    return 3
  }
}

function longestMatch(argv: readonly string[], entries: readonly Entry[]): Entry | undefined {
  return entries
    .filter((e) => e.words.every((word, i) => argv[i] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0]
}

function listed(argv: readonly string[], entries: readonly Entry[]): number {
  const asked =
    argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')
  const under = entries.filter((e) => e.words[0] === argv[0])
  const shown = under.length > 0 ? under : entries
  const width = Math.max(...shown.map((e) => e.words.join(' ').length))
  const lines = shown.map((e) => `  ${e.words.join(' ').padEnd(width)}  ${e.summary}`)
  const text = [
    'headwater <room> <verb> [arguments] [options]',
    '',
    ...lines,
    '',
    'headwater <command> --help shows its form and an example.',
  ].join('\n')
  if (asked) {
    process.stdout.write(`${text}\n`)
    return 0
  }
  complain(`There is no command "${argv.slice(0, 2).join(' ')}".\n\n${text}`)
  return 2
}

async function runCommand(command: Command, rest: readonly string[]): Promise<number> {
  const parsed = parse(command, rest)
  if (typeof parsed === 'string') return wrongUsage(command, parsed)
  if (parsed.values['help'] === true) {
    process.stdout.write(`${helpOf(command)}\n`)
    return 0
  }
  const outcome = await command.run({
    args: parsed.positionals,
    options: parsed.values,
    say: complain,
  })
  return await finish(command, outcome, parsed.values)
}

type Values = Record<string, string | boolean | undefined>

function parse(
  command: Command,
  rest: readonly string[],
): { values: Values; positionals: string[] } | string {
  const own = Object.fromEntries(command.options.map((o) => [o.name, { type: o.type }]))
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...own, ...COMMON },
      allowPositionals: true,
    })
    return { values, positionals }
  } catch (wrong) {
    return wrong instanceof Error ? wrong.message : String(wrong)
  }
}

async function finish(command: Command, outcome: Outcome, values: Values): Promise<number> {
  switch (outcome.kind) {
    case 'usage':
      return wrongUsage(command, outcome.wrong)
    case 'refused':
      if (values['json'] === true) printJson({ refusals: outcome.refusals })
      complain(outcome.refusals.map(sentence).join('\n'))
      return 1
    case 'done': {
      const out = values['out']
      if (typeof out === 'string') {
        const written = writeOut(out, outcome)
        if (written !== undefined) return wrongUsage(command, written)
        complain(`Written: ${out}`)
      }
      if (values['json'] === true) printJson(outcome.json)
      else if (typeof out !== 'string') process.stdout.write(`${outcome.text}\n`)
      return outcome.status ?? 0
    }
  }
}

function writeOut(out: string, outcome: Extract<Outcome, { kind: 'done' }>): string | undefined {
  if (out.endsWith('.json')) {
    writeFileSync(out, `${JSON.stringify(outcome.json, null, 2)}\n`)
    return undefined
  }
  if (outcome.table !== undefined && /\.(csv|xlsx)$/.test(out)) {
    writeFileSync(out, writeTable(out, outcome.table))
    return undefined
  }
  return `--out ${out}: this command writes .json${outcome.table === undefined ? '' : ', .csv and .xlsx'}`
}

function wrongUsage(command: Command, wrong: string): number {
  complain(
    `${wrong}\n\nThe form is: headwater ${command.usage}\nheadwater ${command.words.join(' ')} --help shows more.`,
  )
  return 2
}

function helpOf(command: Command): string {
  const options = command.options.map(
    (o) => `  --${o.name}${o.type === 'string' ? ` ${o.value ?? 'VALUE'}` : ''}\n      ${o.help}`,
  )
  return [
    command.summary,
    '',
    `  headwater ${command.usage}`,
    '',
    ...options,
    '  --json\n      One JSON document on standard output; everything else on standard error.',
    '  --out FILE\n      Write the result to FILE (.json, and .csv or .xlsx where it is a table).',
    '',
    'Example:',
    `  ${command.example}`,
  ].join('\n')
}

/** A refusal in one sentence: where, what, and the mend. */
function sentence(refusal: Refusal): string {
  const place = [
    refusal.file,
    refusal.sheet,
    refusal.row === undefined ? undefined : `row ${refusal.row}`,
    refusal.column === undefined ? undefined : `column ${refusal.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
  return `${place === '' ? '' : `${place}: `}${refusal.message}. ${refusal.mend}.`.replaceAll(
    '..',
    '.',
  )
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}
