import { totalHref } from '../../addresses.ts'
import type { House } from '#office/house.ts'
import { yearStart } from '#kernel/year.ts'
import { dayMiddle, definitions, html, keys, pageHead, simpleTable, tag } from '#web'
import type { Html, Reply, Visit } from '#web'
import {
  amountsOf,
  below,
  budgetCube,
  cellsOf,
  grandTotal,
  moneyService,
  planningVersion,
  s251On,
  statutoryOn,
  totals,
  versionsOf,
  namesOf,
  versionName,
} from '../../rules/index.ts'
import type { Budget, Service, VersionKey } from '../../rules/index.ts'
import { seenBudget } from '../../seen.ts'
import { money, year as yearPart } from '../parts.ts'
import { BUDGET_CRUMB } from '../who.ts'

type YearCost = {
  readonly version: VersionKey
  readonly grossPence: number
  readonly incomePence: number
  readonly netPence: number
  readonly streams: readonly {
    readonly stream: string
    readonly name: string
    readonly grossPence: number
  }[]
}

type ServiceModel = {
  readonly service: Service
  readonly moneyLiesWith: { readonly id: string; readonly name: string } | undefined
  readonly parts: readonly { readonly id: string; readonly name: string }[]
  readonly statutory: string
  readonly basis: string
  readonly s251: readonly { readonly id: string; readonly share: number }[]
  readonly years: readonly YearCost[]
}

/** `/budget/services/:id`: what a service is, whether the law asks for it, and what it costs. */
export function getService(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { budget } = await house.db.inCouncil(visit.actor.council, (tx) =>
      seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
    )
    const service = budget.services.find((s) => s.id === visit.params['id'])
    if (service === undefined) return { kind: 'not-found' }
    const model = serviceModel(budget, service)
    return {
      kind: 'sheet',
      model,
      sheet: { title: service.name, nav: '/budget', crumbs: [BUDGET_CRUMB], body: view(model) },
    }
  }
}

function serviceModel(budget: Budget, service: Service): ServiceModel {
  const at = moneyService(budget.services)(service.id)
  const versions = versionsOf(budget.amounts)
  const own = versions.filter((v) => planningVersion(versions, v.year) === v)
  const latest = own.at(-1)
  const on = latest === undefined ? service.from : yearStart(latest.year)
  const law = statutoryOn(service, on)
  return {
    service,
    moneyLiesWith:
      at === service.id
        ? undefined
        : { id: at, name: budget.services.find((s) => s.id === at)?.name ?? at },
    parts: budget.services
      .filter((s) => s.parent === service.id)
      .map((s) => ({ id: s.id, name: s.name })),
    statutory: law?.kind ?? 'not recorded',
    basis: law?.basis ?? '',
    s251: s251On(service, on).map((s) => ({ id: s.stableId, share: s.share })),
    years: own.flatMap((v) => costOf(budget, v, at)),
  }
}

function costOf(budget: Budget, version: VersionKey, id: string): readonly YearCost[] {
  const within = below(budget.services, id)
  const amounts = amountsOf(budget.amounts, version).filter((a) => within.has(a.line.service))
  if (amounts.length === 0) return []
  const cube = budgetCube(budget, amounts)
  const whole = grandTotal(cube)
  const names = namesOf(budget.services, budget.streams)
  return [
    {
      version,
      grossPence: whole.gross,
      incomePence: whole.income,
      netPence: whole.net,
      streams: cellsOf(totals(cube, ['stream'])).map((c) => ({
        stream: c.at[0] ?? '',
        name: names.stream(c.at[0] ?? ''),
        grossPence: c.gross,
      })),
    },
  ]
}

const STANDING: Readonly<Record<string, string>> = {
  yes: 'The law asks for it',
  part: 'The law asks for part of it',
  no: 'The law does not ask for it',
}

function view(model: ServiceModel): Html {
  const { service } = model
  const last = model.years.at(-1)
  return html`${pageHead({
    kicker: html`${service.group}, ${service.id}`,
    title: service.name,
    lede:
      last === undefined
        ? html`No budget line names it yet.`
        : html`It costs ${money(last.netPence, href(last.version, 'net', model))} net in ${yearPart(last.version.year)}.`,
  })}
${keys([
  { term: 'Statutory', value: STANDING[model.statutory] ?? 'Not recorded', note: model.basis },
  {
    term: 'Section 251',
    value:
      model.s251.length === 0
        ? tag('none', 'No line')
        : model.s251
            .map((s) => `${s.id}${s.share === 1_000_000 ? '' : ` ${s.share / 10_000}%`}`)
            .join(', '),
  },
])}
${definitions([
  ...(model.moneyLiesWith === undefined
    ? []
    : [
        {
          term: 'Linked',
          value: html`Its money lies with <a href="/budget/services/${model.moneyLiesWith.id}">${model.moneyLiesWith.name}</a>, so that a total counts it once`,
        },
      ]),
  ...(model.parts.length === 0
    ? []
    : [
        {
          term: 'Parts',
          value: html`${model.parts.map((p, i) => html`${i > 0 && ', '}<a href="/budget/services/${p.id}">${p.name}</a>`)}`,
        },
      ]),
  ...(service.owner === '' ? [] : [{ term: 'Owner', value: service.owner }]),
  ...(service.funding.length === 0
    ? []
    : [
        {
          term: 'Usually paid by',
          value: html`${service.funding.map((f, i) => html`${i > 0 && ', '}<a href="/budget/streams/${f}">${f}</a>`)} (assumption of the catalogue)`,
        },
      ]),
  ...service.statutory.map((s) => ({
    term: html`From ${dayMiddle(s.from)}`,
    value: html`${STANDING[s.kind] ?? s.kind}${s.basis !== '' && html`: ${s.basis}`}`,
  })),
  ...(service.note === undefined ? [] : [{ term: 'Note', value: service.note }]),
])}
${model.years.length > 0 && costTable(model)}`
}

function href(
  version: VersionKey,
  measure: 'gross' | 'income' | 'net',
  model: ServiceModel,
): string {
  return totalHref(version, measure, [['below', model.moneyLiesWith?.id ?? model.service.id]])
}

function costTable(model: ServiceModel): Html {
  return html`<h2>What it costs, and who pays</h2>${simpleTable({
    caption: 'Cost by year',
    quietCaption: true,
    columns: [
      { head: 'Year' },
      { head: 'Gross', kind: 'num' },
      { head: 'Income', kind: 'num' },
      { head: 'Net', kind: 'num' },
      { head: 'Charged to' },
    ],
    lines: model.years.map((y) => ({
      cells: [
        html`<a href="/budget/${y.version.year}">${yearPart(y.version.year)}</a> ${versionName(y.version).toLowerCase()}`,
        money(y.grossPence, href(y.version, 'gross', model)),
        money(y.incomePence, href(y.version, 'income', model)),
        money(y.netPence, href(y.version, 'net', model)),
        html`${y.streams.map((s, i) => html`${i > 0 && ', '}<a href="/budget/streams/${s.stream}">${s.name}</a>`)}`,
      ],
    })),
  })}`
}
