import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { Chunked } from '#jobs'
import { canonical } from '#kernel/canonical.ts'
import { parseRunInput, parseTested } from '../forecast-input.ts'
import { encodeTable, joinRun, OWN_RULES, readyRun } from '../rules/index.ts'
import { writeForecast } from '../store/forecasts.ts'

/** Our model as long work: draws and the back-test in chunks, then the forecast kept whole in one transaction. */
export const FORECAST_WORK: Chunked = {
  kind: 'demand.forecast',
  rulesVersion: OWN_RULES,
  module: new URL('../forecast-worker.ts', import.meta.url),
  merge: async (tx, actor, run, input, chunks) => {
    const given = parseRunInput(input)
    const plain = chunks.map((c) => new Uint8Array(gunzipSync(c)))
    const { forecast, table } = joinRun(given, readyRun(given), plain, parseTested)
    const text = canonical(forecast)
    const bytes = encodeTable(table)
    const resultHash = createHash('sha256').update(text).update(bytes).digest('hex')
    await writeForecast(tx, actor, run.id, { forecast, text, table: bytes }, resultHash)
    return { resultHash }
  },
}
