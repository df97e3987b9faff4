import { gapHref, gapModel, seenPlan, streamHref, totalHref } from '#cycle/budget/index.ts'
import type { Eyes, GapLine, Planned } from '#cycle/budget/index.ts'
import {
  amountsOf,
  budgetCube,
  cellsOf,
  grandTotal,
  namesOf,
  planningMoney,
  totals,
  versionName,
  versionsOf,
} from '#cycle/budget/rules/index.ts'
import type { VersionKey } from '#cycle/budget/rules/index.ts'
import type { Tx } from '#db'
import type { Findable } from './found.ts'

const ROOM = 'Budget'

/** Totals of every version, by service and by stream; what streams bring; need, funding and the gap of each year. */
export async function budgetFinds(tx: Tx, eyes: Eyes): Promise<readonly Findable[]> {
  const found = await seenPlan(tx, eyes)
  return [
    ...versionsOf(found.budget.amounts).flatMap((v) => totalsOf(found, v)),
    ...gapModel(found).years.flatMap((y) => [...gapOf(y), ...streamsOf(found, y)]),
  ]
}

function money(label: string, value: number, href: string, also = ''): Findable {
  return { room: ROOM, label, value, unit: 'pence', href, also }
}

function totalsOf({ budget }: Planned, v: VersionKey): readonly Findable[] {
  const cube = budgetCube(budget, amountsOf(budget.amounts, v))
  const name = `${v.year} ${versionName(v).toLowerCase()}`
  const whole = grandTotal(cube)
  const names = namesOf(budget.services, budget.streams)
  const by = (axis: 'service' | 'stream') =>
    cellsOf(totals(cube, [axis])).map(({ at: [label = ''], net }) =>
      money(
        `Net spending, ${name}: ${names[axis](label)}`,
        net,
        totalHref(v, 'net', [[axis, label]]),
        `cost budget ${axis} ${label}`,
      ),
    )
  return [
    money(`Net spending, ${name}`, whole.net, totalHref(v, 'net'), 'total cost budget'),
    money(`Gross spending, ${name}`, whole.gross, totalHref(v, 'gross'), 'total cost budget'),
    money(`Income, ${name}`, whole.income, totalHref(v, 'income'), 'total budget'),
    ...by('service'),
    ...by('stream'),
  ]
}

function gapOf(y: GapLine): readonly Findable[] {
  const line = (what: string, label: string, value: number | null, also: string) =>
    value === null ? [] : [money(`${label}, ${y.year}`, value, gapHref(y.year, what), also)]
  return [
    ...line('cumulative', 'Gap, cumulative', y.cumulativePence, 'shortfall deficit'),
    ...line('new', 'Gap, new in the year', y.newPence, 'shortfall deficit'),
    ...line('need', 'Need', y.needPence, 'cost gap'),
    ...line('funding', 'Funding known', y.fundingPence, 'income money gap'),
    ...line(
      'demand',
      'What demand adds',
      y.demandPence,
      'cost of the forecast pressure placements',
    ),
  ]
}

function streamsOf({ budget }: Planned, y: GapLine): readonly Findable[] {
  return budget.streams.flatMap((s) => {
    const plan = planningMoney(
      s,
      y.basis.kind === 'lines' ? y.basis.version.year : y.basis.from.year,
    )
    if (plan === undefined || plan.money.year !== y.year) return []
    return [
      money(
        `${s.name}, ${plan.money.year}: ${plan.money.status}`,
        plan.money.pence,
        streamHref(s.id, plan.money.year, 'planned'),
        `stream grant funding ${s.id}`,
      ),
    ]
  })
}
