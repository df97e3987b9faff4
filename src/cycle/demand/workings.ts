import type { Tx } from '#db'
import { runById } from '#jobs'
import type { CouncilId, Role } from '#kernel/access.ts'
import { civil, day, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import { bridgeOf, toldMonths } from './bridge.ts'
import { explainFigure, isExplained } from './explain-figures.ts'
import { forecastOutside, stockOutside } from './outside-figures.ts'
import { pressureFigure, publishedFigure } from './published-figures.ts'
import { readerOf } from './reader.ts'
import { GROUPS, isSubType, publishedAt, shownOn, shownPublished } from './rules/index.ts'
import type { OwnForecast, Reader } from './rules/index.ts'
import {
  bandOf,
  diaryFigure,
  flowFigure,
  forecastFigure,
  isMeasure,
  rowsFor,
} from './forecast-figures.ts'
import type { RunFacts } from './forecast-figures.ts'
import { stockFigure } from './stock-figures.ts'
import { careOf } from './store/care.ts'
import { forecastById, forecastLine } from './store/forecasts.ts'
import type { ForecastLine, RunId } from './store/forecasts.ts'
import { importById } from './store/imports.ts'
import { publishedFiles, publishedRows } from './store/published.ts'

/**
 * The workings of demand's figures, by the path that follows `/working/demand/`:
 * `stock/IMPORT[/SERIES]`, `forecast/RUN/SERIES/MONTHS/MEASURE`, `forecast/RUN/flow/FLOW[/MONTHS]` and
 * `forecast/RUN/diary[/MONTHS]`, and inside `explain/RUN/IMPORT/MONTH/PART`. A series is `all`, a group, a sub-type, `uasc` or `without-uasc`; of a forecast also an age
 * band, as `age-5-9`. Also `published/RELEASE/YEAR/MONTH/SERIES` and `pressure/SERIES/YEAR`. Undefined when there is no such figure, or it is another council's, or its value is
 * hidden from who asks. Whoever does not say who asks is answered as somebody outside the service.
 */
export function demandWorkings(
  house: House,
): (
  council: CouncilId,
  path: readonly string[],
  roles?: readonly Role[],
) => Promise<Figure | undefined> {
  return (council, path, roles = []) =>
    house.db.inCouncil(council, async (tx) => {
      const [kind = '', id = '', ...rest] = path
      const reader = await readerOf(tx, roles, house.today())
      if (kind === 'stock') return stockWorking(tx, reader, id, rest[0] ?? 'all')
      if (kind === 'forecast') return forecastWorking(tx, reader, id, rest)
      if (kind === 'published' || kind === 'pressure')
        return publishedWorking(tx, reader, house.today(), { kind, path: [id, ...rest] })
      if (kind === 'explain') return explainWorking(tx, reader, id, rest)
      return undefined
    })
}

async function publishedWorking(
  tx: Tx,
  reader: Reader,
  today: Day,
  { kind, path }: { readonly kind: 'published' | 'pressure'; readonly path: readonly string[] },
): Promise<Figure | undefined> {
  const files = await publishedFiles(tx)
  const all = await publishedRows(tx)
  // A figure of an earlier release is worked as it stood at that release.
  const release = kind === 'published' ? Number(path[0]) : civil(today).year
  const rows = shownPublished(publishedAt(all, { release }), reader)
  return kind === 'published'
    ? publishedFigure(rows, files, path)
    : pressureFigure(rows, files, path)
}

function isSeries(text: string): boolean {
  return (
    ['all', 'uasc', 'without-uasc'].includes(text) ||
    isSubType(text) ||
    GROUPS.some((g) => g === text)
  )
}

async function stockWorking(
  tx: Tx,
  reader: Reader,
  idText: string,
  series: string,
): Promise<Figure | undefined> {
  const id = parseId<'import'>(idText)
  if (id === undefined || !isSeries(series)) return undefined
  const head = await importById(tx, id)
  const care = await careOf(tx, id)
  if (head === undefined || care === undefined) return undefined
  const on = day(care.to - 1)
  const facts = { importId: id, by: head.made_by_name, at: head.made_at }
  const figure = stockFigure(care, on, series, facts)
  return reader.inside ? figure : stockOutside(figure, series, shownOn(care, on, reader))
}

async function forecastWorking(
  tx: Tx,
  reader: Reader,
  idText: string,
  rest: readonly string[],
): Promise<Figure | undefined> {
  const id = parseId<'run'>(idText)
  const forecast = id === undefined ? undefined : await forecastById(tx, id)
  if (id === undefined || forecast === undefined) return undefined
  const facts = await factsOf(tx, id, forecast)
  if (facts === undefined) return undefined
  const figure = figureAt(forecast, facts, rest)
  if (figure === undefined || reader.inside) return figure
  const care = await careOf(tx, facts.importId)
  if (care === undefined) return undefined
  const now = shownOn(care, day(forecast.origin - 1), reader)
  return forecastOutside({ forecast, figure, now, reader }, rest)
}

function figureAt(
  forecast: OwnForecast,
  facts: RunFacts,
  [series = '', ahead = '', measure = '']: readonly string[],
): Figure | undefined {
  if (series === 'flow') return flowFigure(forecast, facts, ahead, monthsOf(measure))
  if (series === 'diary') return diaryFigure(forecast, facts, monthsOf(ahead))
  if (!(isSeries(series) || bandOf(series) !== undefined) || !isMeasure(measure)) return undefined
  const row = rowsFor(forecast, series)[Number(ahead) - 1]
  return row === undefined ? undefined : forecastFigure(forecast, facts, series, row, measure)
}

/** A part of the difference between a forecast and what an import says came after it. Inside the service alone. */
async function explainWorking(
  tx: Tx,
  reader: Reader,
  run: string,
  [importText = '', month = '', part = '']: readonly string[],
): Promise<Figure | undefined> {
  if (!reader.inside || !isExplained(part)) return undefined
  const made = await madeBy(tx, run)
  const came = await cameBy(tx, importText)
  if (made === undefined || came === undefined) return undefined
  const months = toldMonths(made.forecast, came.care).findIndex((m) => m === month) + 1
  if (months === 0) return undefined
  const bridge = bridgeOf(made.facts.run, made, came.care, months)
  const { facts: actual, care } = came
  return explainFigure({ bridge, month, run: made.facts, actual, care }, part)
}

/** A forecast with the care it was made from. */
async function madeBy(tx: Tx, run: string) {
  const id = parseId<'run'>(run)
  const forecast = id === undefined ? undefined : await forecastById(tx, id)
  if (id === undefined || forecast === undefined) return undefined
  const facts = await factsOf(tx, id, forecast)
  const care = facts === undefined ? undefined : await careOf(tx, facts.importId)
  return facts === undefined || care === undefined ? undefined : { forecast, facts, care }
}

/** The care that an import holds, with who loaded it. */
async function cameBy(tx: Tx, text: string) {
  const importId = parseId<'import'>(text)
  const head = importId === undefined ? undefined : await importById(tx, importId)
  if (importId === undefined || head === undefined) return undefined
  const care = await careOf(tx, importId)
  const { made_by_name: by, made_at: at } = head
  return care === undefined ? undefined : { care, facts: { importId, by, at } }
}

/** How many months a sum takes in; all of them when it is not said. */
function monthsOf(text: string): number | undefined {
  return /^[1-9]\d?$/.test(text) ? Number(text) : undefined
}

async function factsOf(
  tx: Tx,
  id: RunId,
  forecast: OwnForecast,
): Promise<(RunFacts & Pick<ForecastLine, 'importId'>) | undefined> {
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
