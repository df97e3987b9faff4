import { groupOf, subTypeName } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Month } from '#kernel/dates.ts'
import { costBridge, lineText } from '../../rules/index.ts'
import type { Bridge, Costing, CostSpread } from '../../rules/index.ts'
import type { Costed, RunFacts } from '../costed.ts'

/** A cost with its band. */
export type Amount = {
  readonly meanPence: number
  readonly p2_5Pence: number
  readonly p10Pence: number
  readonly p50Pence: number
  readonly p90Pence: number
  readonly p97_5Pence: number
}

export type YearModel = Amount & {
  readonly year: string
  readonly months: number
  readonly childWeeks: number
  readonly fromChildren?: number
  readonly width: number
}

export type PartModel = Amount & {
  readonly year: string
  readonly subType: string
  readonly name: string
  readonly s251: string
  readonly line: string
  readonly childWeeks: number
}

export type MonthModel = Amount & { readonly month: string; readonly year: string }

export type Stack = { readonly name: string; readonly values: readonly number[] }

export type BridgeModel = {
  readonly from: string
  readonly to: string
  readonly beforePence: number
  readonly afterPence: number
  readonly volumePence: number
  readonly mixPence: number
  readonly pricePence: number
}

export type CostModel = {
  readonly inside: boolean
  readonly run: RunFacts
  readonly costing: {
    readonly id: string
    readonly madeAt: string
    readonly madeBy: string
    readonly inputHash: string
    readonly resultHash: string
    readonly rulesVersion: string
  }
  readonly book: { readonly id: string; readonly file: string; readonly sha256: string }
  readonly stale: boolean
  readonly years: readonly YearModel[]
  readonly quarters: readonly {
    readonly year: string
    readonly quarter: number
    readonly months: number
    readonly meanPence: number
    readonly p10Pence: number
    readonly p90Pence: number
  }[]
  /** Empty for readers outside the service: a part may hold few children. */
  readonly parts: readonly PartModel[]
  readonly yearStacks: readonly Stack[]
  readonly months: readonly MonthModel[]
  readonly monthStacks: readonly Stack[]
  readonly bridges: readonly BridgeModel[]
  readonly unpriced: readonly {
    readonly name: string
    readonly why: string
    readonly childWeeks: number
    readonly first: string
    readonly last: string
    readonly subType: string
  }[]
  /** Whether any children have no price; which, and how many, is shown inside the service. */
  readonly someUnpriced: boolean
  readonly averaged: readonly string[]
}

export function costModel(costed: Costed, inside: boolean): CostModel | undefined {
  const { found, run } = costed
  if (found === undefined) return undefined
  const { head, book, costing, stale } = found
  const { id, madeAt, madeBy, inputHash, resultHash, rulesVersion } = head
  return {
    inside,
    run,
    costing: { id, madeAt, madeBy, inputHash, resultHash, rulesVersion },
    book: { id: book.id, file: book.file, sha256: book.sha256 },
    stale,
    years: costing.years.map((y) => ({
      year: y.year,
      months: y.months,
      childWeeks: y.childDays / 7,
      width: y.width,
      ...(y.fromChildren === undefined ? {} : { fromChildren: y.fromChildren }),
      ...amount(y.cost),
    })),
    quarters: costing.quarters.map((q) => ({
      year: q.year,
      quarter: q.quarter,
      months: q.months,
      meanPence: q.cost.mean,
      p10Pence: q.cost.p10,
      p90Pence: q.cost.p90,
    })),
    parts: inside ? partsOf(costing) : [],
    yearStacks: inside ? yearStacks(costing) : [],
    months: costing.months.map((m) => ({
      month: m.month,
      year: m.year,
      ...amount(m.cost),
    })),
    monthStacks: inside ? monthStacks(costing) : [],
    bridges: bridgesOf(costing).map(bridgeModel),
    someUnpriced: costing.unpriced.length > 0,
    unpriced: (inside ? costing.unpriced : []).map((u) => ({
      name: subTypeName(u.subType),
      why: u.why,
      childWeeks: u.childDays / 7,
      first: u.first,
      last: u.last,
      subType: u.subType,
    })),
    averaged: costing.averaged.map(subTypeName),
  }
}

function amount(cost: CostSpread): Amount {
  return {
    meanPence: cost.mean,
    p2_5Pence: cost.p2_5,
    p10Pence: cost.p10,
    p50Pence: cost.p50,
    p90Pence: cost.p90,
    p97_5Pence: cost.p97_5,
  }
}

function partsOf(costing: Costing): readonly PartModel[] {
  return costing.yearParts.map((p) => ({
    year: p.year,
    subType: p.subType,
    name: subTypeName(p.subType),
    s251: p.s251,
    line: lineText(p.s251),
    childWeeks: p.childDays / 7,
    ...amount(p.cost),
  }))
}

/** Kinds as people speak of their cost: who provides foster care, then the rest by group. */
const STACKS: readonly { readonly name: string; readonly holds: (s: SubType) => boolean }[] = [
  { name: 'Residential and secure', holds: (s) => ['residential', 'secure'].includes(groupOf(s)) },
  {
    name: 'Fostering, bought',
    holds: (s) => ['agency-foster', 'other-public-foster', 'foster-unknown'].includes(s),
  },
  { name: 'Fostering, own and kinship', holds: (s) => groupOf(s) === 'fostering' },
  { name: 'Supported', holds: (s) => groupOf(s) === 'supported' },
  { name: 'All other', holds: () => true },
]

function stackOf(subType: SubType): number {
  return STACKS.findIndex((k) => k.holds(subType))
}

function stacksOf(
  along: readonly string[],
  parts: readonly { readonly at: string; readonly subType: SubType; readonly pence: number }[],
): readonly Stack[] {
  return STACKS.map(({ name }, k) => ({
    name,
    values: along.map((at) =>
      parts.reduce((n, p) => (p.at === at && stackOf(p.subType) === k ? n + p.pence : n), 0),
    ),
  })).filter((s) => s.values.some((v) => v > 0))
}

function yearStacks(costing: Costing): readonly Stack[] {
  return stacksOf(
    costing.years.map((y) => y.year),
    costing.yearParts.map((p) => ({ at: p.year, subType: p.subType, pence: p.cost.mean })),
  )
}

function monthStacks(costing: Costing): readonly Stack[] {
  return stacksOf(
    costing.months.map((m): Month => m.month),
    costing.monthParts.map((p) => ({ at: p.month, subType: p.subType, pence: p.cost.mean })),
  )
}

/** From each whole year to the next. */
function bridgesOf(costing: Costing): readonly Bridge[] {
  return costing.years.flatMap((after, i) => {
    const before = costing.years[i - 1]
    return before?.months === 12 && after.months === 12
      ? [costBridge(costing.yearParts, before.year, after.year)]
      : []
  })
}

function bridgeModel(b: Bridge): BridgeModel {
  return {
    from: b.from,
    to: b.to,
    beforePence: b.before,
    afterPence: b.after,
    volumePence: b.volume,
    mixPence: b.mix,
    pricePence: b.price,
  }
}
