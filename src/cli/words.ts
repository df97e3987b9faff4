import type { Refusal } from '#kernel/result.ts'
import type { Command, Entry } from './command.ts'

/** The list of commands, with what each does. */
export function listOf(entries: readonly Entry[]): string {
  const width = Math.max(...entries.map((e) => e.words.join(' ').length))
  return [
    'headwater <room> <verb> [arguments] [options]',
    '',
    ...entries.map((e) => `  ${e.words.join(' ').padEnd(width)}  ${e.summary}`),
    '',
    'headwater <command> --help shows its form and an example.',
  ].join('\n')
}

export function helpOf(command: Command): string {
  const options = command.options.map(
    (o) => `  --${o.name}${o.type === 'string' ? ` ${o.value ?? 'VALUE'}` : ''}\n      ${o.help}`,
  )
  const examples = command.example.split('\n')
  return [
    command.summary,
    '',
    ...command.usage.split('\n').map((line) => `  headwater ${line}`),
    '',
    ...options,
    '  --json\n      One JSON document on standard output; everything else on standard error.',
    '  --out FILE\n      Write the result to FILE (.json, and .csv or .xlsx where it is a table).',
    '',
    examples.length > 1 ? 'Examples:' : 'Example:',
    ...examples.map((line) => `  ${line}`),
  ].join('\n')
}

/** A refusal in one sentence: where, what, and the mend. */
export function sentence(refusal: Refusal): string {
  const place = [
    refusal.file,
    refusal.sheet,
    refusal.row === undefined ? undefined : `row ${refusal.row}`,
    refusal.column === undefined ? undefined : `column ${refusal.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
  const said = [refusal.message, refusal.mend].map((s) => s.replace(/\.?$/, '.')).join(' ')
  return place === '' ? said : `${place}: ${said}`
}
