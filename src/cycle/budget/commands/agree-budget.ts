import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { record } from '#office/audit/index.ts'
import { checkVersion, mayPass } from '../rules/index.ts'
import type { Check, VersionKey } from '../rules/index.ts'
import { loadBudget } from '../store/budget.ts'
import { takeTurn } from '../store/turn.ts'
import { promoteVersion, versionOf } from '../store/versions.ts'
import type { VersionRow } from '../store/versions.ts'
import { SHIPPED } from './check-files.ts'

export type Step =
  | { readonly to: 'proposed'; readonly year: FinancialYear }
  | {
      readonly to: 'agreed'
      readonly year: FinancialYear
      /** The resolution that agreed it: meeting and minute. */
      readonly resolution: string
      readonly on: Day
    }

export type Agreed = { readonly version: VersionKey; readonly checks: readonly Check[] }

/** Takes a year's draft to proposed, or its proposal to agreed. A failed check that blocks stops it, with the mends. */
export async function agreeBudget(tx: Tx, actor: Actor, step: Step): Promise<Result<Agreed>> {
  await takeTurn(tx, actor.council)
  const from: VersionKey = {
    year: step.year,
    kind: step.to === 'proposed' ? 'draft' : 'proposed',
    name: '',
  }
  const version = await versionOf(tx, from)
  if (version === undefined) return refused(nothingTo(step, from))
  if (step.to === 'agreed' && step.resolution.trim() === '') return refused(noResolution)
  const checks = checkVersion(await loadBudget(tx, SHIPPED), from)
  if (!mayPass(checks)) return refused(...checks.filter(blocks).map(blockedBy))
  const key: VersionKey = { year: step.year, kind: step.to, name: '' }
  const clash = await standing(tx, actor, key, step)
  if (clash !== undefined) return refused(clash)
  await promote(tx, version, step, checks)
  await record(tx, actor, {
    verb: step.to === 'agreed' ? 'agreed a budget' : 'proposed a budget',
    subject: `budget/${step.year}`,
    ...(step.to === 'agreed' ? { why: step.resolution } : {}),
    before: from,
    after: { ...key, checks: checks.length },
  })
  return ok({ version: key, checks })
}

async function promote(
  tx: Tx,
  version: VersionRow,
  step: Step,
  checks: readonly Check[],
): Promise<void> {
  const how =
    step.to === 'agreed' ? { resolution: step.resolution.trim(), decidedOn: iso(step.on) } : {}
  const done = await promoteVersion(tx, version.id, { kind: step.to, name: '', checks, ...how })
  if (!done) throw new Error(`the version ${version.id} changed while it was being ${step.to}`)
}

/** An earlier proposal makes way and stays as a scenario; an agreed budget does not. */
async function standing(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  step: Step,
): Promise<Refusal | undefined> {
  const there = await versionOf(tx, key)
  if (there === undefined) return undefined
  if (step.to === 'agreed')
    return {
      kind: 'already-agreed',
      message: `The budget of ${step.year} is agreed already (${there.resolution ?? ''})`,
      mend: 'Change it by movements',
    }
  const name = `proposed until ${actor.at.toString().slice(0, 19)}`
  await promoteVersion(tx, there.id, { kind: 'scenario', name })
  return undefined
}

function blocks(c: Check): boolean {
  return !c.passed && c.severity === 'block'
}

function blockedBy(c: Check): Refusal {
  return { kind: 'blocked', message: `${c.id}: ${c.what} fails at ${c.where}`, mend: c.fix }
}

function nothingTo(step: Step, from: VersionKey): Refusal {
  return {
    kind: 'no-version',
    message: `There is no ${from.kind} budget of ${step.year} to be ${step.to}`,
    mend: from.kind === 'draft' ? 'Import its lines as a draft' : 'Propose the draft first',
  }
}

const noResolution: Refusal = {
  kind: 'no-resolution',
  field: 'resolution',
  message: 'An agreed budget names its resolution',
  mend: 'Give the meeting and the minute',
}
