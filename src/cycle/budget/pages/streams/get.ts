import type { House } from '#office/house.ts'
import { day as asDay } from '#kernel/dates.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Reply, Visit } from '#web'
import {
  amountsOf,
  applied,
  budgetCube,
  cliffs,
  endedBefore,
  payments,
  planningMoney,
} from '../../rules/index.ts'
import type { Budget, Stream, StreamMoney } from '../../rules/index.ts'
import { plannedYears } from '../../rules/index.ts'
import { seenBudget } from '../../seen.ts'
import { BUDGET_CRUMB } from '../who.ts'
import { streamsView, streamView } from './view.ts'

export type StreamYear = {
  readonly year: string
  readonly plannedPence: number | null
  readonly confirmed: boolean
  readonly appliedPence: number
  readonly cliffPence: number
  /** Whether it had ended before the year began. */
  readonly ended: boolean
}

export type StreamLine = {
  readonly id: string
  readonly name: string
  readonly family: Stream['family']
  readonly payer: string
  readonly ringFenced: boolean
  /** The last day it pays, in days since 1970. */
  readonly lastDay: number | undefined
  readonly years: readonly StreamYear[]
}

export type StreamsModel = {
  readonly years: readonly string[]
  readonly streams: readonly StreamLine[]
}
export type StreamModel = {
  readonly line: StreamLine
  readonly stream: Stream
  readonly figures: readonly StreamMoney[]
  readonly services: readonly {
    readonly id: string
    readonly name: string
    readonly year: string
    readonly pence: number
  }[]
}

/** `/budget/streams`: who pays, what each has, and what is applied. */
export function getStreams(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { budget } = await house.db.inCouncil(visit.actor.council, (tx) =>
      seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
    )
    const use = usesOf(budget)
    const model: StreamsModel = {
      years: use.map((u) => u.year),
      streams: budget.streams.map((s) => streamLine(s, use)),
    }
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'Streams', nav: '/budget', crumbs: [BUDGET_CRUMB], body: streamsView(model) },
    }
  }
}

/** `/budget/streams/:id`: every published figure, the conditions, what it pays for, and the cliff. */
export function getStream(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { budget } = await house.db.inCouncil(visit.actor.council, (tx) =>
      seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
    )
    const stream = budget.streams.find((s) => s.id === visit.params['id'])
    if (stream === undefined) return { kind: 'not-found' }
    const use = usesOf(budget)
    const names = new Map(budget.services.map((s) => [s.id, s.name]))
    const model: StreamModel = {
      line: streamLine(stream, use),
      stream,
      figures: stream.money,
      services: use.flatMap((u) =>
        u.paid
          .filter((p) => p.stream === stream.id)
          .map((p) => ({
            id: p.service,
            name: names.get(p.service) ?? p.service,
            year: u.year,
            pence: p.charged === 0 ? p.received : p.charged,
          })),
      ),
    }
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: stream.name,
        nav: '/budget',
        crumbs: [BUDGET_CRUMB, { text: 'Streams', href: '/budget/streams' }],
        body: streamView(model),
      },
    }
  }
}

type YearUse = {
  readonly year: FinancialYear
  readonly paid: ReturnType<typeof payments>
  readonly applied: ReturnType<typeof applied>
  readonly cliffs: ReturnType<typeof cliffs>
}

function usesOf(budget: Budget): readonly YearUse[] {
  return plannedYears(budget, undefined).map((p) => {
    const own = p.basis.kind === 'lines' ? amountsOf(budget.amounts, p.basis.version) : p.amounts
    const cube = budgetCube(budget, own)
    const paid = payments(cube)
    return {
      year: p.year,
      paid,
      applied: applied(paid),
      cliffs: cliffs(cube, budget.streams, p.year),
    }
  })
}

function streamLine(s: Stream, use: readonly YearUse[]): StreamLine {
  return {
    id: s.id,
    name: s.name,
    family: s.family,
    payer: s.payer,
    ringFenced: s.ringFenced,
    lastDay: s.to === undefined ? undefined : asDay(s.to - 1),
    years: use.map((u) => {
      const plan = planningMoney(s, u.year)
      return {
        year: u.year,
        plannedPence: plan?.money.pence ?? null,
        confirmed: plan?.confirmed ?? false,
        appliedPence: u.applied.get(s.id) ?? 0,
        cliffPence: u.cliffs.find((c) => c.stream === s.id)?.pence ?? 0,
        ended: endedBefore(s, u.year),
      }
    }),
  }
}
