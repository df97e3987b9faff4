import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { ANNUAL_CONSTANTS } from '../../data/annual-constants.ts'
import { atOrigin } from './at-origin.ts'
import { englandSeries, fitLocalBand, fitNational, fitReach } from './fit-bands.ts'
import { refitted, yearsOf } from './fit.ts'
import { annualTrials, constantsFor, judgedPanel, originsOf } from './judge.ts'
import { judgePanel } from './judge-files.ts'
import type { AnnualJudgement } from './judge-files.ts'
import { panelOf } from './panel.ts'
import type { AnnualFile } from './read/csv.ts'
import { readAnnualFiles } from './read/read-files.ts'
import type { AnnualConstants } from './types.ts'

export type AnnualFit = {
  readonly knownTo: number
  readonly constants: AnnualConstants
  readonly judgement: AnnualJudgement
}

/** `fit:annual`: every constant fitted again to the end of the files, and the protocol with coefficients fitted at each origin. */
export function fitFromFiles(files: readonly AnnualFile[]): Result<AnnualFit> {
  const read = readAnnualFiles(files)
  if (!read.ok) return read
  const panel = judgedPanel(panelOf(read.value))
  const judgement = judgePanel(panel, { refit: true })
  if (!judgement.ok) return judgement
  const knownTo = yearsOf(panel).at(-1) ?? 0
  const { mu, phi, errors } = fitNational(englandSeries(panel))
  const england = { ...ANNUAL_CONSTANTS, mu, phi }
  const { tiers } = refitted(panel, knownTo, england)
  const band = { ...fitLocalBand(panel, knownTo, england), national: errors }
  const origins = originsOf(panel)
  const constantsAt = constantsFor(panel, origins, true)
  const trials = annualTrials(panel, { origins, constantsAt })
  const at = atOrigin(panel, knownTo, { shape: panel })
  const national = Object.fromEntries(
    at.national.map((f) => [f.name, f.value ?? ANNUAL_CONSTANTS.national[f.name]]),
  )
  return ok({
    knownTo,
    constants: {
      ...england,
      tiers,
      band: { ...band, ...fitReach(trials, band) },
      national: { ...ANNUAL_CONSTANTS.national, ...national },
    },
    judgement: judgement.value,
  })
}
