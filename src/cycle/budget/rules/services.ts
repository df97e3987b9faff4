import type { Day } from '#kernel/dates.ts'
import type { S251Share, Service, Statutory, Stream } from './model.ts'

/** Where the money of a service lies: a linked service has none of its own. */
export function moneyService(services: readonly Service[]): (id: string) => string {
  const linked = new Map(
    services.flatMap((s) => (s.sameAs === undefined ? [] : [[s.id, s.sameAs]])),
  )
  return (id) => linked.get(id) ?? id
}

/** The group of a service, by its own word; what is not in the tree stands apart, in words. */
export function groupFinder(services: readonly Service[]): (id: string) => string {
  const groups = new Map(services.map((s) => [s.id, s.group]))
  const at = moneyService(services)
  return (id) => groups.get(at(id)) ?? 'Not in the list of services'
}

/** A service and everything below it. */
export function below(services: readonly Service[], id: string): ReadonlySet<string> {
  const found = new Set([id])
  let grew = true
  while (grew) {
    grew = false
    for (const s of services)
      if (s.parent !== undefined && found.has(s.parent) && !found.has(s.id)) {
        found.add(s.id)
        grew = true
      }
  }
  return found
}

/** The services that hold money: those that are neither linked to another nor only the head of parts. */
export function countedServices(services: readonly Service[]): readonly Service[] {
  const heads = new Set(services.flatMap((s) => (s.parent === undefined ? [] : [s.parent])))
  return services.filter((s) => s.sameAs === undefined && !heads.has(s.id))
}

/** What the law says of a service on a day; undefined when nothing is recorded for it. */
export function statutoryOn(service: Service, on: Day): Statutory | undefined {
  return service.statutory.find((s) => s.from <= on && (s.to === undefined || on < s.to))
}

/** The lines of Section 251 a service stands on that day: the latest shares that have begun. */
export function s251On(service: Service, on: Day): readonly S251Share[] {
  const begun = service.s251.filter((s) => s.from <= on)
  const latest = Math.max(...begun.map((s) => s.from))
  return begun.filter((s) => s.from === latest)
}

/** What is wrong with the tree itself: unknown parents, circles, links to nowhere. In words, by service. */
export function treeFaults(
  services: readonly Service[],
): readonly { readonly id: string; readonly why: string }[] {
  const known = new Map(services.map((s) => [s.id, s]))
  return services.flatMap((s) => {
    const why = faultOf(s, known)
    return why === undefined ? [] : [{ id: s.id, why }]
  })
}

function faultOf(s: Service, known: ReadonlyMap<string, Service>): string | undefined {
  if (s.parent !== undefined && !known.has(s.parent))
    return `its parent ${s.parent} is not a service`
  return linkFault(s, known) ?? (standsBelowItself(s, known) ? 'it stands below itself' : undefined)
}

function linkFault(s: Service, known: ReadonlyMap<string, Service>): string | undefined {
  if (s.sameAs === undefined) return undefined
  const linked = known.get(s.sameAs)
  if (linked === undefined) return `it is linked to ${s.sameAs}, which is not a service`
  return linked.sameAs === undefined
    ? undefined
    : `it is linked to ${s.sameAs}, which is itself linked`
}

function standsBelowItself(s: Service, known: ReadonlyMap<string, Service>): boolean {
  const seen = new Set<string>()
  for (let at: Service | undefined = s; at !== undefined;) {
    if (seen.has(at.id)) return true
    seen.add(at.id)
    at = at.parent === undefined ? undefined : known.get(at.parent)
  }
  return false
}

/** Labels of axes as people read them: names of services and streams beside their ids. */
export type Names = {
  readonly service: (id: string) => string
  readonly stream: (id: string) => string
}

export function namesOf(services: readonly Service[], streams: readonly Stream[]): Names {
  const service = new Map(services.map((s) => [s.id, s.name]))
  const stream = new Map(streams.map((s) => [s.id, s.name]))
  return { service: (id) => service.get(id) ?? id, stream: (id) => stream.get(id) ?? id }
}
