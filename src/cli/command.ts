import type { Refusal } from '#kernel/result.ts'

export type Options = Readonly<Record<string, string | boolean | undefined>>

/** What a command may use of the world: its arguments, and two places to write. */
export type Invocation = {
  readonly args: readonly string[]
  readonly options: Options
  /** Progress and logs: standard error, so that `--json` leaves one document on standard output. */
  readonly say: (line: string) => void
}

export type Done = {
  readonly kind: 'done'
  /** The one JSON document of `--json`. */
  readonly json: unknown
  /** The same for a person to read. */
  readonly text: string
  /** Rows and columns for `--out FILE.csv` or `.xlsx`; `--out FILE.json` writes `json`. */
  readonly table?: {
    readonly head: readonly string[]
    readonly rows: readonly (readonly (string | number)[])[]
  }
  /** A workbook of several sheets for `--out FILE.xlsx`, where the table alone would say too little. */
  readonly book?: () => Uint8Array
  /** 1 when what was found must be mended, although the command did its work (a failed check). */
  readonly status?: 0 | 1
}

export type Outcome =
  | Done
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'usage'; readonly wrong: string }

export type Option = {
  readonly name: string
  readonly type: 'string' | 'boolean'
  readonly value?: string
  readonly help: string
}

export type Command = {
  /** The words that call it: `demand forecast`. */
  readonly words: readonly [string, ...string[]]
  readonly summary: string
  /** The right form, shown when the wrong one was given; one line for each form there is. */
  readonly usage: string
  readonly options: readonly Option[]
  /** Worked examples that run on the files shipped in `examples/`, one a line. */
  readonly example: string
  readonly run: (invocation: Invocation) => Promise<Outcome>
}

/** A command as the list shows it; its code is loaded only when it is called. */
export type Entry = Pick<Command, 'words' | 'summary'> & { readonly load: () => Promise<Command> }

export function usage(wrong: string): Outcome {
  return { kind: 'usage', wrong }
}

export function refuse(...refusals: readonly Refusal[]): Outcome {
  return { kind: 'refused', refusals }
}
