import type { Day } from '#kernel/dates.ts'
import { iso } from '#kernel/dates.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import { groupName, GROUPS, groupOf, staysOn, SUB_TYPES, subTypeName } from './rules/index.ts'
import type { CleanedCare, Stay, SubType } from './rules/index.ts'

export type ImportFacts = { readonly importId: string; readonly by: string; readonly at: string }

const STOCK: Rule = {
  id: 'demand.stock',
  name: 'Children in care on a day',
  sentence:
    'A child counts on a day when a placement has begun by then and has not ended: the first day counts, the last does not. Nobody counts on or after the 18th birthday.',
  source: 'Specification of demand, section 2; Children Act 1989, s.22(1), s.105(1)',
}

/** How many were in care on a day, down to the file and row of each placement. Parts add to the total exactly. */
export function stockFigure(
  care: CleanedCare,
  on: Day,
  series: string,
  facts: ImportFacts,
): Figure {
  const here = staysOn(care, on).filter((s) => isIn(care, s, series))
  const name = series === 'all' ? 'Children in care' : nameOf(series)
  return summed(`${name}, ${iso(on)}`, here, facts, series, (stays) =>
    SUB_TYPES.flatMap((subType) => {
      const these = stays.filter((s) => s.subType === subType)
      return these.length === 0 ? [] : [subTypeFigure(care, subType, these, on, facts)]
    }),
  )
}

function isIn(care: CleanedCare, stay: Stay, series: string): boolean {
  if (series === 'all') return true
  const uasc = care.children[stay.child]?.uasc === true
  if (series === 'uasc' || series === 'without-uasc') return uasc === (series === 'uasc')
  return stay.subType === series || stay.group === series
}

export function nameOf(series: string): string {
  if (series === 'all') return 'All children'
  if (series === 'uasc') return 'Unaccompanied children'
  if (series === 'without-uasc') return 'Without unaccompanied children'
  const group = GROUPS.find((g) => g === series)
  if (group !== undefined) return groupName(group)
  const subType = SUB_TYPES.find((s) => s === series)
  return subType === undefined ? series : subTypeName(subType)
}

function summed(
  label: string,
  stays: readonly Stay[],
  facts: ImportFacts,
  series: string,
  parts: (stays: readonly Stay[]) => readonly Figure[],
): Figure {
  return {
    label,
    value: stays.length,
    unit: 'children',
    href: `/working/demand/stock/${facts.importId}${series === 'all' ? '' : `/${series}`}`,
    working: { kind: 'rule', rule: STOCK, combine: 'sum', parts: () => parts(stays) },
  }
}

function subTypeFigure(
  care: CleanedCare,
  subType: SubType,
  stays: readonly Stay[],
  on: Day,
  facts: ImportFacts,
): Figure {
  const label = `${subTypeName(subType)} (${groupName(groupOf(subType))}), ${iso(on)}`
  return summed(label, stays, facts, subType, (all) =>
    [...Map.groupBy(all, (s) => s.origin.file)].map(([file, these]) =>
      fileFigure(care, file, these, facts),
    ),
  )
}

/** The end of the thread: rows of a file as its sender counts them. */
function fileFigure(
  care: CleanedCare,
  index: number,
  stays: readonly Stay[],
  facts: ImportFacts,
): Figure {
  const file = care.files[index]
  if (file === undefined) throw new Error(`the import ${facts.importId} has no file ${index}`)
  const rows = stays.map((s) => s.origin.row).toSorted((a, b) => a - b)
  return {
    label: `Placements in ${file.name}`,
    value: stays.length,
    unit: 'children',
    working: {
      kind: 'origin',
      origin: {
        kind: 'import',
        importId: facts.importId,
        file: file.name,
        sha256: file.sha256,
        rows,
        by: facts.by,
        at: facts.at,
        href: `/demand/import/${facts.importId}/rows/${index}/${rows[0] ?? 2}`,
      },
    },
  }
}
