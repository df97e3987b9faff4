import { canonical } from '#kernel/canonical.ts'

/** One act, as it is kept. */
export type Entry = {
  readonly seq: number
  readonly at: string
  readonly person: string
  readonly personName: string
  readonly verb: string
  readonly subject: string
  readonly why: string | undefined
  readonly before: unknown
  readonly after: unknown
  readonly previousHash: string
  readonly hash: string
}

/** What stands before the first entry of a council. */
export const NOTHING_BEFORE = '0'.repeat(64)

/** The text whose SHA-256 seals an entry: everything in it, the council's, and the hash of the one before. */
export function sealText(council: string, entry: Omit<Entry, 'hash'>): string {
  return canonical({
    council,
    seq: entry.seq,
    at: entry.at,
    person: entry.person,
    personName: entry.personName,
    verb: entry.verb,
    subject: entry.subject,
    why: entry.why ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    previousHash: entry.previousHash,
  })
}

export type Break = {
  /** Number of the first entry that does not fit. */
  readonly seq: number
  readonly kind: 'missing' | 'out-of-chain' | 'changed'
  readonly message: string
}

/** What is wrong with an entry that should follow `previous`; undefined when it fits. `hash` is that of its own seal. */
export function breakAt(
  entry: Entry,
  previous: Pick<Entry, 'seq' | 'hash'>,
  hash: string,
): Break | undefined {
  const seq = previous.seq + 1
  if (entry.seq !== seq) return missing(seq, entry.seq)
  if (entry.previousHash !== previous.hash)
    return {
      seq,
      kind: 'out-of-chain',
      message: `Entry ${seq} does not follow from the entry before it.`,
    }
  if (entry.hash !== hash)
    return { seq, kind: 'changed', message: `Entry ${seq} is not as it was recorded.` }
  return undefined
}

/** The break of a number that is not there. */
export function missing(seq: number, next: number): Break {
  return { seq, kind: 'missing', message: `Entry ${seq} is missing: entry ${next} follows.` }
}
