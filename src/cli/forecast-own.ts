import {
  forecastOwn,
  OWN_RULES,
  MOST_MONTHS,
  readAndClean,
  refuseStart,
} from '#cycle/demand/rules/index.ts'
import type { DrawTable, OwnForecast } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Invocation, Options, Outcome } from './command.ts'
import { dayOption, wholeOption } from './days.ts'
import { givenFile, givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { ownResult } from './own-result.ts'
import { readSettings, returnFiles, together } from './return-files.ts'
import type { Costs } from './own-result.ts'

export type OwnAsked = {
  readonly from: Day | undefined
  readonly months: number
  readonly draws: number
  readonly seed: number
  readonly workers: number
}

/** `demand forecast --kind own`: our model on files alone. */
export async function forecastOwnFromFiles(invocation: Invocation): Promise<Outcome> {
  const { args, options, say } = invocation
  const asked = ownOptions(options)
  if ('wrong' in asked) return usage(asked.wrong)
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const begun = performance.now()
  const made = await compute(files.value, asked, invocation)
  if (!made.ok) return refuse(...made.refusals)
  say(`Forecast in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  const costs = await costsOf(made.value, options['prices'])
  if (!costs.ok) return refuse(...costs.refusals)
  const { months, draws, seed } = asked
  return ownResult(
    made.value.forecast,
    {
      inputs: inputsOf([...files.value, ...costs.value.files]),
      rulesVersion:
        costs.value.rules === undefined ? OWN_RULES : `${OWN_RULES}, ${costs.value.rules}`,
      seed,
      settings: {
        kind: 'own',
        from: iso(made.value.forecast.origin),
        months,
        draws,
        ...(options['la'] === undefined ? {} : { la: options['la'] }),
      },
    },
    costs.value.costs,
  )
}

type Priced = {
  readonly files: readonly GivenFile[]
  readonly rules?: string
  readonly costs?: Costs
}

/** What the forecast costs at the prices of a file; nothing where none was named. */
async function costsOf(made: Made, path: unknown): Promise<Result<Priced>> {
  if (typeof path !== 'string') return ok({ files: [] })
  const file = givenFile(path)
  if (!file.ok) return file
  const { costFromFiles } = await import('#cycle/placements/index.ts')
  const { COST_RULES } = await import('#cycle/placements/rules/index.ts')
  const found = await costFromFiles(made, file.value)
  if (!found.ok) return found
  const { costs, totals, unpriced, asked } = found.value
  return ok({
    files: [file.value],
    rules: COST_RULES,
    costs: { costs, costTotals: totals, unpriced, pricesAskedAbout: asked },
  })
}

/** What was asked for, or what is wrong with it. */
export function ownOptions(options: Options): OwnAsked | { readonly wrong: string } {
  const from = dayOption(options, 'from')
  const months = wholeOption(options, 'months', { least: 1, most: MOST_MONTHS, otherwise: 36 })
  const draws = wholeOption(options, 'draws', { least: 10, most: 100_000, otherwise: 1000 })
  const seed = wholeOption(options, 'seed', { least: 0, most: 2_147_483_647, otherwise: 1 })
  const workers = wholeOption(options, 'workers', { least: 1, most: 64, otherwise: 1 })
  if ('wrong' in from) return from
  if ('wrong' in months) return months
  if ('wrong' in draws) return draws
  if ('wrong' in seed) return seed
  if ('wrong' in workers) return workers
  return {
    from: from.value,
    months: months.value,
    draws: draws.value,
    seed: seed.value,
    workers: workers.value,
  }
}

type Made = { readonly forecast: OwnForecast; readonly table: DrawTable }

async function compute(
  files: readonly GivenFile[],
  asked: OwnAsked,
  { options, say }: Invocation,
): Promise<Result<Made>> {
  const { from, workers, ...settings } = asked
  if (workers > 1) {
    // Threads come with the door of the room; one thread needs its rules alone, which load sooner.
    const { forecastFromFiles } = await import('#cycle/demand/index.ts')
    return forecastFromFiles(files, { ...asked, read: readSettings(options) })
  }
  const read = readAndClean(await returnFiles(files), readSettings(options))
  if (!read.ok) return read
  for (const line of together(read.value.councils, options)) say(line)
  const { care, refusal } = read.value
  const start = from ?? care.to
  const wrong = refusal ?? refuseStart(care, start)
  if (wrong !== undefined) return refused(wrong)
  const made = forecastOwn(care, { ...settings, from: start })
  return made.ok ? ok(made.value) : made
}
