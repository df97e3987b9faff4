import type { Amount, Budget, VersionKey } from '../model.ts'
import type { Cube } from '../cube.ts'

export const CHECK_IDS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const
export type CheckId = (typeof CHECK_IDS)[number]
export type Severity = 'block' | 'warn'

/** What a check found at one place: two figures that should be equal (or left not above right), and the mend. */
export type Check = {
  readonly id: CheckId
  readonly severity: Severity
  readonly passed: boolean
  /** The rule in words. */
  readonly what: string
  readonly unit: 'pence' | 'ppm'
  readonly left: number
  readonly right: number
  readonly difference: number
  readonly where: string
  /** What to do; empty when it passed. */
  readonly fix: string
}

export const CHECK_NAMES: Readonly<Record<CheckId, string>> = {
  C1: 'Parts make totals at every node; months make years',
  C2: 'Streams pay for the spending; no more is applied than allocated; conditions are kept',
  C3: 'The bridge from last year is exact at every line',
  C4: 'Allocations make the pot; shares make 100%',
  C5: 'Virements and recharges net to nothing',
  C6: 'Published totals equal the parts they list',
}

export type VersionParts = {
  readonly budget: Budget
  readonly version: VersionKey
  readonly amounts: readonly Amount[]
  readonly cube: Cube
}

export function failed(
  check: Omit<Check, 'passed' | 'difference' | 'unit'> & Partial<Pick<Check, 'unit'>>,
): Check {
  return { unit: 'pence', ...check, passed: false, difference: check.left - check.right }
}

export function passed(
  check: Omit<Check, 'passed' | 'difference' | 'unit' | 'fix'> & Partial<Pick<Check, 'unit'>>,
): Check {
  return { unit: 'pence', ...check, passed: true, fix: '', difference: check.left - check.right }
}

/** Whether a version may go on: no blocking check has failed. */
export function mayPass(checks: readonly Pick<Check, 'passed' | 'severity'>[]): boolean {
  return checks.every((c) => c.passed || c.severity === 'warn')
}
