import type { Chunked } from '#jobs'
import { z } from 'zod'
import { OWN_RULES } from '../rules/index.ts'
import { writeForecast } from '../store/forecasts.ts'

const HEADLINE = z.object({
  rulesVersion: z.string(),
  now: z.int(),
  middle: z.number(),
  low: z.number(),
  high: z.number(),
  hash: z.string(),
})

/** Our model as long work: draws and the back-test in chunks, put together by a thread, then kept whole in one transaction. */
export const FORECAST_WORK: Chunked = {
  kind: 'demand.forecast',
  rulesVersion: OWN_RULES,
  module: new URL('../forecast-worker.ts', import.meta.url),
  combines: true,
  merge: async (tx, actor, run, _input, [head, result, draws]) => {
    if (head === undefined || result === undefined || draws === undefined)
      throw new Error(`the run ${run.id} was not put together`)
    const line = HEADLINE.parse(JSON.parse(new TextDecoder().decode(head)))
    await writeForecast(tx, actor, run.id, line, { result, draws })
    return { resultHash: line.hash }
  },
}
