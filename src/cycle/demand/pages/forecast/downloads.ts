import { day } from '#kernel/dates.ts'
import { runById } from '#jobs'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { csv } from '#web'
import { readerOf } from '../../reader.ts'
import { seriesOf, shownAssumptions, shownOn, shownRows, shownSkill } from '../../rules/index.ts'
import type { CleanedCare, Count, OwnForecast, Reader } from '../../rules/index.ts'
import { careOf } from '../../store/care.ts'
import { forecastById, forecastLine } from '../../store/forecasts.ts'
import type { RunId } from '../../store/forecasts.ts'
import { runIdOf } from './get.ts'
import { provenanceOf } from './model.ts'
import type { Provenance } from './model.ts'

/** A finished forecast with the history behind it, and by whose eyes it is read. */
export type Finished = {
  readonly id: string
  readonly provenance: Provenance
  readonly forecast: OwnForecast
  readonly care: CleanedCare
  readonly reader: Reader
}

export async function findFinished(house: House, visit: Visit): Promise<Finished | undefined> {
  const id = runIdOf(visit)
  return id === undefined ? undefined : finishedRun(house, visit, id)
}

/** A forecast that has finished; undefined when it has not, or is not this council's. */
export async function finishedRun(
  house: House,
  visit: Visit,
  id: RunId,
): Promise<Finished | undefined> {
  return house.db.inCouncil(visit.actor.council, async (tx) => {
    const line = await forecastLine(tx, id)
    const run = await runById(tx, id)
    const forecast = await forecastById(tx, id)
    if (line === undefined || run === undefined || forecast === undefined) return undefined
    const care = await careOf(tx, line.importId)
    if (care === undefined) return undefined
    const reader = await readerOf(tx, visit.actor.roles, house.today())
    return { id, provenance: provenanceOf(line, run), forecast, care, reader }
  })
}

/**
 * `/demand/forecast/:run/months.csv`: every month by placement and age, with all quantiles. Outside the service by
 * placement or by age, small numbers marked.
 */
export function getMonthsCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await findFinished(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    const { forecast, reader } = found
    const now = shownOn(found.care, day(forecast.origin - 1), reader)
    const cell = (value: Count): number | string => value ?? reader.profile.mark
    const rows = shownRows(forecast, now, reader).map((m) => [
      m.month,
      m.group,
      m.subType,
      m.ageBand,
      m.uasc,
      ...[m.mean, m.p2_5, m.p10, m.p25, m.p50, m.p75, m.p90, m.p97_5, m.childDays].map(cell),
    ])
    return {
      kind: 'download',
      name: `forecast-${found.id.slice(0, 8)}-months.csv`,
      type: 'text/csv; charset=utf-8',
      body: csv([HEADING, ...rows]),
    }
  }
}

const HEADING = [
  'month',
  'group',
  'sub_type',
  'age_band',
  'unaccompanied',
  'mean',
  'p2_5',
  'p10',
  'p25',
  'p50',
  'p75',
  'p90',
  'p97_5',
  'child_days',
]

/** `/demand/forecast/:run/months.json`: the same, with provenance and assumptions. */
export function getMonthsJson(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await findFinished(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    const { provenance, forecast, reader } = found
    const body = reader.inside
      ? { provenance, ...forecast }
      : { provenance, ...shownOutside(found) }
    return { kind: 'json', body }
  }
}

/** A forecast without its flows by month, its diary of birthdays and its tests' counts, which are of few. */
function shownOutside({ forecast, care, reader }: Finished) {
  const { origin, firstMonth, draws, seed, skillInWords, widths, rulesVersion } = forecast
  const now = shownOn(care, day(origin - 1), reader)
  return {
    origin,
    firstMonth,
    draws,
    seed,
    now: {
      on: forecast.now.on,
      total: now.all,
      groups: forecast.now.groups.map((g) => ({ ...g, children: seriesOf(now, g.group) })),
      subTypes: forecast.now.subTypes.map((s) => ({ ...s, children: seriesOf(now, s.subType) })),
    },
    months: shownRows(forecast, now, reader),
    assumptions: shownAssumptions(forecast.assumptions, reader),
    skill: shownSkill(forecast.skill, now, reader),
    skillInWords,
    widths: widths.filter((w) => seriesOf(now, w.series) !== null),
    rulesVersion,
  }
}
