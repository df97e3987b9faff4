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
import { dayOption, firstWrong, shareOption, spanOption } from './days.ts'
import { cannotWrite, givenFile, givenFiles, inputsOf } from './files.ts'
import type { GivenFile, Provenance } from './files.ts'
import { matchingText } from './matching-text.ts'

/** `demand forecast --kind matching`: the open peer's own chain, step by step. */
export async function forecastMatchingFromFiles(invocation: Invocation): Promise<Outcome> {
  const { args, options } = invocation
  const [reference, from, to] = [
    spanOption(options, 'reference'),
    dayOption(options, 'from'),
    dayOption(options, 'to'),
  ]
  const inflation = shareOption(options, 'inflation')
  if ('wrong' in reference) return usage(reference.wrong)
  if ('wrong' in from) return usage(from.wrong)
  if ('wrong' in to) return usage(to.wrong)
  const wrong = firstWrong(inflation) ?? wrongRows(options)
  if (wrong !== undefined || 'wrong' in inflation) return usage(wrong ?? '')
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const care = cleaned(files.value)
  if (!care.ok) return refuse(...care.refusals)
  const start = from.value ?? care.value.dataEnd
  const extras = await extrasOf(options, start)
  if (!extras.ok) return refuse(...extras.refusals)
  const { weekly, ...changes } = extras.value.request
  const forecast = forecastAsPeer(care.value, {
    reference: reference.value,
    from: from.value,
    to: to.value,
    prices: {
      weekly,
      ...(inflation.value === undefined ? {} : { inflation: inflation.value }),
    },
    ...changes,
  })
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
      inflation: inflation.value ?? 0,
      ...extras.value.request,
    },
  })
}

function wrongRows(options: Options): string | undefined {
  const rows = options['rows']
  return typeof rows !== 'string' || rows.endsWith('.csv')
    ? undefined
    : `--rows ${rows}: the name ends in .csv`
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
  const prices = fromFile(options, 'prices', (file) => inputs.weeklyPrices(file, on))
  const rates = fromFile(options, 'adjust', inputs.rateChanges)
  const entries = fromFile(options, 'entries', inputs.entryChanges)
  const shares = fromFile(options, 'shares', inputs.shareChanges)
  for (const each of [prices, rates, entries, shares]) if (!each.ok) return each
  if (!prices.ok || !rates.ok || !entries.ok || !shares.ok)
    return ok({ files: [], request: { weekly: {} } })
  return ok({
    files: [prices, rates, entries, shares].flatMap((r) => r.value.files),
    request: {
      weekly: prices.value.read ?? {},
      ...(rates.value.read === undefined ? {} : { rateChanges: rates.value.read }),
      ...(entries.value.read === undefined ? {} : { entryChanges: entries.value.read }),
      ...(shares.value.read === undefined ? {} : { shareChanges: shares.value.read }),
    },
  })
}

type FromFile<T> = { readonly files: readonly GivenFile[]; readonly read: T | undefined }

function fromFile<T>(
  options: Options,
  name: string,
  read: (file: GivenFile) => Result<T>,
): Result<FromFile<T>> {
  const path = options[name]
  if (typeof path !== 'string') return ok({ files: [], read: undefined })
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
