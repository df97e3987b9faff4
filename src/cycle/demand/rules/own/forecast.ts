import { addMonths, day, iso, monthOf } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { CleanedCare } from '../episode.ts'
import { GROUPS } from '../taxonomy.ts'
import type { Group, SubType } from '../taxonomy.ts'
import { judge, skillSentence, trialsAt } from './back-test.ts'
import type { Judgement, Trial } from './back-test.ts'
import { bandWidths, chanceShare, recalibrate, widthsOf } from './calibrate.ts'
import type { Widths } from './calibrate.ts'
import { estimate, inCareOn } from './estimate.ts'
import type { Estimated, EstimateSettings } from './estimate.ts'
import { knownAt, quarterlyOrigins } from './known-at.ts'
import { drawTable, merge } from './partial.ts'
import { prepare } from './prepare.ts'
import { simulateChunk } from './simulate.ts'
import { summarise } from './summarise.ts'
import type { FlowRow, MonthRow, MoveRow } from './summarise.ts'
import type { Allocation, Assumption, DrawTable, Partial, SimInput } from './types.ts'

/** Version of the rules of our model: results under one version, seed and input are the same for ever. */
export const OWN_RULES = 'own-1'
export const MOST_MONTHS = 60
const LEAST_DATA_MONTHS = 12
const TRIAL_DRAWS = 200
const CHANCE_DRAWS = 200

export type OwnSettings = {
  /** First day of the forecast; the day after the data end when not given. */
  readonly from?: Day
  readonly months: number
  readonly draws: number
  readonly seed: number
  readonly estimate?: EstimateSettings
  readonly allocation?: Allocation
  /** Whether to test the method on the council's own past. On unless said otherwise. */
  readonly backTest?: boolean
}

/** How many are in care on the last known day: what assuming no change forecasts for every month. */
export type Now = {
  readonly on: Day
  readonly total: number
  readonly groups: readonly { readonly group: Group; readonly children: number }[]
  readonly subTypes: readonly { readonly subType: SubType; readonly children: number }[]
}

export type OwnForecast = {
  readonly origin: Day
  readonly firstMonth: Month
  readonly draws: number
  readonly seed: number
  readonly now: Now
  readonly months: readonly MonthRow[]
  readonly flows: readonly FlowRow[]
  readonly moves: readonly MoveRow[]
  /** Eighteenth birthdays of children in care now, by month: known today. */
  readonly diary: readonly { readonly month: Month; readonly children: number }[]
  readonly assumptions: readonly Assumption[]
  readonly skill: readonly Judgement[]
  readonly skillInWords: string
  readonly trials: readonly Trial[]
  readonly widths: Widths
  readonly rulesVersion: string
}

/** What is known, fitted and ready to simulate: made once for a forecast, the same in every worker. */
export type Ready = {
  readonly care: CleanedCare
  readonly fitted: Estimated
  readonly input: SimInput
}

/** Fits the model to what was known on the first day of the forecast. Refuses a day that the data cannot carry. */
export function ready(care: CleanedCare, settings: OwnSettings): Result<Ready> {
  const from = settings.from ?? care.to
  const refusal = refuseStart(care, from)
  if (refusal !== undefined) return refused(refusal)
  const known = knownAt(care, from)
  const fitted = estimate(known, settings.estimate)
  const { months, allocation } = settings
  const given = allocation === undefined ? {} : { allocation }
  return ok({ care: known, fitted, input: prepare(known, fitted, { months, ...given }) })
}

/** Why a forecast cannot start on a day, if it cannot. */
export function refuseStart(
  care: Pick<CleanedCare, 'from' | 'to'>,
  from: Day,
): Refusal | undefined {
  if (from > care.to) {
    return {
      kind: 'after-data',
      field: 'from',
      value: iso(from),
      message: `The data end on ${iso(day(care.to - 1))}, so a forecast cannot start on ${iso(from)}`,
      mend: `Start on ${iso(care.to)} or before, or add the later returns`,
    }
  }
  if (monthOf(from) >= addMonths(monthOf(care.from), LEAST_DATA_MONTHS)) return undefined
  return {
    kind: 'too-little-data',
    field: 'from',
    value: iso(from),
    message: `The data begin on ${iso(care.from)}: there is less than a year before ${iso(from)}`,
    mend: 'Add earlier returns, or start later',
  }
}

