import type { Tx } from '#db'
import type { CouncilId, Role } from '#kernel/access.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import { benchmarkFigure } from './benchmark-figures.ts'
import { gapFigure } from './gap-figures.ts'
import { placesOf } from './origins.ts'
import { published } from './published.ts'
import { versionsOf, chosenVersion } from './rules/index.ts'
import { formFigure, returnFigure } from './s251-figures.ts'
import { ownForm } from './s251-form.ts'
import { DEMAND } from './gap-rules.ts'
import { seenPlan } from './seen.ts'
import type { SeenPlan } from './seen.ts'
import { streamFigure } from './stream-figures.ts'
import { isMeasure, totalFigure } from './total-figures.ts'

/**
 * The workings of the budget's figures, by the path that follows `/working/budget/`: `total/YEAR/VERSION/MEASURE[/AXIS/NODE…]`,
 * `gap/YEAR/WHAT[/STREAM]`, `stream/ID/YEAR/applied|planned`, `s251/YEAR/COUNCIL/LINE/COLUMN`, `s251-form/YEAR/VERSION/LINE/COLUMN`
 * and `benchmark/COUNCIL/MEASURE/YEAR/WHAT`. Undefined when there is no such figure, or it is another council's.
 * Whoever does not say who asks is answered as somebody outside the service.
 */
export function budgetWorkings(
  house: House,
): (
  council: CouncilId,
  path: readonly string[],
  roles?: readonly Role[],
) => Promise<Figure | undefined> {
  return (council, path, roles = []) =>
    house.db.inCouncil(council, async (tx) => {
      const found = await seenPlan(tx, { roles, on: house.today() })
      const figure = PUBLISHED.has(path[0] ?? '')
        ? await publishedAt(tx, found, path)
        : await workingAt(tx, found, path)
      return figure === undefined || found.inside ? figure : outsideFigure(figure)
    })
}

async function workingAt(
  tx: Tx,
  found: SeenPlan,
  path: readonly string[],
): Promise<Figure | undefined> {
  const [kind = '', first = '', second = '', third = ''] = path
  const year = parseFinancialYear(kind === 'stream' ? second : first)
  if (year === undefined) return undefined
  const places = await placesOf(tx)
  if (kind === 'gap') return gapFigure(found, places, year, second, third)
  if (kind === 'stream') return streamFigure(found, places, first, year, third)
  return kind === 'total' ? totalAt(found, places, year, path.slice(2)) : undefined
}

function totalAt(
  found: SeenPlan,
  places: Awaited<ReturnType<typeof placesOf>>,
  year: FinancialYear,
  [version = '', measure = '', ...nodes]: readonly string[],
): Figure | undefined {
  const versions = versionsOf(found.budget.amounts).filter((v) => v.year === year)
  const chosen = chosenVersion(versions, year, version)
  if (chosen === undefined || !isMeasure(measure) || nodes.length % 2 !== 0) return undefined
  const pairs = nodes.flatMap((axis, i) => {
    const label = nodes[i + 1] ?? ''
    return i % 2 === 0 ? [{ axis, label: label === '-' ? '' : label }] : []
  })
  return totalFigure(found.budget, places, chosen, measure, pairs)
}

const PUBLISHED: ReadonlySet<string> = new Set(['s251', 's251-form', 'benchmark'])

/** A figure of a published table, or of the council's own form, which only those inside see. */
async function publishedAt(
  tx: Tx,
  found: SeenPlan,
  [kind, ...path]: readonly string[],
): Promise<Figure | undefined> {
  if (kind === 's251-form') return found.inside ? ownFormFigure(found.budget, path) : undefined
  const tables = await published(tx)
  return kind === 's251' ? returnFigure(tables, path) : benchmarkFigure(tables, path)
}

/** A cell of the council's own form: year, version, line and column. */
function ownFormFigure(
  budget: SeenPlan['budget'],
  [yearText = '', version = '', line = '', column = '']: readonly string[],
): Figure | undefined {
  const form = ownForm(budget, yearText, version)
  return form === undefined ? undefined : formFigure(form, version, line, column)
}

/** What demand adds, at any depth, is not divided by kind of placement outside the service. */
function outsideFigure(figure: Figure): Figure {
  const { working } = figure
  if (working.kind !== 'rule') return figure
  if (working.rule.id === DEMAND.id)
    return {
      ...figure,
      note: 'Parts are not shown: money of few children could be worked out from them.',
      working: { ...working, combine: 'derived', parts: () => [] },
    }
  return { ...figure, working: { ...working, parts: () => working.parts().map(outsideFigure) } }
}
