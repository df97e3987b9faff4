import { AGES, SUB_TYPES, groupOf } from '#cycle/demand/rules/index.ts'
import { addMonths, civil, day, monthOf, monthStart } from '#kernel/dates.ts'
import { asNumber, PPM } from '#kernel/rate.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { DesignWeights, EvidenceRow } from '../evidence/types.ts'
import { effectOf } from './effect.ts'
import type { Effect } from './effect.ts'
import type { Lever, Target } from './types.ts'

/** A lever with the effect that it rests on. */
export type ReadyLever = { readonly lever: Lever; readonly effect: Effect }

/** Levers in the order of their ids: the order in which a set is given changes nothing. */
export type ReadyLevers = readonly ReadyLever[]

export type LeverContext = {
  readonly evidence: readonly EvidenceRow[]
  readonly weights?: DesignWeights
  /** Shares of sub-types inside their groups, `ageBand * SUBS + subType`. */
  readonly shares: readonly number[]
}

type Kinds = readonly Effect['kind'][]

const CHANGE: Kinds = ['ratio', 'share difference']

const PRICE: Readonly<Record<'multiply' | 'add' | 'uplift', Kinds>> = {
  multiply: CHANGE,
  add: ['money'],
  uplift: ['share difference'],
}

/** Effects that a target can take. */
const KINDS: Readonly<Record<Exclude<Target['kind'], 'price'>, Kinds>> = {
  intake: CHANGE,
  exit: CHANGE,
  move: CHANGE,
  pipeline: CHANGE,
  allocation: ['share difference'],
  places: ['places'],
  referrals: ['ratio', 'risk difference'],
}

function kindsFor(target: Target): Kinds {
  if (target.kind !== 'price') return KINDS[target.kind]
  return PRICE[typeof target.how === 'string' ? target.how : 'uplift']
}

/** Makes a set of levers ready, or says what is wrong with each and how to mend it (20-placements, 4F). */
export function readyLevers(levers: readonly Lever[], context: LeverContext): Result<ReadyLevers> {
  const refusals: Refusal[] = []
  const ready = levers.flatMap((lever): ReadyLever[] => {
    const found = checkOne(lever, context)
    refusals.push(...found.refusals)
    return found.ready === undefined ? [] : [found.ready]
  })
  const ids = levers.map((l) => l.id)
  for (const id of new Set(ids.filter((x, i) => ids.indexOf(x) < i)))
    refusals.push(problem(id, 'stated-twice', `${id} is in the set twice`, 'Take one of them out'))
  return refusals.length > 0
    ? refused(...refusals)
    : ok(ready.toSorted((a, b) => (a.lever.id < b.lever.id ? -1 : 1)))
}

function problem(id: string, kind: string, message: string, mend: string): Refusal {
  return { kind, field: id, message, mend }
}

function checkOne(
  lever: Lever,
  context: LeverContext,
): { readonly refusals: readonly Refusal[]; readonly ready?: ReadyLever } {
  const { basis, id } = lever
  if (
    basis === undefined ||
    (basis.kind === 'opinion' && (basis.name.trim() === '' || basis.why.trim() === ''))
  )
    return {
      refusals: [
        problem(
          id,
          'no-evidence',
          `${id} rests on no evidence and no named opinion`,
          'Choose a row of evidence, or write who says so, when and why',
        ),
      ],
    }
  const effect = effectOf(basis, context.evidence, context.weights)
  if (typeof effect === 'string')
    return {
      refusals: [problem(id, 'no-number', effect, 'Choose another row, or write a named opinion')],
    }
  const refusals = [
    ...timing(lever),
    ...fitting(lever, effect, context),
    ...(lever.target.kind === 'allocation' ? sharesWithin(lever, effect, context) : []),
  ]
  const row = rowOf(lever, context)
  return { refusals, ready: { lever: lagged(lever, row?.lagMonths ?? 0), effect } }
}

function rowOf({ basis }: Lever, context: LeverContext): EvidenceRow | undefined {
  return basis?.kind === 'evidence' ? context.evidence.find((r) => r.id === basis.id) : undefined
}

/** A lever works no sooner than its evidence was seen to: what takes seven years is in no plan of four. */
function lagged(lever: Lever, months: number): Lever {
  const { target, start } = lever
  if (months === 0) return lever
  if (target.kind === 'referrals')
    return { ...lever, target: { ...target, lagMonths: Math.max(months, target.lagMonths) } }
  const on = civil(start)
  const later = monthStart(addMonths(monthOf(start), months))
  return { ...lever, start: day(later + on.day - 1) }
}