/** Widths of the bands by chance alone: draws whose rates are fixed and do not drift. */
export function chanceWidths(input: SimInput, seed: number): readonly number[] {
  const fixed = { ...input, chance: { parameters: false, drift: false } }
  return bandWidths(drawTable(fixed, simulateChunk(fixed, seed, { from: 0, to: CHANCE_DRAWS })))
}

/** Origins of the back-test, in order; trials of each are independent of the others. */
export function trialOrigins(care: CleanedCare): readonly Day[] {
  return quarterlyOrigins(care)
}

export function trialsOf(care: CleanedCare, origin: Day, settings: OwnSettings): readonly Trial[] {
  return trialsAt(care, origin, TRIAL_DRAWS, settings.seed, settings.estimate)
}

/** The forecast from its draws and its trials: pure, so that whoever computed the parts gets the same. */
export function assemble(
  parts: Ready,
  draws: Partial,
  trials: readonly Trial[],
  chance: readonly number[],
  seed: number,
): { readonly forecast: OwnForecast; readonly table: DrawTable } {
  const { input, fitted } = parts
  const table = drawTable(input, draws)
  const summary = summarise(table)
  const skill = judge(trials)
  const floor = chanceShare(chance, table)
  const widths = widthsOf(skill, input.months, floor)
  const forecast: OwnForecast = {
    origin: input.origin,
    firstMonth: table.firstMonth,
    draws: table.draws,
    seed,
    now: nowOf(fitted, day(input.origin - 1)),
    months: recalibrate(summary.months, widths),
    flows: summary.flows,
    moves: summary.moves,
    diary: diaryOf(fitted, input),
    assumptions: [
      ...fitted.assumptions,
      ...widthAssumptions(widths),
      drawsGiven(table.draws, seed),
    ],
    skill,
    skillInWords: skillSentence(skill),
    trials,
    widths,
    rulesVersion: OWN_RULES,
  }
  return { forecast, table }
}

/** The whole of our forecast, on one thread: the same bytes as any number of workers give. */
export function forecastOwn(
  care: CleanedCare,
  settings: OwnSettings,
): Result<{ readonly forecast: OwnForecast; readonly table: DrawTable }> {
  const made = ready(care, settings)
  if (!made.ok) return made
  const { input, care: known } = made.value
  const draws = merge([simulateChunk(input, settings.seed, { from: 0, to: settings.draws })])
  const tested = settings.backTest !== false
  const trials = tested ? trialOrigins(known).flatMap((at) => trialsOf(known, at, settings)) : []
  const chance = trials.length === 0 ? [] : chanceWidths(input, settings.seed)
  return ok(assemble(made.value, draws, trials, chance, settings.seed))
}

function nowOf(fitted: Estimated, on: Day): Now {
  const stays = inCareOn(fitted.periods, on).flatMap(({ period, stay }) => period.stays[stay] ?? [])
  const subTypes = [...new Set(stays.map((s) => s.subType))]
  return {
    on,
    total: stays.length,
    groups: GROUPS.map((group) => ({
      group,
      children: stays.filter((s) => s.group === group).length,
    })),
    subTypes: subTypes.map((subType) => ({
      subType,
      children: stays.filter((s) => s.subType === subType).length,
    })),
  }
}

function diaryOf(fitted: Estimated, input: SimInput): OwnForecast['diary'] {
  const birthdays = inCareOn(fitted.periods, day(input.origin - 1)).map((p) =>
    monthOf(p.period.adult),
  )
  const first = monthOf(input.origin)
  return Array.from({ length: input.months }, (_, i) => {
    const month = addMonths(first, i)
    return { month, children: birthdays.filter((b) => b === month).length }
  })
}

function widthAssumptions(widths: Widths): readonly Assumption[] {
  const factors = widths.find((w) => w.series === 'all')?.factors
  if (factors === undefined)
    return [
      {
        name: 'Width of the bands',
        value: 'as simulated',
        source: 'Too little history to test them',
      },
    ]
  const last = factors.at(-1) ?? 1
  const source = 'Tested on our own past; 8 tests’ weight on 1; never narrower than chance alone'
  return [{ name: 'Width of the bands, last month', value: `× ${last.toFixed(2)}`, source }]
}

function drawsGiven(draws: number, seed: number): Assumption {
  return { name: 'Draws', value: draws.toLocaleString('en-GB'), source: `Setting; seed ${seed}` }
}
