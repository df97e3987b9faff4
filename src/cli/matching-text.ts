import type { MatchingForecast } from '#cycle/demand/rules/index.ts'
import { oneDecimal, poundsOf, textTable, whole } from './text-table.ts'

/** A forecast in matching mode for a person to read: quarters' ends, and the cost of each quarter. */
export function matchingText(forecast: MatchingForecast): string {
  const { cleaned, reference, totals, costs } = forecast
  const ends = totals.filter(
    (t, i) => /-(03-31|06-30|09-30|12-31)$/.test(t.date) || i === totals.length - 1,
  )
  return [
    `Matching mode (the open peer's chain). ${whole(cleaned.rows)} cleaned rows of ${whole(cleaned.children)} children; ${whole(cleaned.openAtEnd)} open at the end.`,
    `Learnt from ${reference.from} to ${reference.to}.`,
    '',
    textTable(
      ['Day', 'Expected', 'Low', 'High'],
      ends.map((t) => [
        t.date,
        oneDecimal(t.mean),
        oneDecimal(Math.max(0, t.low)),
        oneDecimal(t.high),
      ]),
    ),
    'Low and high are the interval the peer shows, two of its standard deviations either side.',
    '',
    textTable(
      ['Quarter', 'Cost'],
      [
        ...quarterTotals(forecast).map(([quarter, pence]) => [quarter, poundsOf(pence)]),
        ['First year', poundsOf(costs.firstYearPence)],
        ['Total', poundsOf(costs.totalPence)],
      ],
    ),
  ].join('\n')
}

function quarterTotals(forecast: MatchingForecast): readonly (readonly [string, number])[] {
  const totals = new Map<string, number>()
  for (const q of forecast.costs.quarters)
    totals.set(q.quarter, (totals.get(q.quarter) ?? 0) + q.pence)
  return [...totals]
}
