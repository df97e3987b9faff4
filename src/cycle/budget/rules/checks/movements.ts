import { lineKey, subjectiveGroup, versionText } from '../line.ts'
import type { Movement } from '../model.ts'
import { bridge } from '../movements.ts'
import { plannedYears } from '../plan.ts'
import type { PlannedYear } from '../plan.ts'
import type { Budget } from '../model.ts'
import { cellsOf, totals } from '../cube.ts'
import { failed, passed } from './check.ts'
import type { Check, VersionParts } from './check.ts'

/** C3: opening + movements = closing at every line. There is no balancing item. */
export function bridgeCheck(budget: Budget): readonly Check[] {
  const years = plannedYears(budget, undefined)
  return years.flatMap((closing, i) => {
    const opening = years[i - 1]
    return opening?.basis.kind === 'lines' && closing.basis.kind === 'lines'
      ? yearBridge(budget, opening, closing)
      : []
  })
}

function yearBridge(budget: Budget, opening: PlannedYear, closing: PlannedYear): readonly Check[] {
  const movements = budget.movements.filter((m) => m.year === closing.year)
  const parts = {
    opening: opening.amounts,
    movements,
    closing: closing.amounts,
    subjectives: budget.subjectives,
  }
  const whole = bridge(parts, () => 'all')[0]
  const where = `${opening.year} to ${closing.year}`
  const about = {
    id: 'C3',
    what: 'opening and movements make closing',
    left: (whole?.opening ?? 0) + (whole?.steps ?? []).reduce((sum, s) => sum + s.pence, 0),
    right: whole?.closing ?? 0,
  } as const
  const wrong = bridge(parts, lineKey).filter((node) => node.unexplained !== 0)
  if (wrong.length === 0)
    return [passed({ ...about, severity: 'block', where: `${where}, every line` })]
  if (movements.length === 0)
    return [
      failed({
        ...about,
        severity: 'warn',
        where: `${where}, ${wrong.length} lines`,
        fix: `No movement is recorded for ${closing.year}: the bridge is not claimed. Record why the budget changed in movements.csv`,
      }),
    ]
  return wrong.map((node) =>
    failed({
      ...about,
      severity: 'block',
      left: node.closing - node.unexplained,
      right: node.closing,
      where: `${where}, ${node.node}`,
      fix: 'Record the movement that explains it, or correct the line: there is no balancing item',
    }),
  )
}

const TWO_ENDS: readonly Movement['kind'][] = ['permanent-virement', 'transfer']

/** C5: a virement has two ends and so nets to nothing; recharges received equal recharges paid. */
export function nettingCheck(budget: Budget): readonly Check[] {
  const found = budget.movements
    .filter(
      (m) =>
        m.kind === 'permanent-virement' &&
        (m.to === undefined || lineKey(m.to) === lineKey(m.from)),
    )
    .map((m) =>
      failed({
        id: 'C5',
        severity: 'block',
        what: 'a virement leaves one line and arrives at another',
        left: m.pence,
        right: 0,
        where: `${m.year}, ${lineKey(m.from)}, ${m.reference}`,
        fix: 'Give the line it goes to in to_line',
      }),
    )
  if (found.length > 0) return found
  const moved = budget.movements
    .filter((m) => TWO_ENDS.includes(m.kind) && m.to !== undefined)
    .reduce((sum, m) => sum + m.pence, 0)
  return [
    passed({
      id: 'C5',
      severity: 'block',
      what: 'what virements take equals what they bring',
      left: moved,
      right: moved,
      where: 'every virement',
    }),
  ]
}

/** C5, recharges: when a version has income from recharges, support services pay exactly that. */
export function rechargeCheck(v: VersionParts): readonly Check[] {
  const cells = cellsOf(totals(v.cube, ['subjective-group']))
  const received = cells.find((c) => c.at[0] === 'income-recharges')?.income ?? 0
  if (received === 0) return []
  const paid = cells.find((c) => subjectiveGroup(c.at[0] ?? '') === 'support')?.gross ?? 0
  const about = {
    id: 'C5',
    severity: 'block',
    what: 'recharges received equal the support services that are recharged',
    left: received,
    right: paid,
    where: `${versionText(v.version)}, recharges`,
  } as const
  if (received === paid) return [passed(about)]
  return [
    failed({ ...about, fix: 'Enter the other end of the recharge, so that the two are equal' }),
  ]
}
