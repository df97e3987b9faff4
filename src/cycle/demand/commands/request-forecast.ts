import type { Tx } from '#db'
import type { Jobs } from '#jobs'
import type { Actor } from '#kernel/access.ts'
import { iso, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { CHUNKS, MOST_MONTHS, packCare, refuseStart } from '../rules/index.ts'
import type { RunInput } from '../rules/index.ts'
import { careOf } from '../store/care.ts'
import { writeRequest } from '../store/forecasts.ts'
import type { RunId } from '../store/forecasts.ts'
import { currentImport } from '../store/imports.ts'
import { FORECAST_WORK } from './finish-forecast.ts'

export type ForecastRequest = {
  /** First day of the forecast; the day after the data end when not given. */
  readonly from?: Day | undefined
  readonly months: number
  readonly draws: number
  readonly seed?: number | undefined
}

const MOST_DRAWS = 10_000
const LEAST_DRAWS = 100

/** Asks for a forecast by our model on the import in use; it runs as a job, and its result never changes. */
export async function requestForecast(
  tx: Tx,
  actor: Actor,
  jobs: Jobs,
  request: ForecastRequest,
): Promise<Result<RunId>> {
  const head = await currentImport(tx)
  const care = head === undefined ? undefined : await careOf(tx, head.id)
  if (head === undefined || care === undefined) return refused(NO_DATA)
  const from = request.from ?? care.to
  const faults = [refuseStart(care, from), ...refuseSettings(request)].filter(
    (f) => f !== undefined,
  )
  if (faults.length > 0) return refused(...faults)
  const { months, draws } = request
  const seed = request.seed ?? seedOf(actor)
  const input: RunInput = { care: packCare(care), from, months, draws, seed }
  const run = await jobs.submit(tx, actor, {
    kind: FORECAST_WORK.kind,
    input,
    chunks: CHUNKS,
    seed,
    subject: `import/${head.id}`,
  })
  await writeRequest(tx, actor, { run, importId: head.id, origin: from, months, draws, seed })
  await record(tx, actor, {
    verb: 'asked for a forecast',
    subject: `forecast/${run}`,
    after: { import: head.id, from: iso(from), months, draws, seed },
  })
  return ok(run)
}

const NO_DATA: Refusal = {
  kind: 'no-data',
  message: 'There is no care history to forecast from',
  mend: 'Import the returns of at least one year and put the import in use',
}

function refuseSettings(request: ForecastRequest): readonly (Refusal | undefined)[] {
  return [
    wholeBetween('months', 'months', request.months, 1, MOST_MONTHS),
    wholeBetween('draws', 'draws', request.draws, LEAST_DRAWS, MOST_DRAWS),
    request.seed === undefined
      ? undefined
      : wholeBetween('seed', 'for the seed', request.seed, 0, 2_147_483_647),
  ]
}

function wholeBetween(
  field: string,
  what: string,
  value: number,
  least: number,
  most: number,
): Refusal | undefined {
  if (Number.isInteger(value) && value >= least && value <= most) return undefined
  return {
    kind: 'out-of-range',
    field,
    value: String(value),
    message: `${Number.isFinite(value) ? value.toLocaleString('en-GB') : 'That'} ${what} is not possible`,
    mend: `Give a whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`,
  }
}

/** The day of asking, as a number anybody can type again. */
function seedOf(actor: Actor): number {
  const day = actor.at.toZonedDateTimeISO('Europe/London').toPlainDate().toString()
  return Number(iso(isoDay(day)).replaceAll('-', ''))
}
