import { budgetImports, budgetVersions, gapModel, planned } from '#cycle/budget/index.ts'
import type { Planned } from '#cycle/budget/index.ts'
import {
  checkVersion,
  planningVersion,
  versionName,
  versionsOf,
} from '#cycle/budget/rules/index.ts'
import { forecastOfRecord } from '#cycle/demand/index.ts'
import type { Tx } from '#db'
import { day } from '#kernel/dates.ts'
import { nextYear, yearEnd, yearOfDay, yearStart } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { dayMiddle, plural, year } from '#web'
import type { Lane, Span } from '#web'
import { keptUntilAct } from '#office/audit/index.ts'
import { dayIn, dayOfYear } from './dates.ts'
import type { AtHome, GapAtHome, HomeTask, Missing, RoomAtHome, YearDates } from './port.ts'

const FINANCE = ['finance', 'chief-finance-officer'] as const
type Versions = Awaited<ReturnType<typeof budgetVersions>>
type Imports = Awaited<ReturnType<typeof budgetImports>>

/** The versions of the budget, their checks, and the gap of the year to come. */
export const budgetAtHome: AtHome = keptUntilAct(budgetNow, (dates) => String(dates.today))

async function budgetNow(tx: Tx, dates: YearDates): Promise<RoomAtHome> {
  const found = await planned(tx)
  const versions = await budgetVersions(tx)
  const waiting = (await budgetImports(tx, 20)).filter((i) => i.state === 'read')
  const record = await forecastOfRecord(tx)
  const none = versions.length === 0
  const gap = gapAtHome(found, dates)
  return {
    tasks: [
      ...waiting.map((i) => decide(i)),
      ...(none
        ? []
        : [
            ...blocked(found, dates),
            ...ofNextYear(found, dates),
            ...bringIn(found.demand?.run.id, record?.run),
          ]),
      ...toAgree(versions, dates),
    ],
    lanes: [budgetLane(versions, dates), yearLane(versions, dates)],
    dates: settle(dates),
    keys: [],
    ...(gap === undefined ? {} : { gap }),
    ...(none && waiting.length === 0 ? { missing: NO_BUDGET } : {}),
  }
}

const NO_BUDGET: Missing = {
  title: 'No budget has been loaded',
  why: 'With the lines of one year and the funding of each, the forecast of demand becomes a gap.',
  step: { text: 'Load a budget', href: '/budget/import' },
  roles: ['finance', 'chief-finance-officer'],
}

/** The forecast of record is not the one that the gap rests on, or none is in the gap. */
function bringIn(held: string | undefined, record: string | undefined): readonly HomeTask[] {
  if (record === undefined || record === held) return []
  return [
    {
      title: 'Bring the forecast of record into the gap',
      href: '/budget/gap',
      why:
        held === undefined
          ? 'The gap holds no cost of demand yet, and so has no band.'
          : 'Another forecast is of record by now. The gap still uses the cost of an earlier one.',
      roles: FINANCE,
    },
  ]
}

function decide(i: Imports[number]): HomeTask {
  return {
    title: `Decide on the budget that was read on ${dayMiddle(dayIn(i.made_at))}`,
    href: `/budget/import/${i.id}`,
    why: `Sent by ${i.made_by_name}. Nothing uses it until it is stored.`,
    roles: FINANCE,
    state: { kind: 'wait', text: 'Waiting' },
  }
}

/** Years from this one on whose budget cannot be proposed or agreed as it stands. */
function blocked(found: Planned, { today }: YearDates): readonly HomeTask[] {
  const versions = versionsOf(found.budget.amounts)
  const years = [...new Set(versions.map((v) => v.year))].filter((y) => y >= yearOfDay(today))
  return years.flatMap((y) => {
    const version = planningVersion(versions, y)
    if (version === undefined || version.kind === 'agreed') return []
    const blocks = checkVersion(found.budget, version).filter(
      (c) => !c.passed && c.severity === 'block',
    )
    const [first] = blocks
    if (first === undefined) return []
    return [
      {
        title: `${plural(blocks.length, 'check blocks', 'checks block')} the ${versionName(version).toLowerCase()} budget of ${year(y)}`,
        href: '/budget/checks',
        why: `The first: ${first.what}, at ${first.where}. ${first.fix}`,
        roles: FINANCE,
        state: { kind: 'stop' as const, text: 'Blocked' },
      },
    ]
  })
}

