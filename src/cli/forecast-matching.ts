import { writeFileSync } from 'node:fs'
import {
  cleanAsPeer,
  forecastAsPeer,
  IMPORT_DEFAULTS,
  MATCHING_RULES,
  PEER_COLUMNS,
  peerRow,
  readPeerTables,
} from '#cycle/demand/rules/index.ts'
import type { MatchingForecast, MatchingRequest, PeerCare } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Done, Invocation, Options, Outcome } from './command.ts'
import { csvText } from './csv.ts'
import { dayOption, shareOption, spanOption } from './days.ts'
import type { Typed } from './days.ts'
import { cannotWrite, givenFile, givenFiles, inputsOf } from './files.ts'
import type { GivenFile, Provenance } from './files.ts'
import { matchingText } from './matching-text.ts'

/** `demand forecast --kind matching`: the open peer's own chain, step by step. */
export async function forecastMatchingFromFiles(invocation: Invocation): Promise<Outcome> {
  const { args, options } = invocation
  const asked = askedOf(options)
  if ('wrong' in asked) return usage(asked.wrong)
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const care = cleaned(files.value)
  if (!care.ok) return refuse(...care.refusals)
  const start = asked.value.from ?? care.value.dataEnd
  const extras = await extrasOf(options, start)
  if (!extras.ok) return refuse(...extras.refusals)
  const { inflation = 0, ...window } = asked.value
  const { weekly, ...changes } = extras.value.request
  const prices = { weekly, inflation }
  const forecast = forecastAsPeer(care.value, { ...window, prices, ...changes })
  if (!forecast.ok) return refuse(...forecast.refusals)
  const unwritten = writeRows(options, care.value)
  if (unwritten !== undefined) return refuse(unwritten)
  return done(forecast.value, {
    inputs: inputsOf([...files.value, ...extras.value.files]),
    rulesVersion: MATCHING_RULES,
    settings: {
      kind: 'matching',
      reference: forecast.value.reference,
      from: iso(start),
      to: forecast.value.totals.at(-1)?.date,
      inflation,
      ...extras.value.request,
    },
  })
}

type Asked = Pick<MatchingRequest, 'reference' | 'from' | 'to'> & {
  readonly inflation: number | undefined
}

function askedOf(options: Options): Typed<Asked> {
  const reference = spanOption(options, 'reference')
  const from = dayOption(options, 'from')
  const to = dayOption(options, 'to')
  const inflation = shareOption(options, 'inflation')
  if ('wrong' in reference) return reference
  if ('wrong' in from) return from
  if ('wrong' in to) return to
  if ('wrong' in inflation) return inflation
  const rows = options['rows']
  if (typeof rows === 'string' && !rows.endsWith('.csv'))
    return { wrong: `--rows ${rows}: the name ends in .csv` }
  return {
    value: {
      reference: reference.value,
      from: from.value,
      to: to.value,
      inflation: inflation.value,
    },
  }
}

function cleaned(files: readonly GivenFile[]): Result<PeerCare> {
  const tables = readPeerTables(files, IMPORT_DEFAULTS.largest)
  return tables.ok ? cleanAsPeer(tables.value) : tables
}

type Extras = {
  readonly files: readonly GivenFile[]
  readonly request: Pick<MatchingRequest, 'rateChanges' | 'entryChanges' | 'shareChanges'> & {
    readonly weekly: Readonly<Record<string, number>>
  }
}

/** Prices and changes from the files that options name; the code that reads them is loaded when one does. */
async function extrasOf(options: Options, on: Day): Promise<Result<Extras>> {
  const named = ['prices', 'adjust', 'entries', 'shares'].some((n) => options[n] !== undefined)
  if (!named) return ok({ files: [], request: { weekly: {} } })
  const inputs = await import('./matching-inputs.ts')
  const prices = fromFile(options, 'prices', (file) => inputs.weeklyPrices(file, on), {})
  const rateChanges = fromFile(options, 'adjust', inputs.rateChanges, [])
  const entryChanges = fromFile(options, 'entries', inputs.entryChanges, [])
  const shareChanges = fromFile(options, 'shares', inputs.shareChanges, {})
  if (!prices.ok) return prices
  if (!rateChanges.ok) return rateChanges
  if (!entryChanges.ok) return entryChanges
  if (!shareChanges.ok) return shareChanges
  const all = [prices, rateChanges, entryChanges, shareChanges]
  return ok({
    files: all.flatMap((r) => r.value.files),
    request: {
      weekly: prices.value.read,
      rateChanges: rateChanges.value.read,
      entryChanges: entryChanges.value.read,
      shareChanges: shareChanges.value.read,
    },
  })
}

type FromFile<T> = { readonly files: readonly GivenFile[]; readonly read: T }

function fromFile<T>(
  options: Options,
  name: string,
  read: (file: GivenFile) => Result<T>,
  otherwise: T,
): Result<FromFile<T>> {
  const path = options[name]
  if (typeof path !== 'string') return ok({ files: [], read: otherwise })
  const file = givenFile(path)
  if (!file.ok) return file
  const value = read(file.value)
  return value.ok ? ok({ files: [file.value], read: value.value }) : value
}

function writeRows(options: Options, care: PeerCare): ReturnType<typeof cannotWrite> | undefined {
  const path = options['rows']
  if (typeof path !== 'string') return undefined
  try {
    writeFileSync(path, csvText({ head: PEER_COLUMNS, rows: care.rows.map(peerRow) }))
    return undefined
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault)) throw fault
    return cannotWrite(path, String(fault.code))
  }
}

function done(forecast: MatchingForecast, provenance: Provenance): Done {
  return {
    kind: 'done',
    json: { ...forecast, provenance },
    text: matchingText(forecast),
    table: {
      head: ['date', 'state', 'mean', 'variance'],
      rows: forecast.population.map((p) => [p.date, p.state, p.mean, p.variance]),
    },
  }
}
