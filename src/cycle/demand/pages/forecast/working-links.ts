import type { Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { counted, figured } from '../shown.ts'
import type { FinishedModel } from './model.ts'

/** Where a figure's working is: the run, the series, months ahead, and which number of it. */
export function workingOf(
  model: Pick<FinishedModel, 'provenance' | 'show'>,
  series: string,
  ahead: number,
  what: string,
): string {
  const show = model.show === 'all' ? series : model.show
  return `/working/demand/forecast/${model.provenance.run}/${show}/${ahead}/${what}`
}

export function flowWorking(run: string, flow: string): string {
  return `/working/demand/forecast/${run}/flow/${flow}`
}

/** The last day of the data behind a forecast. */
export function previousDay(text: string): string {
  const date = Temporal.PlainDate.from(text)
  return date.subtract({ days: 1 }).toString()
}

/**
 * A count of the day before the forecast. It leads to the rows behind it where that day is the last of the data: of an
 * earlier day no working is kept.
 */
export function stockFigured(
  model: Pick<FinishedModel, 'provenance' | 'atDataEnd' | 'inside' | 'mark' | 'markNote'>,
  value: Count,
  series: string,
): Html | string {
  if (!model.atDataEnd) return counted(value, model)
  const base = `/working/demand/stock/${model.provenance.importId}`
  return figured(value, series === 'all' ? base : `${base}/${series}`, model)
}
