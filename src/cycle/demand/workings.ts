import type { Tx } from '#db'
import { runById } from '#jobs'
import type { CouncilId } from '#kernel/access.ts'
import { day, iso } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import { GROUPS, isSubType } from './rules/index.ts'
import type { OwnForecast } from './rules/index.ts'
import { flowFigure, forecastFigure, isMeasure, rowsFor } from './forecast-figures.ts'
import type { RunFacts } from './forecast-figures.ts'
import { stockFigure } from './stock-figures.ts'
import { careOf } from './store/care.ts'
import { forecastById, forecastLine } from './store/forecasts.ts'
import type { RunId } from './store/forecasts.ts'
import { importById } from './store/imports.ts'

/**
 * The workings of demand's figures, by the path that follows `/working/demand/`:
 * `stock/IMPORT[/SERIES]`, `forecast/RUN/SERIES/MONTHS/MEASURE` and `forecast/RUN/flow/FLOW`. A series is `all`, a group, a
 * sub-type, `uasc` or `without-uasc`. Undefined when there is no such figure, or it is another council's.
 */
export function demandWorkings(
  house: House,
): (council: CouncilId, path: readonly string[]) => Promise<Figure | undefined> {
  return (council, path) =>
    house.db.inCouncil(council, async (tx) => {
      const [kind = '', id = '', ...rest] = path
      if (kind === 'stock') return stockWorking(tx, id, rest[0] ?? 'all')
      if (kind === 'forecast') return forecastWorking(tx, id, rest)
      return undefined
    })
}

function isSeries(text: string): boolean {
  return (
    ['all', 'uasc', 'without-uasc'].includes(text) ||
    isSubType(text) ||
    GROUPS.some((g) => g === text)
  )
}

async function stockWorking(tx: Tx, idText: string, series: string): Promise<Figure | undefined> {
  const id = parseId<'import'>(idText)
  if (id === undefined || !isSeries(series)) return undefined
  const head = await importById(tx, id)
  const care = await careOf(tx, id)
  if (head === undefined || care === undefined) return undefined
  return stockFigure(care, day(care.to - 1), series, {
    importId: id,
    by: head.made_by_name,
    at: head.made_at,
  })
}

async function forecastWorking(
  tx: Tx,
  idText: string,
  rest: readonly string[],
): Promise<Figure | undefined> {
  const id = parseId<'run'>(idText)
  const forecast = id === undefined ? undefined : await forecastById(tx, id)
  if (id === undefined || forecast === undefined) return undefined
  const facts = await factsOf(tx, id, forecast)
  return facts === undefined ? undefined : figureAt(forecast, facts, rest)
}

function figureAt(
  forecast: OwnForecast,
  facts: RunFacts,
  [series = '', ahead = '', measure = '']: readonly string[],
): Figure | undefined {
  if (series === 'flow') return flowFigure(forecast, facts, ahead)
  if (!isSeries(series) || !isMeasure(measure)) return undefined
  const row = rowsFor(forecast, series)[Number(ahead) - 1]
  return row === undefined ? undefined : forecastFigure(forecast, facts, series, row, measure)
}

async function factsOf(tx: Tx, id: RunId, forecast: OwnForecast): Promise<RunFacts | undefined> {
  const line = await forecastLine(tx, id)
  const run = await runById(tx, id)
  if (line === undefined || run === undefined) return undefined
  return {
    run: id,
    importId: line.importId,
    seed: line.seed,
    inputHash: run.inputHash,
    rulesVersion: forecast.rulesVersion,
    origin: iso(forecast.origin),
  }
}
