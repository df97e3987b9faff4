import { createHash } from 'node:crypto'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { readSheets } from '#office/sheets/index.ts'
import type { Sheet } from '#office/sheets/index.ts'
import { LINCOLNSHIRE_2011, STREAMS, SUBJECTIVES } from '../data/catalogue.ts'
import {
  budgetCube,
  amountsOf,
  cellsOf,
  checkBudget,
  grandTotal,
  overlaid,
  readBudget,
  totals,
  versionText,
  versionsOf,
} from '../rules/index.ts'
import type { Axis, Base, Budget, BudgetRead, Cell, Check } from '../rules/index.ts'

/** The catalogue as shipped: what a budget may name before a council has loaded its own. */
export const SHIPPED: Base = {
  services: LINCOLNSHIRE_2011.services,
  streams: STREAMS,
  subjectives: SUBJECTIVES,
  volumes: [],
  prices: [],
}

/** Changes with any rule that could change a total or a check. */
export const RULES_VERSION = 'budget-1'

export type NamedFile = { readonly name: string; readonly bytes: Uint8Array }

/** Reads the files of a budget into one set of tables, or says everything that is wrong with them. */
export function readFiles(files: readonly NamedFile[], base: Base): Result<BudgetRead> {
  const read = files.map((f) => readSheets(f.name, f.bytes))
  const wrong = read.flatMap((r) => (r.ok ? [] : r.refusals))
  if (wrong.length > 0) return refused(...wrong)
  const sheets: readonly Sheet[] = read.flatMap((r) => (r.ok ? r.value : []))
  return readBudget(sheets, base)
}

/** A check as `budget check` prints it: money in pence, shares in parts per million. */
export type CheckLine = {
  readonly id: string
  readonly severity: 'block' | 'warn'
  readonly passed: boolean
  readonly what: string
  readonly where: string
  readonly fix: string
} & (
  | { readonly leftPence: number; readonly rightPence: number; readonly differencePence: number }
  | { readonly left: number; readonly right: number; readonly difference: number }
)

export type TotalLine = {
  readonly name: string
  readonly grossPence: number
  readonly incomePence: number
  readonly netPence: number
}

export type VersionTotals = {
  readonly year: string
  readonly version: string
  readonly grossPence: number
  readonly incomePence: number
  readonly netPence: number
  readonly groups: readonly TotalLine[]
  readonly services: readonly TotalLine[]
  readonly streams: readonly TotalLine[]
  readonly subjectives: readonly TotalLine[]
}

export type Checked = {
  readonly checks: readonly CheckLine[]
  readonly totals: { readonly versions: readonly VersionTotals[] }
  readonly setAside: BudgetRead['setAside']
  readonly residues: readonly unknown[]
  readonly formulas: BudgetRead['formulas']
  readonly passedOver: readonly string[]
  readonly provenance: {
    readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
    readonly rulesVersion: string
    readonly settings: Readonly<Record<string, never>>
  }
  /** Whether a blocking check failed: the command then ends with status 1. */
  readonly blocked: boolean
}

/** `budget check DIR|FILE.xlsx`: the checks and totals of a budget from files alone. */
export function checkFiles(files: readonly NamedFile[]): Result<Checked> {
  const read = readFiles(files, SHIPPED)
  if (!read.ok) return read
  const budget = withBase(read.value.budget, SHIPPED)
  const checks = checkBudget(budget)
  return ok({
    checks: checks.map(checkLine),
    totals: { versions: versionTotals(budget) },
    setAside: read.value.setAside,
    residues: read.value.residues.map(({ pence, ...rest }) => ({ ...rest, pence })),
    formulas: read.value.formulas,
    passedOver: read.value.passedOver,
    provenance: {
      inputs: files.map((f) => ({
        file: f.name,
        sha256: createHash('sha256').update(f.bytes).digest('hex'),
      })),
      rulesVersion: RULES_VERSION,
      settings: {},
    },
    blocked: checks.some((c) => !c.passed && c.severity === 'block'),
  })
}

/** What was read on top of what was known before. */
export function withBase(own: Budget, base: Base): Budget {
  return {
    ...own,
    services: overlaid(base.services, own.services),
    streams: overlaid(base.streams, own.streams),
    subjectives: base.subjectives,
  }
}

export function checkLine(c: Check): CheckLine {
  const about = {
    id: c.id,
    severity: c.severity,
    passed: c.passed,
    what: c.what,
    where: c.where,
    fix: c.fix,
  }
  return c.unit === 'pence'
    ? { ...about, leftPence: c.left, rightPence: c.right, differencePence: c.difference }
    : { ...about, left: c.left, right: c.right, difference: c.difference }
}

function versionTotals(budget: Budget): readonly VersionTotals[] {
  return versionsOf(budget.amounts).map((version) => {
    const cube = budgetCube(budget, amountsOf(budget.amounts, version))
    const by = (axis: Axis): readonly TotalLine[] => cellsOf(totals(cube, [axis])).map(totalLine)
    const { name, ...whole } = totalLine(grandTotal(cube))
    return {
      year: version.year,
      version: versionText(version).slice(version.year.length + 1) + name,
      ...whole,
      groups: by('group'),
      services: by('service'),
      streams: by('stream'),
      subjectives: by('subjective'),
    }
  })
}

function totalLine(cell: Cell): TotalLine {
  return {
    name: cell.at.join(' '),
    grossPence: cell.gross,
    incomePence: cell.income,
    netPence: cell.net,
  }
}
