import type { House } from '#office/house.ts'
import { html, pageHead, plural, pounds, simpleTable } from '#web'
import type { Html, Reply, Visit } from '#web'
import { PAPER_CLAIMS } from '../../data/catalogue.ts'
import { itemised, versionsOf, versionName } from '../../rules/index.ts'
import type { SeenCheck, VersionKey } from '../../rules/index.ts'
import { seenBudget } from '../../seen.ts'
import type { Seen } from '../../seen.ts'
import { checksAnchor, year as yearPart } from '../parts.ts'
import { BUDGET_CRUMB } from '../who.ts'
import { checkSection } from './view.ts'

type ChecksModel = {
  readonly versions: readonly {
    readonly version: VersionKey
    readonly checks: readonly SeenCheck[]
  }[]
  readonly between: readonly SeenCheck[]
  readonly papers: readonly {
    readonly paper: string
    readonly where: string
    readonly totalPence: number
    readonly listedPence: number
    readonly notItemisedPence: number
    readonly note: string
  }[]
}

/** `/budget/checks`: every check on every version, and the totals of the five papers held against their parts. */
export function getChecks(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const seen = await house.db.inCouncil(visit.actor.council, (tx) =>
      seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
    )
    const model = checksModel(seen)
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'Checks', nav: '/budget', crumbs: [BUDGET_CRUMB], body: view(model) },
    }
  }
}

function checksModel(seen: Seen): ChecksModel {
  return {
    versions: versionsOf(seen.budget.amounts).map((version) => ({
      version,
      checks: seen.checks(version),
    })),
    between: seen.between,
    papers: PAPER_CLAIMS.map((claim) => {
      const found = itemised(claim)
      return {
        paper: claim.paper,
        where: claim.where,
        totalPence: claim.total,
        listedPence: found.listed,
        notItemisedPence: found.notItemised,
        note: claim.note ?? '',
      }
    }),
  }
}

function view(model: ChecksModel): Html {
  const failed = model.versions
    .flatMap((v) => v.checks)
    .filter((c) => !c.passed && c.severity === 'block')
  return html`${pageHead({
    kicker: 'Run on every save',
    title:
      failed.length === 0
        ? 'Every blocking check holds'
        : plural(failed.length, 'check blocks', 'checks block'),
    lede: 'A version with a failed check that blocks can be neither proposed nor agreed. Each failure says where, by how much, and what mends it.',
  })}
${model.versions.length === 0 && html`<p>No budget has been loaded. <a href="/budget/import">Load one</a>.</p>`}
${model.versions.map((v) => html`<h2 id="${checksAnchor(v.version)}"><a href="/budget/${v.version.year}">${yearPart(v.version.year)}</a>, ${versionName(v.version).toLowerCase()}</h2>${checkSection(v.checks)}`)}
${model.between.length > 0 && html`<h2>Allocations, virements and printed totals</h2>${checkSection(model.between)}`}
<h2>Totals printed in public papers</h2>
<p>The same check (C6) on the papers that this system is built from. What a paper does not itemise is said, and never spread over the parts.</p>
${simpleTable({
  caption: 'Totals of public papers and the parts they list',
  quietCaption: true,
  stack: true,
  columns: [
    { head: 'Paper' },
    { head: 'Total printed', kind: 'num' },
    { head: 'Parts listed', kind: 'num' },
    { head: 'Not itemised', kind: 'num' },
  ],
  lines: model.papers.map((p) => ({
    cells: [
      html`${p.paper}: ${p.where}${p.note !== '' && html`<span class="why">${p.note}</span>`}`,
      pounds(p.totalPence),
      pounds(p.listedPence),
      p.notItemisedPence === 0 ? html`<span class="slate">0</span>` : pounds(p.notItemisedPence),
    ],
  })),
})}`
}
