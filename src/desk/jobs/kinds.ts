import { MAKES_FORECASTS } from '#cycle/demand/index.ts'
import { may } from '#kernel/access.ts'
import type { Access, Actor } from '#kernel/access.ts'
import type { RunRow } from '#jobs'

/** One kind of long work as people know it. */
export type KindWords = {
  readonly name: string
  /** The page of what a run found, and of the run while it goes. */
  readonly href: (run: string) => string
  /** Who may stop any run of this kind; whoever asked for one may stop it in any case. */
  readonly stops: Access
}

const KINDS: Readonly<Record<string, KindWords>> = {
  'demand.forecast': {
    name: 'Forecast of children in care',
    href: (run) => `/demand/forecast/${run}`,
    stops: MAKES_FORECASTS,
  },
}

/** What a kind is called; its own name where nobody has given it words. */
export function kindName(kind: string): string {
  return KINDS[kind]?.name ?? kind
}

/** The room's own page of a run, where the room has one. */
export function resultHref(run: Pick<RunRow, 'id' | 'kind'>): string | undefined {
  return KINDS[run.kind]?.href(run.id)
}

/** Whether somebody may stop a run: whoever asked for it, and those who may ask for its kind. */
export function mayStop(actor: Actor, run: RunRow): boolean {
  if (!isGoing(run)) return false
  const stops = KINDS[run.kind]?.stops ?? { roles: ['administrator'] as const }
  return run.createdById === actor.person || may(actor.roles, stops)
}

export function isGoing(run: Pick<RunRow, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running'
}

/** How far a run is, in words. */
export function progressWords(run: Pick<RunRow, 'state' | 'done' | 'of'>): string {
  if (run.state === 'queued') return 'Waiting for its turn.'
  if (run.done >= run.of) return 'Putting the parts together.'
  return `${run.done} of ${run.of} parts are done.`
}
