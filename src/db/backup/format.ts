import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { z } from 'zod'

/**
 * A backup is lines of JSON, packed with gzip: what it is, then of each table its name, its rows (arrays of texts, as
 * PostgreSQL writes and reads every type) and their count and SHA-256, then a line that says it is whole.
 */
export const Head = z.object({
  headwater: z.literal(1),
  madeAt: z.string(),
  councils: z.array(z.string()),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
})
export type Head = z.infer<typeof Head>

export const Start = z.object({ table: z.string(), columns: z.array(z.string()) })
export type Start = z.infer<typeof Start>

export const End = z.object({ end: z.string(), rows: z.int(), sha256: z.string() })
export type End = z.infer<typeof End>

export const Whole = z.object({ whole: z.literal(true), tables: z.int(), rows: z.int() })

export const Cells = z.array(z.string().nullable())
export type Cells = readonly (string | null)[]

/** Counts rows and seals them, in the order in which they come. */
export class Tally {
  #rows = 0
  readonly #hash: Hash = createHash('sha256')

  add(line: string): void {
    this.#rows += 1
    this.#hash.update(line).update('\n')
  }

  /** The line that ends the table. Call it once. */
  end(table: string): End {
    return { end: table, rows: this.#rows, sha256: this.#hash.digest('hex') }
  }
}
