import { cellsOf, grandTotal, totals, yearLineKey } from '../cube.ts'
import type { Axis } from '../cube.ts'
import { lineKey, versionText } from '../line.ts'
import { moneyService, treeFaults } from '../services.ts'
import { failed, passed } from './check.ts'
import type { Check, VersionParts } from './check.ts'

const EACH: readonly Axis[] = ['service', 'subjective', 'stream', 'area', 'cost-centre', 'month']

/** C1: the parts of every node make its total, months make years, and every amount stands in the tree of services. */
export function partsCheck(v: VersionParts): readonly Check[] {
  const found = [...monthFaults(v), ...treeChecks(v), ...axisFaults(v)]
  return found.length > 0 ? found : [everyNode(v)]
}

function everyNode(v: VersionParts): Check {
  const total = grandTotal(v.cube)
  return passed({
    id: 'C1',
    severity: 'block',
    what: 'the total and the sum of its parts on every axis',
    left: total.net,
    right: total.net,
    where: `${versionText(v.version)}, every node`,
  })
}

function axisFaults(v: VersionParts): readonly Check[] {
  const total = grandTotal(v.cube)
  return EACH.flatMap((axis) => {
    const parts = cellsOf(totals(v.cube, [axis])).reduce((sum, cell) => sum + cell.net, 0)
    if (parts === total.net) return []
    return [
      failed({
        id: 'C1',
        severity: 'block',
        what: `the parts by ${axis} make the total`,
        left: parts,
        right: total.net,
        where: `${versionText(v.version)}, by ${axis}`,
        fix: 'This is a fault of the program: tell whoever runs it',
      }),
    ]
  })
}

function monthFaults(v: VersionParts): readonly Check[] {
  const months = new Map<string, number>()
  for (const a of v.amounts)
    if (a.month !== undefined)
      months.set(yearLineKey(a), (months.get(yearLineKey(a)) ?? 0) + a.pence)
  return v.amounts.flatMap((a) => {
    if (a.stated !== true) return []
    const sum = months.get(yearLineKey(a)) ?? 0
    if (sum === a.pence) return []
    return [
      failed({
        id: 'C1',
        severity: 'block',
        what: 'the months of a line make its year',
        left: sum,
        right: a.pence,
        where: `${versionText(v.version)}, ${lineKey(a.line)}`,
        fix: 'Correct a month or the year, so that the twelve months make the year',
      }),
    ]
  })
}

function treeChecks(v: VersionParts): readonly Check[] {
  const { services } = v.budget
  const known = new Set(services.map((s) => s.id))
  const wrong = new Map(treeFaults(services).map((f) => [f.id, f.why]))
  const at = moneyService(services)
  return cellsOf(totals(v.cube, ['service'])).flatMap((cell) => {
    const id = at(cell.at[0] ?? '')
    const why = known.has(id) ? wrong.get(id) : 'it is not in the list of services'
    if (why === undefined) return []
    return [
      failed({
        id: 'C1',
        severity: 'block',
        what: 'every amount stands in the tree of services',
        left: cell.net,
        right: 0,
        where: `${versionText(v.version)}, service ${id}`,
        fix: `Service ${id}: ${why}. Correct it in services.csv`,
      }),
    ]
  })
}