function timing(lever: Lever): readonly Refusal[] {
  const { id, start, end, reach, ramp, halfLifeDays } = lever
  const found: Refusal[] = []
  if (reach < 0 || reach > PPM)
    found.push(
      problem(id, 'reach', 'The reach lies outside 0% to 100%', 'Write a percentage from 0 to 100'),
    )
  if (end !== undefined && end <= start)
    found.push(
      problem(
        id,
        'ends-before-it-starts',
        `${id} ends before it starts`,
        'Correct whichever day is wrong',
      ),
    )
  if (ramp.kind !== 'none' && ramp.days <= 0)
    found.push(problem(id, 'ramp', 'A ramp lasts one day or more', 'Write its days, or no ramp'))
  if (halfLifeDays !== undefined && halfLifeDays <= 0)
    found.push(
      problem(id, 'half-life', 'A half-life lasts one day or more', 'Write its days, or none'),
    )
  return found
}

function fitting(lever: Lever, effect: Effect, context: LeverContext): readonly Refusal[] {
  const { id, target } = lever
  const found: Refusal[] = []
  const kinds = kindsFor(target)
  if (!kinds.includes(effect.kind))
    found.push(
      problem(
        id,
        'wrong-effect',
        `${target.kind} takes a ${kinds.join(' or a ')}, not a ${effect.kind}`,
        'Choose evidence of that kind, or another target',
      ),
    )
  const row = rowOf(lever, context)
  const leavers = target.kind === 'pipeline' && target.figure === 'leaving'
  if (row?.use === 'leavers only' && !leavers)
    found.push(
      problem(
        id,
        'leavers-only',
        `${row.id} speaks of carers who leave, and of nothing else`,
        'Use it on the leavers of a pipeline',
      ),
    )
  return found
}

/** A share that a lever would take outside nought to one, at the cautious, middle or hopeful effect. */
function sharesWithin(lever: Lever, effect: Effect, context: LeverContext): readonly Refusal[] {
  const { target, reach, id } = lever
  if (target.kind !== 'allocation' || effect.kind === 'money') return []
  const ages = target.ages.length > 0 ? target.ages : Array.from({ length: AGES }, (_, a) => a)
  const add = effect.middle * asNumber(reach)
  const outside = ages.some((age) => {
    const share = shareOf(context.shares, age, target.subType)
    return share !== undefined && (share + add < 0 || share + add > 1)
  })
  return outside
    ? [
        problem(
          id,
          'outside-shares',
          `${id} would take a share of ${target.subType} outside 0 to 1`,
          'Lower the effect or the reach',
        ),
      ]
    : []
}

/** Share of a sub-type within its group at an age; undefined where the group has none. */
function shareOf(
  shares: readonly number[],
  age: number,
  subType: (typeof SUB_TYPES)[number],
): number | undefined {
  const row = age * SUB_TYPES.length
  const group = groupOf(subType)
  const whole = SUB_TYPES.reduce(
    (n, s, i) => n + (groupOf(s) === group ? (shares[row + i] ?? 0) : 0),
    0,
  )
  return whole === 0 ? undefined : (shares[row + SUB_TYPES.indexOf(subType)] ?? 0) / whole
}

/** Two levers that act on the same flow: never two interventions on one child without saying how they go together. */
export type Together = { readonly one: string; readonly other: string; readonly flow: string }

/** Pairs that a person should look at. They multiply, and a child-week is saved once (20-placements, 4F20). */
export function together(levers: ReadyLevers): readonly Together[] {
  return levers.flatMap(({ lever: one }, i) =>
    levers.slice(i + 1).flatMap(({ lever: other }): Together[] => {
      const flow = flowOf(one.target)
      return flow === flowOf(other.target) ? [{ one: one.id, other: other.id, flow }] : []
    }),
  )
}

function flowOf(target: Target): string {
  switch (target.kind) {
    case 'intake':
      return target.stream === 'returns' ? 'returns' : 'entries'
    case 'referrals':
      return 'entries'
    case 'exit':
    case 'move':
    case 'allocation':
      return target.kind
    case 'places':
    case 'pipeline':
      return `places in ${target.pool}`
    case 'price':
      return `price of ${target.subType}`
  }
}
