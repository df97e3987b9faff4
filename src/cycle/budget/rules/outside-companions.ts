import type { Profile } from '#office/disclosure/rules/index.ts'
import { versionText } from './line.ts'
import type { Amount, Budget } from './model.ts'
import { netSign } from './movements.ts'

/** What the choice of companions rests on. */
export type Context = {
  readonly money: readonly Amount[]
  readonly at: (service: string) => string
  readonly few: (a: Amount) => boolean
  readonly groupOf: (service: string) => string
  /** Services that are shown together with others already. */
  readonly taken: ReadonlySet<string>
  readonly profile: Profile
  readonly budget: Budget
}

/** Where one total of a merged service stands: it must hold enough beside the money of few. */
function placeOf(c: Context, streams: ReadonlyMap<string, string>): (a: Amount) => string {
  const sign = netSign(c.budget.subjectives)
  return (a) => {
    const stream = streams.get(a.line.stream) ?? a.line.stream
    return `${versionText(a.version)}|${stream}|${sign(a.line)}|${a.oneOff}`
  }
}

export type Chosen = {
  readonly chosen: ReadonlySet<string>
  readonly streams: ReadonlyMap<string, string>
}

/**
 * The services to show together: those of few, and the smallest others until no total is mostly money of few. A stream
 * that pays for nobody else is shown as the stream that pays most of the group. A version that holds hardly any other money
 * is beyond help.
 */
export function withCompanions(c: Context, group: string, services: readonly string[]): Chosen {
  const chosen = new Set(services)
  const streams = new Map<string, string>()
  const beyond = new Set<string>()
  for (;;) {
    const lonely = exposedAt(c, chosen, streams, beyond)
    if (lonely === undefined) return { chosen, streams }
    const next = companion(c, chosen, streams, group, lonely)
    const main = mainStream(c, group, new Set([...streams.keys(), lonely.line.stream]))
    if (next !== undefined) chosen.add(next)
    else if (main !== undefined && !streams.has(lonely.line.stream))
      streams.set(lonely.line.stream, main)
    else beyond.add(placeOf(c, streams)(lonely))
  }
}

/** An amount of a total in which the rest is less than p% of the money of few: it would tell that money too closely. */
function exposedAt(
  c: Context,
  chosen: ReadonlySet<string>,
  streams: ReadonlyMap<string, string>,
  beyond: ReadonlySet<string>,
): Amount | undefined {
  const within = c.money.filter((a) => chosen.has(c.at(a.line.service)))
  for (const [place, amounts] of Map.groupBy(within, placeOf(c, streams))) {
    if (beyond.has(place)) continue
    const few = sizeOf(amounts.filter(c.few))
    const rest = sizeOf(amounts) - few
    if (few > 0 && rest < (few * c.profile.money.pPercent) / 100) return amounts.find(c.few)
  }
  return undefined
}

function sizeOf(amounts: readonly Amount[]): number {
  return amounts.reduce((n, a) => n + Math.abs(a.pence), 0)
}

/** The smallest service not chosen yet that has money where an amount stands: of the same head or group where there is one. */
function companion(
  c: Context,
  chosen: ReadonlySet<string>,
  streams: ReadonlyMap<string, string>,
  group: string,
  lonely: Amount,
): string | undefined {
  const where = placeOf(c, streams)
  const others = c.money.filter((a) => {
    const id = c.at(a.line.service)
    return where(a) === where(lonely) && a.pence !== 0 && !chosen.has(id) && !c.taken.has(id)
  })
  const byService = [...Map.groupBy(others, (a) => c.at(a.line.service))].map(([id, own]) => ({
    id,
    apart: apartOf(c, id, c.at(lonely.line.service), group),
    size: sizeOf(own),
  }))
  return byService.toSorted((a, b) => a.apart - b.apart || a.size - b.size)[0]?.id
}

/** How far apart two services stand: under one head, in one group, or neither. */
function apartOf(c: Context, id: string, from: string, group: string): number {
  const head = (which: string) => c.budget.services.find((s) => s.id === which)?.parent
  if (head(from) !== undefined && head(id) === head(from)) return 0
  return c.groupOf(id) === group ? 1 : 2
}

function mainStream(c: Context, group: string, not: ReadonlySet<string>): string | undefined {
  const own = c.money.filter((a) => !not.has(a.line.stream))
  const ofGroup = own.filter((a) => c.groupOf(a.line.service) === group)
  const byStream = Map.groupBy(ofGroup.length > 0 ? ofGroup : own, (a) => a.line.stream)
  return [...byStream].toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0]?.[0]
}
