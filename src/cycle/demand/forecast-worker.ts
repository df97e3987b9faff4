import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { canonical } from '#kernel/canonical.ts'
import { parseRunInput, parseTested } from './forecast-input.ts'
import { encodeTable, joinRun, readyRun, runChunk } from './rules/index.ts'
import type { Ready, RunInput } from './rules/index.ts'
import type { Headline } from './store/forecasts.ts'

/** One chunk of a forecast in a worker thread. A thread fits the model once for each input it holds. */
export function chunk(input: unknown, index: number): Uint8Array {
  if (typeof input !== 'object' || input === null) throw new Error('a run without its input')
  const { given, made } = fittedOnce(input)
  return gzipSync(runChunk(given, made, index), { level: 1 })
}

/** The forecast from all its chunks, as it is kept: headline, forecast and table of draws, the last two compressed. */
export function combine(input: unknown, chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  if (typeof input !== 'object' || input === null) throw new Error('a run without its input')
  const { given, made } = fittedOnce(input)
  const plain = chunks.map((c) => new Uint8Array(gunzipSync(c)))
  const { forecast, table } = joinRun(given, made, plain, parseTested)
  const text = canonical(forecast)
  const draws = encodeTable(table)
  const last = forecast.months.findLast(
    (m) => m.group === 'all' && m.subType === 'all' && m.ageBand === 'all' && m.uasc === 'all',
  )
  if (last === undefined) throw new Error('a forecast has at least one month')
  const headline: Headline = {
    rulesVersion: forecast.rulesVersion,
    now: forecast.now.total,
    middle: last.p50,
    low: last.p10,
    high: last.p90,
    hash: createHash('sha256').update(text).update(draws).digest('hex'),
  }
  return [Buffer.from(JSON.stringify(headline)), gzipSync(text), gzipSync(draws, { level: 1 })]
}

type Fitted = { readonly given: RunInput; readonly made: Ready }
const held = new WeakMap<object, Fitted>()

function fittedOnce(input: object): Fitted {
  const known = held.get(input)
  if (known !== undefined) return known
  const given = parseRunInput(input)
  const fitted = { given, made: readyRun(given) }
  held.set(input, fitted)
  return fitted
}
