/** What is known of a name's failed sign-ins. */
export type Attempts = { readonly failures: number; readonly lastAt: number }

const FREE = 4
const WAITS = [1, 2, 4, 8, 15] as const
const FORGOTTEN_AFTER = 24 * 60 * 60 * 1000
const MINUTE = 60_000

/**
 * Failures after one more, counted anew when the last is a day old.
 * Source: OWASP ASVS 4.0.3, 2.2.1 (no more than 100 failed attempts an hour on one account).
 */
export function failuresAfter(before: Attempts | undefined, now: number): number {
  if (before === undefined || now - before.lastAt > FORGOTTEN_AFTER) return 1
  return before.failures + 1
}

/** How long a name waits after so many failures, in milliseconds: four are free, then 1, 2, 4, 8 and 15 minutes. */
export function waitAfter(failures: number): number {
  if (failures <= FREE) return 0
  return (WAITS[failures - FREE - 1] ?? 15) * MINUTE
}

/** Whole minutes that are left, at least one. */
export function minutesLeft(until: number, now: number): number {
  return Math.max(1, Math.ceil((until - now) / MINUTE))
}
