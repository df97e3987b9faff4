import { bridgeHref, lineHref, monthHref, unpricedHref, yearHref } from '../../addresses.ts'
import type { Cause, Measure } from '../../addresses.ts'
import type { Amount, CostModel } from './model.ts'

type PartKey = { readonly subType: string; readonly s251: string }
type Told = Pick<CostModel, 'inside' | 'costing'>

/** Addresses of the workings of a page's figures; none for readers outside the service, who may not open them. */
export function yearLink(
  model: Told,
  year: string,
  measure: Measure,
  part?: PartKey,
): string | undefined {
  return model.inside ? yearHref(model.costing.id, year, measure, part) : undefined
}

export function monthLink(model: Told, month: string, measure: Measure): string | undefined {
  return model.inside ? monthHref(model.costing.id, month, measure) : undefined
}

export function lineLink(model: Told, year: string, s251: string): string | undefined {
  return model.inside ? lineHref(model.costing.id, year, s251) : undefined
}

export function bridgeLink(model: Told, to: string, cause: Cause): string | undefined {
  return model.inside ? bridgeHref(model.costing.id, to, cause) : undefined
}

export function unpricedLink(model: Told, subType: string): string | undefined {
  return model.inside ? unpricedHref(model.costing.id, subType) : undefined
}

const VALUES: Readonly<Record<Measure, (a: Amount) => number>> = {
  mean: (a) => a.meanPence,
  p2_5: (a) => a.p2_5Pence,
  p10: (a) => a.p10Pence,
  p50: (a) => a.p50Pence,
  p90: (a) => a.p90Pence,
  p97_5: (a) => a.p97_5Pence,
}

export function valueOf(a: Amount, measure: Measure): number {
  return VALUES[measure](a)
}
