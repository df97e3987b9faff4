import { addMonths, monthOf } from '#kernel/dates.ts'
import type { Trial } from '../own/back-test.ts'
import type { Spread } from '../own/summarise.ts'
import { shownExpected } from './forecast.ts'
import type { Reader, ShownMonth } from './history.ts'
import { seriesOf } from './on-day.ts'

/**
 * Tests of the method as their reader sees them. Outside, a test is shown when the history shows its count at the start
 * and at the end, and with those counts: what was known then differs from what is known now by few.
 */
export function shownTrials(
  trials: readonly Trial[],
  months: readonly ShownMonth[],
  reader: Reader,
): readonly Trial[] {
  if (reader.inside) return trials
  const byMonth = new Map<string, ShownMonth>(months.map((m) => [m.month, m]))
  return trials.flatMap((trial) => {
    const start = addMonths(monthOf(trial.origin), -1)
    const count = (month: string) => {
      const at = byMonth.get(month)
      return at === undefined ? null : seriesOf(at, trial.series)
    }
    const noChange = count(start)
    const actual = count(addMonths(start, trial.horizon))
    const whole = noChange !== null && actual !== null && isShown(trial.spread, reader)
    return whole ? [{ ...trial, noChange, actual }] : []
  })
}

function isShown(spread: Spread, reader: Reader): boolean {
  const { p2_5, p10, p25, p50, p75, p90, p97_5 } = spread
  return [p2_5, p10, p25, p50, p75, p90, p97_5].every((n) => shownExpected(n, reader) !== null)
}
