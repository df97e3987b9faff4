import { gapHref, totalHref } from '../../addresses.ts'
import { seenPlan } from '../../seen.ts'
import type { SeenPlan } from '../../seen.ts'
import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import { html, keys, nothingYet, pageHead, plural, pounds, simpleTable, tag, tools } from '#web'
import type { Html, Reply, Visit } from '#web'
import {
  amountsOf,
  budgetCube,
  grandTotal,
  planningVersion,
  versionsOf,
  versionName,
} from '../../rules/index.ts'
import type { VersionKey } from '../../rules/index.ts'
import { checksAnchor, money, moneyChange, notKnown, year as yearPart } from '../parts.ts'
import { KEEPS_BUDGET } from '../who.ts'

type YearLine = {
  readonly year: string
  readonly version: VersionKey
  readonly others: number
  readonly grossPence: number
  readonly incomePence: number
  readonly netPence: number
  readonly blocks: number
  readonly warns: number
  readonly newGapPence: number | null
  readonly gapPence: number | null
}

type YearsModel = {
  readonly years: readonly YearLine[]
  readonly mayImport: boolean
  readonly inside: boolean
}

/** `/budget`: the years, each with its version, its money, its checks and its gap. */
export function getYears(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await house.db.inCouncil(visit.actor.council, (tx) =>
      seenPlan(tx, { roles: visit.actor.roles, on: house.today() }),
    )
    const model: YearsModel = {
      years: yearLines(found),
      mayImport: may(visit.actor.roles, KEEPS_BUDGET),
      inside: found.inside,
    }
    return { kind: 'sheet', model, sheet: { title: 'Budget', nav: '/budget', body: view(model) } }
  }
}

function yearLines(found: SeenPlan): readonly YearLine[] {
  const versions = versionsOf(found.budget.amounts)
  const years = [...new Set(versions.map((v) => v.year))]
  return years.flatMap((year) => {
    const version = planningVersion(versions, year) ?? versions.find((v) => v.year === year)
    if (version === undefined) return []
    const total = grandTotal(budgetCube(found.budget, amountsOf(found.budget.amounts, version)))
    const failed = found.checks(version).filter((c) => !c.passed)
    const gap = found.plan.years.find((y) => y.year === year)
    return [
      {
        year,
        version,
        others: versions.filter((v) => v.year === year).length - 1,
        grossPence: total.gross,
        incomePence: total.income,
        netPence: total.net,
        blocks: failed.filter((c) => c.severity === 'block').length,
        warns: failed.filter((c) => c.severity === 'warn').length,
        newGapPence: gap?.fresh ?? null,
        gapPence: gap?.cumulative ?? null,
      },
    ]
  })
}

function view(model: YearsModel): Html {
  const [first] = model.years.toReversed()
  if (first === undefined) return none(model.mayImport)
  return html`${pageHead({
    kicker: 'Children’s services, net unless said otherwise',
    title: 'What everything costs, and who pays for it',
    lede: ledeOf(model.years),
  })}
${tools([html`<a href="/budget/gap">The gap over the years</a>, <a href="/budget/streams">Streams</a>, <a href="/budget/checks">Checks</a>, <a href="/budget/s251">Section 251</a>, <a href="/budget/benchmark">Benchmark</a>${model.inside && html`, <a href="/budget/import">Import</a>`}`])}
${keys(model.years.slice(-4).map((y) => ({ term: html`Net, ${yearPart(y.year)}`, value: money(y.netPence, totalHref(y.version, 'net')), note: versionName(y.version) })))}
${table(model)}`
}

function ledeOf(years: readonly YearLine[]): Html {
  const planning =
    years.find((y) => y.version.kind !== 'agreed' && y.version.kind !== 'outturn') ?? years.at(-1)
  if (planning === undefined) return html``
  const { version } = planning
  const gap =
    planning.gapPence === null
      ? html`Its funding is not known yet, so it has no gap.`
      : planning.gapPence > 0
        ? html`It needs ${money(planning.gapPence, gapHref(planning.year, 'cumulative'))} more than is known to come in.`
        : html`What is known to come in covers it, with ${money(0 - planning.gapPence, gapHref(planning.year, 'cumulative'))} of headroom.`
  const checks =
    planning.blocks === 0
      ? 'Every blocking check holds.'
      : `${plural(planning.blocks, 'check blocks', 'checks block')} it.`
  return html`The ${versionName(version).toLowerCase()} budget of ${yearPart(planning.year)} spends ${money(planning.netPence, totalHref(version, 'net'))} net. ${gap} ${checks}`
}

function table(model: YearsModel): Html {
  return simpleTable({
    caption: 'The years',
    note: 'The gap is need less funding of the year; new is what the year adds to the one before.',
    columns: [
      { head: 'Year' },
      { head: 'Version' },
      { head: 'Gross', kind: 'num' },
      { head: 'Income', kind: 'num' },
      { head: 'Net', kind: 'num' },
      { head: 'Gap, cumulative', kind: 'num' },
      { head: 'Gap, new', kind: 'num' },
      { head: 'Checks' },
    ],
    lines: model.years.map((y) => ({
      cells: [
        html`<a href="/budget/${y.year}">${yearPart(y.year)}</a>`,
        html`${versionName(y.version)}${y.others > 0 && html`<span class="why">and ${plural(y.others, 'other', 'others')}</span>`}`,
        money(y.grossPence, totalHref(y.version, 'gross')),
        money(y.incomePence, totalHref(y.version, 'income')),
        money(y.netPence, totalHref(y.version, 'net')),
        y.gapPence === null ? notKnown() : moneyChange(y.gapPence, gapHref(y.year, 'cumulative')),
        y.newGapPence === null ? notKnown() : moneyChange(y.newGapPence, gapHref(y.year, 'new')),
        checksTag(y),
      ],
    })),
  })
}

function checksTag(y: YearLine): Html {
  const href = `/budget/checks#${checksAnchor(y.version)}`
  if (y.blocks > 0)
    return html`<a href="${href}">${tag('stop', plural(y.blocks, 'blocks', 'block'))}</a>`
  if (y.warns > 0)
    return html`<a href="${href}">${tag('wait', plural(y.warns, 'warning', 'warnings'))}</a>`
  return html`<a href="${href}">${tag('done', 'All hold')}</a>`
}

function none(mayImport: boolean): Html {
  return html`${pageHead({
    kicker: 'Children’s services',
    title: 'No budget has been loaded',
    lede: 'A budget says what each service costs and who pays for it; with it, the forecast of demand becomes a gap.',
  })}${nothingYet(
    'Start from the lines of one year',
    html`Load lines.csv with stream_money.csv, or one workbook with a sheet for each. The services of a whole department (paper 003) and the streams of 2008 to 2026 are there already; ${pounds(0)} is never taken for an amount that is missing.`,
    mayImport
      ? html`<p><a class="btn" href="/budget/import">Load a budget</a></p>`
      : html`<p>A budget is loaded by people with the finance role.</p>`,
  )}`
}
