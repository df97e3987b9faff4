import { lineKey, subjectiveGroup } from '#cycle/budget/rules/index.ts'
import type { Line } from '#cycle/budget/rules/index.ts'
import { pence, split } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { drawKey, stream as chanceOf } from '#kernel/random.ts'
import type { Chance } from '../chance.ts'
import { LOCALITIES, RECIPES } from './recipes.ts'
import type { Recipe } from './recipes.ts'

/** A row of lines.csv before it is written. */
export type Row = {
  readonly line: Line
  readonly pence: Pence
  readonly oneOff: boolean
  /** A driven line is written without an amount: the reader prices it. */
  readonly driver?: string
  readonly note: string
}

/** Ten pounds: what the invented figures are rounded to. */
const STEP = 1_000

/** Rounded to ten pounds, so that a budget looks like one that people typed. */
export function tidy(amount: number): Pence {
  return pence(Math.round(amount / STEP) * STEP)
}

/** A share of an amount in parts per thousand, tidy. */
export function perMille(amount: number, share: number): Pence {
  return tidy((amount * share) / 1000)
}

export function isIncome(line: Line): boolean {
  return subjectiveGroup(line.subjective).startsWith('income-')
}

/** The lines of 2025-26 but for placements, which are driven. The same seed, the same pence. */
export function openingLines(seed: number): readonly Row[] {
  const chance = chanceOf(drawKey(seed + 4, 2025))
  return RECIPES.flatMap((recipe) => rowsOf(recipe, chance))
}

function rowsOf(recipe: Recipe, chance: Chance): readonly Row[] {
  const spent = recipe.amounts.flatMap(({ subjective, thousands }) => {
    const whole = tidy(thousands * 100_000 * (0.985 + 0.03 * chance()))
    return spread(recipe, whole).map(({ area, centre, amount }) =>
      row(recipe, { subjective, area, costCentre: `CC${centre}` }, amount),
    )
  })
  if (recipe.paidBy === undefined) return spent
  const income = pence(spent.reduce((total, r) => total + r.pence, 0))
  const where = { subjective: recipe.paidBy, area: 'county', costCentre: `CC${recipe.centre}` }
  return [...spent, row(recipe, where, income)]
}

function spread(recipe: Recipe, whole: Pence) {
  if (!recipe.byLocality) return [{ area: 'county', centre: recipe.centre, amount: whole }]
  const parts = split(
    pence(whole / STEP),
    LOCALITIES.map(([, weight]) => weight),
  )
  return LOCALITIES.map(([area], i) => ({
    area,
    centre: recipe.centre + i + 1,
    amount: pence((parts[i] ?? 0) * STEP),
  }))
}

function row(
  recipe: Recipe,
  where: Pick<Line, 'subjective' | 'area' | 'costCentre'>,
  amount: Pence,
): Row {
  const { service, stream, oneOff, note } = recipe
  return { line: { service, stream, ...where }, pence: amount, oneOff, note }
}

/** Rows by the text of their line. One-off and recurring rows of a line never share it here. */
export function byKey(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((r) => [lineKey(r.line), r]))
}
