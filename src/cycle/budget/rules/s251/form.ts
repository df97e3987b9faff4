import { pence, split } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { yearStart } from '#kernel/year.ts'
import { lineKey, subjectiveGroup, subjectiveOf } from '../line.ts'
import type { Amount, Budget, S251Share, Service, VersionKey } from '../model.ts'
import { amountsOf } from '../plan.ts'
import { moneyService, s251On } from '../services.ts'
import type { ColumnId, Layout, LayoutLine } from './model.ts'

/** A ledger line's money in a cell of the form. `estimate` names the basis when the ledger does not say it. */
export type FormPart = {
  readonly line: string
  readonly id: string
  readonly column: ColumnId
  readonly ledger: string
  readonly service: string
  readonly pence: Pence
  readonly estimate?: string
}

/** Money of the budget that has no place on the form. */
export type NotMapped = {
  readonly service: string
  readonly name: string
  readonly ledger: string
  readonly pence: Pence
  readonly income: boolean
  readonly why: string
}

export type FormParts = {
  readonly parts: readonly FormPart[]
  readonly notMapped: readonly NotMapped[]
}

/** Lays a version of a budget on a form, ledger line by ledger line; what has no place is listed with its pounds. */
export function formParts(budget: Budget, version: VersionKey, layout: Layout): FormParts {
  const parts: FormPart[] = []
  const notMapped: NotMapped[] = []
  const services = new Map(budget.services.map((s) => [s.id, s]))
  const at = moneyService(budget.services)
  for (const amount of amountsOf(budget.amounts, version)) {
    if (amount.stated === true) continue
    const service = services.get(at(amount.line.service))
    const laid = layAmount(budget, amount, service, version, layout)
    parts.push(...laid.parts)
    notMapped.push(...laid.notMapped)
  }
  return { parts, notMapped }
}

function layAmount(
  budget: Budget,
  amount: Amount,
  service: Service | undefined,
  version: VersionKey,
  layout: Layout,
): FormParts {
  const income = subjectiveOf(budget.subjectives, amount.line.subjective)?.sign === 'income'
  const out = (sum: Pence, why: string): NotMapped => ({
    service: amount.line.service,
    name: service?.name ?? amount.line.service,
    ledger: lineKey(amount.line),
    pence: sum,
    income,
    why,
  })
  const shares = service === undefined ? [] : s251On(service, yearStart(version.year))
  if (shares.length === 0)
    return { parts: [], notMapped: [out(amount.pence, 'the service has no line of Section 251')] }
  const sums = split(
    amount.pence,
    shares.map((s) => s.share),
  )
  const laid = shares.map((share, i) => onShare(amount, share, sums[i] ?? pence(0), layout))
  return {
    parts: laid.flatMap((l) => ('part' in l ? [l.part] : [])),
    notMapped: laid.flatMap((l, i) => ('why' in l ? [out(sums[i] ?? pence(0), l.why)] : [])),
  }
}

function onShare(
  amount: Amount,
  share: S251Share,
  sum: Pence,
  layout: Layout,
): { readonly part: FormPart } | { readonly why: string } {
  const lines = layout.lines.filter(
    (l) => l.id === share.stableId && l.adds === undefined && !l.memo,
  )
  const line = lines[0] ?? onlyTotal(layout, share.stableId)
  if (line === undefined)
    return { why: `layout ${layout.layout} has no line for ${share.stableId}` }
  const placed = columnOf(amount.line.subjective, line)
  if (placed === undefined)
    return { why: `line ${line.line} has no column for ${subjectiveGroup(amount.line.subjective)}` }
  const estimates = [
    ...(placed.estimate === undefined ? [] : [placed.estimate]),
    ...(lines.length > 1
      ? [
          `all on line ${line.line}: the ledger does not tell lines ${lines.map((l) => l.line).join(', ')} apart`,
        ]
      : []),
  ]
  return {
    part: {
      line: line.line,
      id: line.id,
      column: placed.column,
      ledger: lineKey(amount.line),
      service: amount.line.service,
      pence: sum,
      ...(estimates.length === 0 ? {} : { estimate: estimates.join('; ') }),
    },
  }
}

/** Youth justice has in some years a total and nothing below it. */
function onlyTotal(layout: Layout, id: string): LayoutLine | undefined {
  return layout.lines.find((l) => l.id === id && l.adds === undefined)
}

type Placed = { readonly column: ColumnId; readonly estimate?: string }

/** What a detail of a subjective says: `third-party.voluntary`, `income-grants.outside`. */
const DETAILS: Readonly<Record<string, ColumnId>> = {
  'third-party.private': 'private',
  'third-party.voluntary': 'voluntary',
  'third-party.public': 'otherPublic',
  'third-party.other-public': 'otherPublic',
  'third-party.own': 'own',
  'income-grants.inside': 'n',
  'income-grants.outside': 'o',
}

const USUAL: Readonly<Record<string, Placed>> = {
  'third-party': {
    column: 'private',
    estimate:
      'third-party payments taken as private provision: the ledger does not say who provides',
  },
  'income-grants': {
    column: 'n',
    estimate: 'government grants taken as inside AEF: the ledger does not say which',
  },
  'income-contributions': { column: 'l' },
  'income-fees': { column: 'l' },
  'income-recharges': { column: 'l' },
}

/** The column of a subjective on a line of a form; undefined when the form gives none there. */
function columnOf(subjective: string, line: LayoutLine): Placed | undefined {
  const detail = DETAILS[subjective]
  const usual = USUAL[subjectiveGroup(subjective)] ?? { column: 'own' as const }
  const wanted: Placed = detail === undefined ? usual : { column: detail }
  const gives = (c: ColumnId): boolean => line.gives.includes(c)
  if (gives(wanted.column)) return wanted
  const instead = INSTEAD[wanted.column]?.find(gives)
  return instead === undefined ? undefined : { column: instead }
}

/** Where the form does not divide spending as the ledger does: own and other public together, or the total alone. */
const INSTEAD: Readonly<Partial<Record<ColumnId, readonly ColumnId[]>>> = {
  own: ['public', 'k'],
  otherPublic: ['public', 'k'],
  private: ['k'],
  voluntary: ['k'],
}
