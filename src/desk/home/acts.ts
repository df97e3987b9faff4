import type { Tx } from '#db'
import { runById } from '#jobs'
import type { RunId } from '#jobs'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { auditEntries } from '#office/audit/index.ts'
import type { Entry } from '#office/audit/index.ts'

/** Something that somebody did, for those who were away. */
export type HomeAct = {
  readonly at: string
  readonly words: string
  readonly href?: string
}

export type Lately = {
  /** When the reader signed in before this time; undefined on the first. */
  readonly since: string | undefined
  readonly acts: readonly HomeAct[]
}

const SHOWN = 6
const LOOKED_AT = 300

/** Acts that everybody in the council may know of, in words, with the page that each leads to. */
const KNOWN: Readonly<
  Record<string, { readonly words: (by: string) => string; readonly at?: (id: string) => string }>
> = {
  'read an import': {
    words: (by) => `${by} sent a return`,
    at: (id) => `/demand/import/${id}`,
  },
  'stored an import': {
    words: (by) => `${by} put a return in use`,
    at: (id) => `/demand/import/${id}`,
  },
  'withdrew an import': { words: (by) => `${by} took a return out of use` },
  'asked for a forecast': {
    words: (by) => `${by} asked for a forecast`,
    at: (id) => `/demand/forecast/${id}`,
  },
  'finished a run': {
    words: (by) => `A forecast that ${by} asked for is finished`,
    at: (id) => `/demand/forecast/${id}`,
  },
  'failed a run': {
    words: (by) => `A run that ${by} asked for has failed`,
    at: (id) => `/demand/forecast/${id}`,
  },
  'read a budget': { words: (by) => `${by} sent a budget`, at: (id) => `/budget/import/${id}` },
  'stored a budget': { words: (by) => `${by} stored a budget`, at: (id) => `/budget/import/${id}` },
  'proposed a budget': { words: (by) => `${by} proposed a budget`, at: () => '/budget' },
  'agreed a budget': {
    words: (by) => `${by} recorded that a budget was agreed`,
    at: () => '/budget',
  },
  'posted a movement': { words: (by) => `${by} moved money in the budget`, at: () => '/budget' },
  'brought a costed forecast into the budget': {
    words: (by) => `${by} brought a costed forecast into the budget`,
    at: () => '/budget/gap',
  },
}

/** What others did since the reader was last here, newest first. */
export async function lately(
  tx: Tx,
  reader: Actor,
  opens: (href: string) => boolean,
): Promise<Lately> {
  const [, before] = await auditEntries(tx, {
    person: reader.person,
    verb: 'signed in',
    limit: 2,
  })
  const entries = await auditEntries(tx, { limit: LOOKED_AT })
  const fresh = entries.filter(
    (e) =>
      e.person !== reader.person &&
      Object.hasOwn(KNOWN, e.verb) &&
      (before === undefined || e.seq > before.seq),
  )
  const acts: HomeAct[] = []
  for (const entry of fresh.slice(0, SHOWN)) acts.push(await actOf(tx, entry, opens))
  return { since: before?.at, acts }
}

async function actOf(tx: Tx, e: Entry, opens: (href: string) => boolean): Promise<HomeAct> {
  const known = KNOWN[e.verb]
  if (known === undefined) throw new Error(`no words for the act “${e.verb}”`)
  const id = e.subject.slice(e.subject.indexOf('/') + 1)
  const href = known.at?.(id)
  const there = href !== undefined && opens(href) && (await isForecast(tx, e, id))
  return { at: e.at, words: known.words(e.personName), ...(there ? { href } : {}) }
}

/** A run of another kind than a forecast has no page here. */
async function isForecast(tx: Tx, e: Entry, id: string): Promise<boolean> {
  if (!e.verb.endsWith('a run')) return true
  const run: RunId | undefined = parseId<'run'>(id)
  return run !== undefined && (await runById(tx, run))?.kind === 'demand.forecast'
}
