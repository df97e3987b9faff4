import type { Series } from './model.ts'

type Point = { readonly month: string; readonly value: number }
type Ahead = {
  readonly month: string
  readonly middle: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

/** What a chart may draw of a series. */
export type Drawn = {
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  /** Nothing was left out. */
  readonly whole: boolean
}

/**
 * The months that touch today without a hidden one between: a line drawn across a hidden month would show it. Nothing at
 * all when today's own count is hidden.
 */
export function drawnOf(series: Series): Drawn {
  const past = series.history.slice(series.history.findLastIndex((h) => h.children === null) + 1)
  const history = past.flatMap((h) =>
    h.children === null ? [] : [{ month: h.month, value: h.children }],
  )
  if (history.length === 0 && series.history.length > 0)
    return { history: [], ahead: [], whole: false }
  const ahead: Ahead[] = []
  for (const a of series.ahead) {
    const { month, middle, low80, high80, low95, high95 } = a
    if (middle === null || low80 === null || high80 === null) break
    if (low95 === null || high95 === null) break
    ahead.push({ month, middle, low80, high80, low95, high95 })
  }
  const whole = history.length === series.history.length && ahead.length === series.ahead.length
  return { history, ahead, whole }
}
