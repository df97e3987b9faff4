import type { Figure } from '#kernel/working.ts'
import {
  GROUPS,
  isSubType,
  seriesName,
  seriesOf,
  shownAssumptions,
  shownExpected,
  shownFlows,
  shownRows,
} from './rules/index.ts'
import type { Count, OwnForecast, Reader, ShownStock } from './rules/index.ts'
import { ALL_STARTS, isMeasure, rowsFor } from './forecast-figures.ts'

const WITHOUT_PARTS = 'Parts are not shown: small numbers could be worked out from them.'

/**
 * A count as readers outside the service see it: its parts are kinds of placement, and only where every part is shown.
 * Files and rows are for those inside. Undefined when the count itself is hidden.
 */
export function stockOutside(
  figure: Figure,
  series: string,
  shown: ShownStock,
): Figure | undefined {
  if (seriesOf(shown, series) === null) return undefined
  if (series !== 'all' || figure.working.kind !== 'rule') return withoutParts(figure)
  const groups = GROUPS.map((group) => ({ group, value: seriesOf(shown, group) }))
  const { rule } = figure.working
  const parts = groups.flatMap(({ group, value }): readonly Figure[] =>
    value === null || value === 0 ? [] : [groupPart(figure, group, value)],
  )
  if (groups.some((g) => g.value === null)) return withoutParts(figure)
  return { ...figure, working: { kind: 'rule', rule, combine: 'sum', parts: () => parts } }
}

function groupPart(whole: Figure, group: string, value: number): Figure {
  const { working, href = '' } = whole
  return withoutParts({
    label: `${whole.label}: ${group}`,
    value,
    unit: whole.unit,
    href: `${href}/${group}`,
    working,
  })
}

function withoutParts(figure: Figure): Figure {
  if (figure.working.kind !== 'rule') return figure
  const { rule } = figure.working
  return {
    ...figure,
    note: figure.note === undefined ? WITHOUT_PARTS : `${figure.note}. ${WITHOUT_PARTS}`,
    working: { kind: 'rule', rule, combine: 'derived', parts: () => [] },
  }
}

type Asked = {
  readonly forecast: OwnForecast
  readonly figure: Figure
  readonly now: ShownStock
  readonly reader: Reader
}

/** A figure of a forecast as readers outside see it. Undefined when it is hidden from them on its page. */
export function forecastOutside(asked: Asked, path: readonly string[]): Figure | undefined {
  const [series = '', ahead = '', measure = ''] = path
  if (series === 'flow') return flowOutside(asked, ahead)
  const row = rowsFor(asked.forecast, series)[Number(ahead) - 1]
  if (row === undefined || !isMeasure(measure)) return undefined
  const shown = shownRows({ ...asked.forecast, months: [row] }, asked.now, asked.reader)[0]
  if (shown === undefined || shown[measure] === null) return undefined
  return withShownParts(asked, seriesName(row) ?? series)
}

/** Months of a flow are few nearly always: its whole is shown, as its page does, and no parts. */
function flowOutside({ forecast, figure, now, reader }: Asked, name: string): Figure | undefined {
  const flow = forecast.flows.find((f) => f.flow === name)?.flow
  const shown = shownFlows(forecast, now, reader)
  const whole: Count =
    name === ALL_STARTS ? shown.starts : flow === undefined ? null : shown.flow(flow)
  const some = shownExpected(figure.value, reader)
  return whole === null || some === null ? undefined : withoutParts(figure)
}

/** The count it starts from is shown, because its forecast is; assumptions that count few are left out. */
function withShownParts({ forecast, figure, reader }: Asked, series: string): Figure {
  const { working } = figure
  if (working.kind !== 'rule') return figure
  const marked = new Set(
    shownAssumptions(forecast.assumptions, reader)
      .filter((a) => a.value === reader.profile.mark)
      .map((a) => a.name),
  )
  const plain = series === 'all' || isSubType(series) || GROUPS.some((g) => g === series)
  const parts = () => working.parts().filter((p, i) => (i > 0 || plain) && !marked.has(p.label))
  return { ...figure, working: { ...working, parts } }
}
