import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Refusal } from '#kernel/result.ts'
import type { Command, Done, Entry, Outcome } from './command.ts'
import { cannotWrite } from './files.ts'
import { helpOf, listOf, sentence } from './words.ts'

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
  const forHelp = argv[0] === 'help'
  const words = forHelp ? argv.slice(1) : argv
  const entry = longestMatch(words, entries)
  if (entry === undefined) return listed(words, forHelp || asksHelp(argv), entries)
  const rest = words.slice(entry.words.length)
  try {
    return await runCommand(await entry.load(), forHelp ? ['--help'] : rest)
  } catch (fault) {
    return ours(fault, rest.includes('--json'))
  }
}

function asksHelp(argv: readonly string[]): boolean {
  return argv.length === 0 || argv.includes('--help') || argv.includes('-h')
}

function ours(fault: unknown, json: boolean): number {
  const [short, long] =
    fault instanceof Error
      ? [fault.message, fault.stack ?? fault.message]
      : [String(fault), String(fault)]
  if (json) printJson({ fault: short })
  complain(`A fault of ours: ${long}`)
  return 3
}

function longestMatch(argv: readonly string[], entries: readonly Entry[]): Entry | undefined {
  return entries
    .filter((e) => e.words.every((word, i) => argv[i] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0]
}

/** The list of commands: all, or those below the room that was named. */
function listed(argv: readonly string[], asked: boolean, entries: readonly Entry[]): number {
  const typed = argv.filter((word) => !word.startsWith('-'))
  const under = entries.filter((e) => e.words[0] === typed[0])
  const text = listOf(under.length > 0 ? under : entries)
  const known = typed.length === 0 || (under.length > 0 && typed.length === 1)
  if (known && asked) {
    process.stdout.write(`${text}\n`)
    return 0
  }
  const name = typed.slice(0, 2).join(' ')
  const wrong = known
    ? `${name === '' ? 'headwater' : name}: which?`
    : `There is no command "${name}".`
  if (argv.includes('--json')) printJson({ wrong, usage: 'headwater <room> <verb>' })
  complain(`${wrong}\n\n${text}`)
  return 2
}

async function runCommand(command: Command, rest: readonly string[]): Promise<number> {
  const parsed = parse(command, rest)
  if (typeof parsed === 'string') return wrongUsage(command, parsed, rest.includes('--json'))
  const { values, positionals } = parsed
  if (values['help'] === true) {
    process.stdout.write(`${helpOf(command)}\n`)
    return 0
  }
  const out = values['out']
  if (typeof out === 'string' && !/\.(json|csv|xlsx)$/.test(out))
    return wrongUsage(
      command,
      `--out ${out}: the name ends in .json, .csv or .xlsx`,
      values['json'] === true,
    )
  const outcome = await command.run({ args: positionals, options: values, say: complain })
  return await finish(command, outcome, values)
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
  const json = values['json'] === true
  switch (outcome.kind) {
    case 'usage':
      return wrongUsage(command, outcome.wrong, json)
    case 'refused':
      return refuseAll(outcome.refusals, json)
    case 'done': {
      const out = values['out']
      if (typeof out === 'string') {
        const written = await writeOut(out, outcome)
        if (typeof written === 'string') return wrongUsage(command, written, json)
        if (written !== undefined) return refuseAll([written], json)
        complain(`Written: ${out}`)
      }
      if (json) printJson(outcome.json)
      else if (typeof out !== 'string') process.stdout.write(`${outcome.text}\n`)
      return outcome.status ?? 0
    }
  }
}

/** Writes the result to its file: the refusal when that cannot be written, or why its ending is wrong. */
async function writeOut(out: string, outcome: Done): Promise<Refusal | string | undefined> {
  const { table } = outcome
  if (!out.endsWith('.json') && table === undefined)
    return `--out ${out}: this command writes .json alone`
  try {
    if (out.endsWith('.json') || table === undefined)
      writeFileSync(out, `${JSON.stringify(outcome.json, null, 2)}\n`)
    else if (out.endsWith('.xlsx') && outcome.book !== undefined) writeFileSync(out, outcome.book())
    else writeFileSync(out, (await import('./out.ts')).writeTable(out, table))
    return undefined
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault)) throw fault
    return cannotWrite(out, String(fault.code))
  }
}

function refuseAll(refusals: readonly Refusal[], json: boolean): number {
  if (json) printJson({ refusals })
  complain(refusals.map(sentence).join('\n'))
  return 1
}

function wrongUsage(command: Command, wrong: string, json: boolean): number {
  if (json) printJson({ wrong, usage: `headwater ${command.usage}` })
  const forms = command.usage.split('\n').map((line) => `  headwater ${line}`)
  complain(
    `${wrong}\n\nThe form is:\n${forms.join('\n')}\n\nheadwater ${command.words.join(' ')} --help shows more.`,
  )
  return 2
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}
