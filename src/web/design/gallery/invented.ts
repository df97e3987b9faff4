import { isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { FanAhead, FanPoint } from '../../charts/index.ts'

/** Figures made up to show the parts with: a smooth course with a small, fixed ripple. */
export function course(
  first: string,
  months: number,
  from: number,
  to: number,
): readonly FanPoint[] {
  return Array.from({ length: months }, (_, i) => ({
    month: monthAfter(first, i),
    value: Math.round(
      from +
        ((to - from) * i) / Math.max(1, months - 1) +
        Math.sin(i * 1.7) * from * 0.006 * (1 - i / Math.max(1, months - 1)),
    ),
  }))
}

export function monthAfter(first: string, count: number): string {
  const months = Number(first.slice(0, 4)) * 12 + Number(first.slice(5)) - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** A forecast whose band widens as the square root of the distance. */
export function outlook(
  first: string,
  months: number,
  from: number,
  to: number,
): readonly FanAhead[] {
  return Array.from({ length: months }, (_, i) => {
    const done = (i + 1) / months
    const middle = from + (to - from) * Math.sqrt(done)
    const wide = to * 0.13 * Math.sqrt(done)
    return {
      month: monthAfter(first, i),
      middle,
      low80: middle - wide * 0.95,
      high80: middle + wide * 1.08,
      low95: middle - wide * 1.4,
      high95: middle + wide * 1.7,
    }
  })
}

export const TODAY = isoDay('2026-11-23')

export function dayIn(text: string): Day {
  return isoDay(text)
}

/** Pence from millions of pounds. */
export function millions(amount: number): number {
  return Math.round(amount * 100_000_000)
}

/** Pence from thousands of pounds. */
export function thousands(amount: number): number {
  return Math.round(amount * 100_000)
}