/** What next year's gap still lacks. */
function ofNextYear(found: Planned, dates: YearDates): readonly HomeTask[] {
  const next = nextYear(yearOfDay(dates.today))
  const line = found.plan.years.find((y) => y.year === next)
  const own = versionsOf(found.budget.amounts).some((v) => v.year === next)
  const tasks: HomeTask[] = []
  if (line?.known === undefined)
    tasks.push({
      title: `Record the core funding of ${year(next)}`,
      href: '/budget/import',
      why: 'Without it the gap of the year is not known.',
      roles: FINANCE,
      due: dates.budgetBy,
    })
  if (!own)
    tasks.push({
      title: `Load the lines of ${year(next)}`,
      href: '/budget/import',
      why: 'The year has no lines of its own: what is shown is the year before, rolled forward.',
      roles: FINANCE,
      due: dates.budgetBy,
    })
  return tasks
}

function toAgree(versions: Versions, dates: YearDates): readonly HomeTask[] {
  return versions
    .filter((v) => v.kind === 'proposed' && !hasAgreed(versions, v.year))
    .map((v) => ({
      title: `Record the council’s decision on the budget of ${year(v.year)}`,
      href: `/budget/${v.year}`,
      why: `It was proposed. The record names the day and the minute.`,
      roles: ['chief-finance-officer', 'democratic-services'],
      ...(v.year === nextYear(yearOfDay(dates.today)) ? { due: dates.budgetBy } : {}),
    }))
}

function hasAgreed(versions: Versions, of: FinancialYear): boolean {
  return versions.some((v) => v.year === of && v.kind === 'agreed')
}

/** From the first version of next year's budget to the day by which it is settled. */
function budgetLane(versions: Versions, dates: YearDates): Lane {
  const next = nextYear(yearOfDay(dates.today))
  const own = versions.filter((v) => v.year === next)
  const agreed = own.find((v) => v.kind === 'agreed')
  const by = { label: `${dates.budgetWords} by ${dayOfYear(dates.budgetBy)}`, on: dates.budgetBy }
  return { name: 'Budget', spans: [budgetSpan(own, agreed, next, dates)], meetings: [by] }
}

function budgetSpan(
  own: Versions,
  agreed: Versions[number] | undefined,
  next: FinancialYear,
  dates: YearDates,
): Span {
  const begun = Math.min(...own.map((v) => dayIn(v.made_at)))
  if (agreed !== undefined)
    return { label: `${year(next)} agreed`, from: day(begun), to: dayIn(agreed.made_at) }
  if (own.length > 0)
    return { label: `${year(next)} in preparation`, from: day(begun), to: dates.budgetBy }
  return { label: `${year(next)} to prepare`, from: day(dates.today + 1), to: dates.budgetBy }
}

function yearLane(versions: Versions, dates: YearDates): Lane {
  const now = yearOfDay(dates.today)
  const span = (of: FinancialYear): Span => ({
    label: `${year(of)}${words(versions, of)}`,
    from: yearStart(of),
    to: day(yearEnd(of) + 1),
  })
  return { name: 'Financial year', spans: [span(now), span(nextYear(now))] }
}

function words(versions: Versions, of: FinancialYear): string {
  const version = planningVersion(versions, of)
  return version === undefined ? '' : `: ${versionName(version).toLowerCase()} budget`
}

function settle(dates: YearDates) {
  const next = nextYear(yearOfDay(dates.today))
  const s25 =
    'the chief finance officer’s report on the estimates and reserves goes with it (Local Government Act 2003, s.25)'
  return [
    {
      on: dates.budgetBy,
      what: `Last day for ${dates.budgetWords} of ${year(next)}; ${s25}`,
      source: dates.budgetSource,
    },
    { on: yearStart(next), what: `${year(next)} begins`, source: 'The financial year' },
  ]
}

/** The gap of next year, else of the last year that there is. */
function gapAtHome(found: Planned, dates: YearDates): GapAtHome | undefined {
  const { years } = gapModel(found)
  const next = nextYear(yearOfDay(dates.today))
  const line = years.find((y) => y.year === next) ?? years.at(-1)
  return line === undefined ? undefined : { line, next: line.year === next }
}
