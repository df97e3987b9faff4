import { usage } from './command.ts'
import type { Command, Invocation, Option, Outcome } from './command.ts'
import type { Kind } from './forecast-kinds.ts'

/** A command whose `--kind` chooses how it is done. */
export function byKind(
  command: Pick<Command, 'words' | 'summary'>,
  kinds: readonly Kind[],
): Command {
  const names = kinds.map((k) => k.kind).join(', ')
  const kindOption: Option = {
    name: 'kind',
    type: 'string',
    value: 'KIND',
    help: `One of ${names}.`,
  }
  return {
    ...command,
    usage: kinds.map((k) => k.usage).join('\n'),
    options: [kindOption, ...distinct(kinds.flatMap((k) => k.options))],
    example: kinds.map((k) => k.example).join('\n'),
    run: async (invocation): Promise<Outcome> => {
      const asked = invocation.options['kind']
      const kind = kinds.find((k) => k.kind === asked)
      if (kind === undefined)
        return usage(
          asked === undefined
            ? `--kind says how: ${names}`
            : `--kind ${String(asked)}: choose among ${names}`,
        )
      const stranger = strangerTo(kind, invocation)
      if (stranger !== undefined) return usage(`--${stranger} does not go with --kind ${kind.kind}`)
      if (invocation.args.length === 0)
        return usage('FILES: name the files, or the folder that holds them')
      return await (
        await kind.load()
      )(invocation)
    },
  }
}

function strangerTo(kind: Kind, invocation: Invocation): string | undefined {
  const own = new Set(['kind', 'json', 'out', 'help', ...kind.options.map((o) => o.name)])
  return Object.keys(invocation.options).find((name) => !own.has(name))
}

function distinct(options: readonly Option[]): readonly Option[] {
  return options.filter((o, i) => options.findIndex((other) => other.name === o.name) === i)
}
