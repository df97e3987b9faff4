import type { Check } from './checks/index.ts'

/** A check as its reader sees it: null where a figure of few children would be shown. */
export type SeenCheck = Omit<Check, 'left' | 'right' | 'difference'> & {
  readonly [K in 'left' | 'right' | 'difference']: number | null
}

/** Checks without the figures and places of services whose amounts are not shown. */
export function outsideChecks(
  checks: readonly Check[],
  hidden: ReadonlySet<string>,
): readonly SeenCheck[] {
  const names = [...hidden].map((id) => new RegExp(`(?<![\\w-])${RegExp.escape(id)}(?![\\w-])`))
  return checks.map((c): SeenCheck => {
    if (!names.some((n) => n.test(c.where) || n.test(c.fix))) return c
    return {
      ...c,
      left: null,
      right: null,
      difference: null,
      where: 'A service whose amounts are shown together with others',
      fix: c.passed ? '' : 'Those who keep the budget see where it is and how to mend it',
    }
  })
}
