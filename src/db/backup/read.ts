import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { Cells, End, Head, Start, Tally, Whole } from './format.ts'

/** A file that is not a backup, or not the whole of one. */
export class DamagedBackup extends Error {
  constructor(why: string) {
    super(`This is not a whole backup: ${why}.`)
    this.name = 'DamagedBackup'
  }
}

export type Part =
  | { readonly kind: 'head'; readonly head: Head }
  | { readonly kind: 'start'; readonly start: Start }
  | { readonly kind: 'row'; readonly cells: z.infer<typeof Cells> }
  | { readonly kind: 'end'; readonly end: End }

/** The parts of a backup in order. Throws `DamagedBackup` at the first thing that is not as it was written. */
export async function* partsOfFile(file: string): AsyncGenerator<Part> {
  yield* partsOf(createReadStream(file))
}

export async function* partsOf(from: Readable): AsyncGenerator<Part> {
  const reader = new Reader()
  try {
    for await (const text of lines(from)) {
      const part = reader.read(text)
      if (part !== undefined) yield part
    }
  } catch (error) {
    if (isUnzipFault(error)) throw new DamagedBackup('it is cut short or was changed')
    throw error
  }
  reader.finish()
}

/** Lines end at `\n` and nowhere else: texts may hold other ends of lines. */
async function* lines(from: Readable): AsyncGenerator<string> {
  const unzipped = createGunzip()
  // A fault of either stream comes out of the loop below.
  pipeline(from, unzipped, () => undefined)
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of unzipped) {
    const pieces = (
      rest + decoder.decode(z.instanceof(Uint8Array).parse(chunk), { stream: true })
    ).split('\n')
    rest = pieces.pop() ?? ''
    yield* pieces
  }
  if (rest !== '') yield rest
}

function isUnzipFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

/** Follows the lines and holds each against what must come next. */
class Reader {
  #state: 'head' | 'table' | 'rows' | 'done' = 'head'
  #table = ''
  #tally = new Tally()
  #tables = 0
  #rows = 0

  read(text: string): Part | undefined {
    const value = parsed(text)
    if (this.#state === 'done') throw new DamagedBackup('something follows its end')
    if (this.#state === 'head') return this.#head(value)
    if (this.#state === 'rows')
      return Array.isArray(value) ? this.#row(text, value) : this.#end(value)
    return this.#tableOrWhole(value)
  }

  finish(): void {
    if (this.#state !== 'done') throw new DamagedBackup('its end is missing')
  }

  #head(value: unknown): Part {
    const head = Head.safeParse(value)
    if (!head.success) throw new DamagedBackup('it does not begin as one')
    this.#state = 'table'
    return { kind: 'head', head: head.data }
  }

  #row(text: string, value: unknown): Part {
    const cells = Cells.safeParse(value)
    if (!cells.success) throw new DamagedBackup(`a row of ${this.#table} is not one`)
    this.#tally.add(text)
    this.#rows += 1
    return { kind: 'row', cells: cells.data }
  }

  #end(value: unknown): Part {
    const end = End.safeParse(value)
    if (!end.success) throw new DamagedBackup(`the end of ${this.#table} is missing`)
    const found = this.#tally.end(this.#table)
    if (JSON.stringify(found) !== JSON.stringify(end.data))
      throw new DamagedBackup(`the rows of ${this.#table} are not the ones that were written`)
    this.#tables += 1
    this.#state = 'table'
    return { kind: 'end', end: end.data }
  }

  #tableOrWhole(value: unknown): Part | undefined {
    const start = Start.safeParse(value)
    if (start.success) {
      this.#state = 'rows'
      this.#table = start.data.table
      this.#tally = new Tally()
      return { kind: 'start', start: start.data }
    }
    const whole = Whole.safeParse(value)
    if (!whole.success || whole.data.tables !== this.#tables || whole.data.rows !== this.#rows)
      throw new DamagedBackup('tables are missing')
    this.#state = 'done'
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DamagedBackup('it holds a line that is not JSON')
  }
}
