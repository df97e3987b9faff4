import { day } from '#kernel/dates.ts'
import { unwrap } from '#kernel/result.ts'
import { asciiBytes, asciiText } from './ascii.ts'
import type { Trial } from './back-test.ts'
import { assemble, chanceWidths, ready, trialOrigins, trialsOf } from './forecast.ts'
import type { OwnForecast, OwnSettings, Ready } from './forecast.ts'
import { unpackCare } from './pack.ts'
import type { PackedCare } from './pack.ts'
import { decodePartial, encodePartial, merge } from './partial.ts'
import { simulateChunk } from './simulate.ts'
import type { DrawTable } from './types.ts'

/** A forecast as it is given to worker threads: JSON, hashed, the same for every chunk. */
export type RunInput = {
  readonly care: PackedCare
  readonly from: number
  readonly months: number
  readonly draws: number
  readonly seed: number
}

/** Chunks of draws, then chunks of the back-test. */
export const DRAW_CHUNKS = 8
export const TRIAL_CHUNKS = 2
export const CHUNKS = DRAW_CHUNKS + TRIAL_CHUNKS

function settingsOf(input: RunInput): OwnSettings {
  return { from: day(input.from), months: input.months, draws: input.draws, seed: input.seed }
}

/** The fitted model of a run: what each thread makes once. Throws a refusal's words, which were checked on asking. */
export function readyRun(input: RunInput): Ready {
  return unwrap(ready(unpackCare(input.care), settingsOf(input)))
}

/** One chunk: some draws, or some of the past dates that the method is tested on. */
export function runChunk(input: RunInput, made: Ready, index: number): Uint8Array {
  if (index < DRAW_CHUNKS) {
    const bound = (i: number) => Math.floor((i * input.draws) / DRAW_CHUNKS)
    const draws = { from: bound(index), to: bound(index + 1) }
    return encodePartial(simulateChunk(made.input, input.seed, draws))
  }
  const which = index - DRAW_CHUNKS
  const origins = trialOrigins(made.care)
  const trials = origins
    .filter((_, i) => i % TRIAL_CHUNKS === which)
    .flatMap((origin) => trialsOf(made.care, origin, settingsOf(input)))
  const chance = which === 0 && origins.length > 0 ? chanceWidths(made.input, input.seed) : []
  return asciiBytes(JSON.stringify({ trials, chance } satisfies Tested))
}

/** What a chunk of the back-test found. */
export type Tested = { readonly trials: readonly Trial[]; readonly chance: readonly number[] }

/** The forecast from all its chunks. `tested` reads the JSON of a chunk of the back-test. */
export function joinRun(
  input: RunInput,
  made: Ready,
  chunks: readonly Uint8Array[],
  tested: (text: string) => Tested,
): { readonly forecast: OwnForecast; readonly table: DrawTable } {
  if (chunks.length !== CHUNKS) throw new Error(`a run has ${CHUNKS} chunks, not ${chunks.length}`)
  const draws = merge(chunks.slice(0, DRAW_CHUNKS).map((c) => decodePartial(c)))
  const tests = chunks.slice(DRAW_CHUNKS).map((c) => tested(asciiText(c)))
  const trials = tests.flatMap((t) => t.trials).toSorted((a, b) => a.origin - b.origin)
  return assemble(
    made,
    draws,
    trials,
    tests.flatMap((t) => t.chance),
    input.seed,
  )
}
