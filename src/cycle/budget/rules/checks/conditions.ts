import { PPM } from '#kernel/rate.ts'
import { yearStart } from '#kernel/year.ts'
import { versionText } from '../line.ts'
import type { Condition, Stream } from '../model.ts'
import { below, moneyService, statutoryOn } from '../services.ts'
import { endedBefore, paidBy } from '../streams.ts'
import type { Payment } from '../streams.ts'
import { failed } from './check.ts'
import type { Check, VersionParts } from './check.ts'

/** C2: the conditions of a stream that a budget can break. */
export function conditionFaults(
  v: VersionParts,
  paid: readonly Payment[],
  s: Stream,
): readonly Check[] {
  const own = paid.filter((p) => p.stream === s.id && paidBy(p) !== 0)
  if (own.length === 0 || endedBefore(s, v.version.year)) return []
  return s.conditions.flatMap((c) => conditionFault(v, own, s, c))
}

function conditionFault(
  v: VersionParts,
  own: readonly Payment[],
  s: Stream,
  c: Condition,
): readonly Check[] {
  if (c.kind === 'eligible') return outside(v, own, s, c.services)
  if (c.kind === 'use-share') return shareFault(v, own, s, c)
  if (c.kind === 'not-for') return c.what === 'statutory' ? statutoryFaults(v, own, s) : []
  if (c.kind === 'spend-by' && c.day <= yearStart(v.version.year))
    return own.map((p) => tooLate(v, p, s))
  // A purpose, a match, a report date are shown on the stream's page: nothing in the lines can break them.
  return []
}

function outside(
  v: VersionParts,
  own: readonly Payment[],
  s: Stream,
  services: readonly string[],
): readonly Check[] {
  const allowed = new Set(services.flatMap((id) => [...below(v.budget.services, id)]))
  const at = moneyService(v.budget.services)
  return own
    .filter((p) => !allowed.has(p.service) && !allowed.has(at(p.service)))
    .map((p) =>
      broken(
        v,
        p,
        s,
        `Only ${services.join(', ')} may be paid by ${s.name}: move the line to another stream`,
      ),
    )
}

function statutoryFaults(v: VersionParts, own: readonly Payment[], s: Stream): readonly Check[] {
  const at = moneyService(v.budget.services)
  const byId = new Map(v.budget.services.map((each) => [each.id, each]))
  return own
    .filter((p) => {
      const service = byId.get(at(p.service))
      return (
        service !== undefined && statutoryOn(service, yearStart(v.version.year))?.kind === 'yes'
      )
    })
    .map((p) =>
      broken(
        v,
        p,
        s,
        `${s.name} may not pay for a statutory service: move the line to another stream`,
      ),
    )
}

function tooLate(v: VersionParts, p: Payment, s: Stream): Check {
  return broken(
    v,
    p,
    s,
    `${s.name} had to be spent before ${v.version.year}: move the line to another stream`,
  )
}

function broken(v: VersionParts, p: Payment, s: Stream, fix: string): Check {
  return failed({
    id: 'C2',
    severity: 'block',
    what: 'the conditions of a stream are kept',
    left: paidBy(p),
    right: 0,
    where: `${versionText(v.version)}, service ${p.service}, stream ${s.id}`,
    fix,
  })
}

function shareFault(
  v: VersionParts,
  own: readonly Payment[],
  s: Stream,
  c: Extract<Condition, { kind: 'use-share' }>,
): readonly Check[] {
  const within = below(v.budget.services, c.service)
  const all = own.reduce((total, p) => total + paidBy(p), 0)
  const used = own.reduce((total, p) => total + (within.has(p.service) ? paidBy(p) : 0), 0)
  const share = all === 0 ? 0 : Math.round((used / all) * PPM)
  if (share >= c.least && share <= c.most) return []
  return [
    failed({
      id: 'C2',
      severity: 'block',
      what: `between ${c.least / 10_000}% and ${c.most / 10_000}% of the stream is used for ${c.service}`,
      unit: 'ppm',
      left: share,
      right: share < c.least ? c.least : c.most,
      where: `${versionText(v.version)}, stream ${s.id}, service ${c.service}`,
      fix: `Bring the share of ${c.service} inside its bounds`,
    }),
  ]
}
