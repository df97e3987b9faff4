import {
  filesOfImport,
  forecastById,
  forecastLine,
  MAKES_FORECASTS,
  requestForecast,
} from '#cycle/demand/index.ts'
import { MOST_MONTHS } from '#cycle/demand/rules/index.ts'
import type { RunId } from '#jobs'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import { openHouse } from '../open-house.ts'
import type { Opened } from '../open-house.ts'
import { refuse, usage } from './command.ts'
import type { Command, Invocation, Options, Outcome } from './command.ts'
import { dayOption, wholeOption } from './days.ts'
import { actorOf, IN_COUNCIL, noDatabase, personOf, whenFree } from './in-council.ts'
import { ownResult } from './own-result.ts'
import { whereOf } from './place.ts'

export const DEMAND_RUN: Command = {
  words: ['demand', 'run'],
  summary: 'Forecast on the returns in use, and keep the forecast in the council’s database',
  usage: 'demand run --as EMAIL [--from DAY] [--months N] [--draws N] [--seed S]',
  options: [
    ...IN_COUNCIL,
    { name: 'from', type: 'string', value: 'DAY', help: 'First day (default: when the data end).' },
    { name: 'months', type: 'string', value: 'N', help: 'Months ahead (default 36).' },
    { name: 'draws', type: 'string', value: 'N', help: 'Simulated futures (default 1000).' },
    {
      name: 'seed',
      type: 'string',
      value: 'S',
      help: 'Makes the run repeatable (default: the day).',
    },
  ],
  example:
    'npm run -s headwater -- demand run --as ravi.menon@marlshire.example --months 12 --draws 200 --seed 1',
  run: async (invocation): Promise<Outcome> => {
    const { options } = invocation
    const asked = askedOf(options)
    if ('wrong' in asked) return usage(asked.wrong)
    if (personOf(options) === undefined) return usage('--as EMAIL says who acts')
    const where = whereOf(options)
    const missing = noDatabase(where)
    if (missing !== undefined) return refuse(missing)
    return await whenFree(async () => {
      const opened = await openHouse({ where })
      try {
        return await runIn(opened, invocation, asked)
      } finally {
        await opened.close()
      }
    })
  },
}

type Asked = Parameters<typeof requestForecast>[3]

function askedOf(options: Options): Asked | { readonly wrong: string } {
  const from = dayOption(options, 'from')
  const months = wholeOption(options, 'months', { least: 1, most: MOST_MONTHS, otherwise: 36 })
  const draws = wholeOption(options, 'draws', { least: 1, most: 100_000, otherwise: 1000 })
  const seed = wholeOption(options, 'seed', { least: 0, most: 2_147_483_647, otherwise: -1 })
  if ('wrong' in from) return from
  if ('wrong' in months) return months
  if ('wrong' in draws) return draws
  if ('wrong' in seed) return seed
  return {
    from: from.value,
    months: months.value,
    draws: draws.value,
    seed: seed.value < 0 ? undefined : seed.value,
  }
}

async function runIn(
  { house }: Opened,
  { options, say }: Invocation,
  asked: Asked,
): Promise<Outcome> {
  const found = await actorOf(house.db, options, MAKES_FORECASTS, house.now())
  if (!found.ok) return refuse(...found.refusals)
  const { actor } = found.value
  const run = await house.db.inCouncil(actor.council, (tx) =>
    requestForecast(tx, actor, house.jobs, asked),
  )
  if (!run.ok) return refuse(...run.refusals)
  say(`Run ${run.value}. Ctrl-C leaves it to go on without you.`)
  const last = await follow(house, actor, run.value, say)
  if (last === 'left') return left(run.value)
  return await ended(house, actor, run.value, last)
}

type House = Opened['house']

/** Says how far the run is until it ends or the person leaves. */
async function follow(
  house: House,
  actor: Actor,
  run: RunId,
  say: Invocation['say'],
): Promise<string | undefined> {
  const { promise: leaving, resolve } = Promise.withResolvers<'left'>()
  const leave = (): void => resolve('left')
  process.once('SIGINT', leave)
  try {
    const rows = house.jobs.progress(actor.council, run)[Symbol.asyncIterator]()
    let why: string | undefined
    for (;;) {
      const next = await Promise.race([rows.next(), leaving])
      if (next === 'left') return 'left'
      if (next.done === true) return why
      const { state, done, of } = next.value
      why = next.value.why
      say(state === 'running' ? `  ${done} of ${of} parts done` : `  ${state}`)
    }
  } finally {
    process.off('SIGINT', leave)
  }
}

function left(run: RunId): Outcome {
  return {
    kind: 'done',
    json: { run, state: 'running' },
    text: `Left. Run ${run} goes on when the program serves, or when a worker host runs.`,
  }
}

async function ended(
  house: House,
  actor: Actor,
  run: RunId,
  why: string | undefined,
): Promise<Outcome> {
  const found = await house.db.inCouncil(actor.council, async (tx) => {
    const line = await forecastLine(tx, run)
    const forecast = await forecastById(tx, run)
    const files = line === undefined ? [] : await filesOfImport(tx, line.importId)
    return { line, forecast, files }
  })
  const { line, forecast, files } = found
  if (line === undefined || forecast === undefined)
    return refuse({
      kind: 'run-ended',
      message: why ?? 'The run ended without a forecast',
      mend: 'Look at `headwater jobs`, and run it again',
    })
  const { months, draws, seed, origin, importId, resultHash } = line
  return ownResult(
    forecast,
    {
      inputs: files.map((f) => ({ file: f.name, sha256: f.sha256 })),
      rulesVersion: forecast.rulesVersion,
      seed,
      settings: { kind: 'own', from: iso(origin), months, draws },
    },
    undefined,
    { run, import: importId, resultHash },
  )
}
