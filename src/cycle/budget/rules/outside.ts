import { pence } from '#kernel/money.ts'
import { markNote } from '#office/disclosure/rules/index.ts'
import type { Profile } from '#office/disclosure/rules/index.ts'
import { fewChildren } from './few-children.ts'
import { versionText } from './line.ts'
import type { Amount, Budget, Line, Movement, Service } from './model.ts'
import { netSign, yearAmounts } from './movements.ts'
import { withCompanions } from './outside-companions.ts'
import { groupFinder, moneyService } from './services.ts'

/** Subjective of money that is shown together, by its sign. */
const TOGETHER = { spend: 'shown-together', income: 'shown-together-income' } as const

/** A budget as readers outside the service see it. */
export type OutsideBudget = {
  readonly budget: Budget
  /** Services whose own amounts are not shown. */
  readonly hidden: ReadonlySet<string>
}

/**
 * The budget without amounts that tell of few children. A service with such an amount is shown together with the next
 * smallest of its group, as one service with one amount for each stream, in every version and year: there is then no
 * total by any axes, in any version, from which the amount could be worked out. Every other total stays as it is.
 */
export function outsideBudget(budget: Budget, profile: Profile): OutsideBudget {
  const few = fewChildren(budget.volumes, profile)
  const money = yearAmounts(budget.amounts)
  const at = moneyService(budget.services)
  const tells = new Set(money.filter(few).map((a) => at(a.line.service)))
  if (tells.size === 0) return { budget, hidden: new Set() }
  const groupOf = groupFinder(budget.services)
  const byGroup = Map.groupBy(tells, groupOf)
  const folds = new Map<string, Fold>()
  for (const [group, services] of byGroup) {
    const context = { money, at, few, groupOf, taken: new Set(folds.keys()), profile, budget }
    const { chosen, streams } = withCompanions(context, group, services)
    for (const id of chosen) folds.set(id, { id: togetherId(group), streams })
  }
  const heads = headsOf(budget.services, folds)
  return {
    budget: folded(budget, folds, heads, profile),
    hidden: new Set([...folds.keys(), ...heads.keys()]),
  }
}

/** Where the money of a service is shown, and streams that are shown as another. */
type Fold = { readonly id: string; readonly streams: ReadonlyMap<string, string> }

function togetherId(group: string): string {
  return `together-${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}

/** Services that are shown together, and their common head where they have one. */
function commonHead(parts: readonly Service[]): string | undefined {
  const [first, ...rest] = new Set(parts.map((s) => s.parent))
  return rest.length === 0 ? first : undefined
}

/** Heads some of whose parts are shown together with services of others: their own total would leave those out. */
function headsOf(
  services: readonly Service[],
  folds: ReadonlyMap<string, Fold>,
): ReadonlyMap<string, string> {
  const heads = new Map<string, string>()
  for (const s of services) {
    const fold = folds.get(s.id)
    if (fold === undefined || s.parent === undefined) continue
    if (commonHead(partsOf(services, folds, fold.id)) === undefined) heads.set(s.parent, fold.id)
  }
  return heads
}

function partsOf(
  services: readonly Service[],
  folds: ReadonlyMap<string, Fold>,
  id: string,
): readonly Service[] {
  return services.filter((s) => folds.get(s.id)?.id === id)
}

function folded(
  budget: Budget,
  folds: ReadonlyMap<string, Fold>,
  heads: ReadonlyMap<string, string>,
  profile: Profile,
): Budget {
  const at = moneyService(budget.services)
  const sign = netSign(budget.subjectives)
  const line = (l: Line): Line => {
    const together = folds.get(at(l.service))
    if (together === undefined) return l
    return {
      service: together.id,
      subjective: sign(l) === -1 ? TOGETHER.income : TOGETHER.spend,
      stream: together.streams.get(l.stream) ?? l.stream,
      area: '',
      costCentre: '',
    }
  }
  return {
    ...budget,
    services: [
      ...budget.services.map((s): Service => {
        const together = folds.get(at(s.id))?.id ?? heads.get(s.id)
        return together === undefined ? s : { ...s, sameAs: together }
      }),
      ...[...new Set(folds.values().map((f) => f.id))].map((id) =>
        togetherService(budget, folds, id, profile),
      ),
    ],
    subjectives: [
      ...budget.subjectives,
      { id: TOGETHER.spend, name: 'Shown together', sign: 'spend' },
      { id: TOGETHER.income, name: 'Shown together, income', sign: 'income' },
    ],
    amounts: merged(budget.amounts, line),
    volumes: [],
    prices: [],
    movements: budget.movements.map((m) => movedTo(m, line)),
  }
}

function togetherService(
  budget: Budget,
  folds: ReadonlyMap<string, Fold>,
  id: string,
  profile: Profile,
): Service {
  const parts = partsOf(budget.services, folds, id)
  const [first] = parts
  const parent = commonHead(parts)
  if (first === undefined) throw new Error(`nothing is shown together as ${id}`)
  return {
    id,
    name: `Services shown together (${profile.mark})`,
    group: first.group,
    ...(parent === undefined ? {} : { parent }),
    kind: first.kind,
    statutory: [],
    s251: [],
    owner: '',
    from: first.from,
    funding: [],
    note: `${parts.map((s) => s.name).join('; ')}. ${markNote(profile)}`,
  }
}

/** One amount for the year where lines meet: with neither row, driver nor note of its own. */
function merged(amounts: readonly Amount[], line: (l: Line) => Line): readonly Amount[] {
  const kept: Amount[] = []
  const together = new Map<string, Amount>()
  for (const a of amounts) {
    const to = line(a.line)
    if (to === a.line) kept.push(a)
    else if (a.stated !== true) {
      const key = `${versionText(a.version)}|${to.service}|${to.subjective}|${to.stream}|${a.oneOff}`
      const known = together.get(key)?.pence ?? 0
      const { version, oneOff } = a
      together.set(key, { line: to, version, oneOff, pence: pence(known + a.pence) })
    }
  }
  return [...kept, ...together.values()]
}

function movedTo(m: Movement, line: (l: Line) => Line): Movement {
  const from = line(m.from)
  const to = m.to === undefined ? undefined : line(m.to)
  if (from === m.from && to === m.to) return m
  return { ...m, from, ...(to === undefined ? {} : { to }), why: '', reference: '' }
}
