import { gzipSync } from 'node:zlib'
import { parseRunInput } from './forecast-input.ts'
import { readyRun, runChunk } from './rules/index.ts'
import type { Ready, RunInput } from './rules/index.ts'

/** One chunk of a forecast in a worker thread. A thread fits the model once for each input it holds. */
export function chunk(input: unknown, index: number): Uint8Array {
  if (typeof input !== 'object' || input === null) throw new Error('a run without its input')
  const { given, made } = fittedOnce(input)
  return gzipSync(runChunk(given, made, index), { level: 1 })
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
