import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { openPool } from '#jobs'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { withTables } from './door/tables.ts'
import { parseTested } from './forecast-input.ts'
import {
  CHUNKS,
  forecastOwn,
  IMPORT_DEFAULTS,
  joinRun,
  OWN_RULES,
  packCare,
  readAndClean,
  readyRun,
  refuseStart,
} from './rules/index.ts'
import type {
  CleanedCare,
  DrawTable,
  ImportSettings,
  OwnForecast,
  RunInput,
} from './rules/index.ts'

export type FilesSettings = {
  readonly from?: Day | undefined
  readonly months: number
  readonly draws: number
  readonly seed: number
  /** Threads; the result is the same with any number. */
  readonly workers?: number | undefined
  /** Whether to test the method on the files' own past. On unless said otherwise; always on with several threads. */
  readonly backTest?: boolean | undefined
  /** How the files are read: every council together unless one is named. */
  readonly read?: ImportSettings | undefined
}

export type FilesForecast = {
  readonly forecast: OwnForecast
  readonly table: DrawTable
  readonly care: CleanedCare
  readonly provenance: {
    readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
    readonly rulesVersion: string
    readonly seed: number
    readonly settings: { readonly from: string; readonly months: number; readonly draws: number }
  }
}

/** `demand forecast FILES... --kind own`: files in, forecast out. No database and no sign-in. */
export async function forecastFromFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  settings: FilesSettings,
): Promise<Result<FilesForecast>> {
  const hashed = files.map((f) => ({
    ...f,
    sha256: createHash('sha256').update(f.bytes).digest('hex'),
  }))
  const { read = IMPORT_DEFAULTS } = settings
  const cleaned = readAndClean(withTables(hashed, read.largest), read)
  if (!cleaned.ok) return cleaned
  const { care } = cleaned.value
  const from = settings.from ?? care.to
  const refusal = cleaned.value.refusal ?? refuseStart(care, from)
  if (refusal !== undefined) return refused(refusal)
  const { months, draws, seed } = settings
  const made = await compute(care, { ...settings, from })
  if (!made.ok) return made
  return ok({
    ...made.value,
    care,
    provenance: {
      inputs: hashed.map((f) => ({ file: f.name, sha256: f.sha256 })),
      rulesVersion: OWN_RULES,
      seed,
      settings: { from: iso(from), months, draws },
    },
  })
}

type Made = { readonly forecast: OwnForecast; readonly table: DrawTable }

async function compute(
  care: CleanedCare,
  settings: FilesSettings & { readonly from: Day },
): Promise<Result<Made>> {
  const { from, months, draws, seed, workers = 1 } = settings
  if (workers > 1) {
    return ok(await inThreads({ care: packCare(care), from, months, draws, seed }, workers))
  }
  return forecastOwn(care, { from, months, draws, seed, backTest: settings.backTest !== false })
}

/** The same chunks as a run of the server, in threads of this process. */
async function inThreads(input: RunInput, workers: number): Promise<Made> {
  const pool = openPool(workers)
  const text = JSON.stringify(input)
  const hash = createHash('sha256').update(text).digest('hex')
  const module = new URL('./forecast-worker.ts', import.meta.url)
  try {
    const chunks = await Promise.all(
      Array.from({ length: CHUNKS }, async (_, index) => {
        const part = { module, hash, text: () => Promise.resolve(text), index, of: CHUNKS }
        const computed = await pool.compute(part)
        if (computed.kind === 'fault') throw new Error(computed.message)
        return new Uint8Array(gunzipSync(computed.parts[0] ?? new Uint8Array()))
      }),
    )
    return joinRun(input, readyRun(input), chunks, parseTested)
  } finally {
    await pool.close()
  }
}
