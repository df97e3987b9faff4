import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { QUOTED_METHODS, QUOTED_ON } from '../../data/annual-constants.ts'
import { yearsOf } from './fit.ts'
import {
  annualTrials,
  constantsFor,
  judgedPanel,
  originsOf,
  scores,
  scoresBySize,
} from './judge.ts'
import type { AnnualScore, SizeScores } from './judge.ts'
import { panelOf } from './panel.ts'
import type { Panel } from './panel.ts'
import type { AnnualFile } from './read/csv.ts'
import { readAnnualFiles } from './read/read-files.ts'
import type { TierName } from './types.ts'

/** One line of the table of 11-annual-forecast, section 4. `error` is per cent, by years ahead. */
export type MethodLine = {
  readonly method: string
  readonly error: readonly number[]
  /** Taken from the specification, not made again. */
  readonly quoted: boolean
}

export type AnnualJudgement = {
  readonly origins: readonly number[]
  readonly areas: number
  readonly horizons: readonly AnnualScore[]
  readonly bySize: readonly SizeScores[]
  readonly methods: readonly MethodLine[]
  readonly tiers: Readonly<Partial<Record<TierName, number>>>
}

export type JudgeSettings = {
  readonly origins?: readonly number[] | undefined
  readonly refit: boolean
  readonly release?: number | undefined
}

/** `demand back-test --kind annual`, with constants as shipped; with `refit`, fitted again at each origin. */
export function judgeFromFiles(
  files: readonly AnnualFile[],
  settings: JudgeSettings,
): Result<AnnualJudgement> {
  const read = readAnnualFiles(files)
  if (!read.ok) return read
  const panel = judgedPanel(panelOf(read.value, settings.release))
  return judgePanel(panel, settings)
}

export function judgePanel(panel: Panel, settings: JudgeSettings): Result<AnnualJudgement> {
  const possible = originsOf(panel)
  const origins = settings.origins ?? possible
  const constantsAt = constantsFor(panel, origins, settings.refit)
  const trials = annualTrials(panel, { origins, constantsAt })
  if (trials.length === 0) return nothingToJudge(panel)
  const upTo = (atMost: TierName): readonly number[] =>
    scores(annualTrials(panel, { origins, constantsAt, atMost })).map((s) => s.error)
  const horizons = scores(trials)
  return ok({
    origins: [...new Set(trials.map((t) => t.origin))],
    areas: new Set(trials.map((t) => t.code)).size,
    horizons,
    bySize: scoresBySize(trials),
    methods: [
      made(
        'no change',
        horizons.map((s) => s.errorNoChange),
      ),
      ...quoted(panel, origins),
      made('national term only', upTo('N')),
      made('T1', upTo('T1')),
      made('T2', upTo('T2')),
      made(
        'T3',
        horizons.map((s) => s.error),
      ),
    ],
    tiers: Object.fromEntries(
      [...Map.groupBy(trials, (t) => t.tier)].map(([k, v]) => [k, v.length]),
    ),
  })
}

function nothingToJudge(panel: Panel): Result<never> {
  return refused({
    kind: 'nothing-to-judge',
    message: `The files hold counts of ${yearsOf(panel).length} years: no forecast can be compared with what happened`,
    mend: 'Give counts of the origin and of at least one later year, and --origins inside them',
  })
}

function made(method: string, error: readonly number[]): MethodLine {
  return { method, error, quoted: false }
}

/** The quoted methods stand beside ours only where they were measured: the same areas and years. */
function quoted(panel: Panel, origins: readonly number[]): readonly MethodLine[] {
  const { areas, first, last } = QUOTED_ON
  const years = yearsOf(panel)
  const sameYears = years.at(-1) === last && origins[0] === first && origins.at(-1) === last - 1
  if (panel.areas.size !== areas || !sameYears) return []
  return QUOTED_METHODS.map((m) => ({ ...m, quoted: true }))
}
