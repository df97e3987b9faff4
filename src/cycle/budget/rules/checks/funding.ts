import { grandTotal } from '../cube.ts'
import { versionText } from '../line.ts'
import type { Stream } from '../model.ts'
import { applied, endedBefore, paidBy, payments, planningMoney } from '../streams.ts'
import type { Payment } from '../streams.ts'
import { conditionFaults } from './conditions.ts'
import { failed, passed } from './check.ts'
import type { Check, VersionParts } from './check.ts'

/** C2: what pays makes what is spent; a stream gives no more than it has; its conditions are kept. */
export function fundingCheck(v: VersionParts): readonly Check[] {
  const paid = payments(v.cube)
  const streams = new Map(v.budget.streams.map((s) => [s.id, s]))
  const found = [
    ...paid.flatMap((p) => paymentFaults(v, p, streams.get(p.stream))),
    ...allocationFaults(v, paid),
    ...v.budget.streams.flatMap((s) => conditionFaults(v, paid, s)),
  ]
  return found.some((c) => !c.passed) ? found : [...found, everyLine(v)]
}

function everyLine(v: VersionParts): Check {
  const { gross } = grandTotal(v.cube)
  return passed({
    id: 'C2',
    severity: 'block',
    what: 'the streams pay for all gross spending, line by line',
    left: gross,
    right: gross,
    where: `${versionText(v.version)}, every line`,
  })
}

function paymentFaults(v: VersionParts, p: Payment, stream: Stream | undefined): readonly Check[] {
  const where = `${versionText(v.version)}, service ${p.service}, stream ${p.stream}`
  const about = { id: 'C2', severity: 'block', where } as const
  if (stream === undefined)
    return [
      failed({
        ...about,
        what: 'every line is paid by a stream that is known',
        left: paidBy(p),
        right: 0,
        fix: `Add the stream ${p.stream} to streams.csv, or correct the line`,
      }),
    ]
  const both = p.charged !== 0 && p.received !== 0 && stream.family !== 'core'
  if (!both || p.charged === p.received) return []
  return [
    failed({
      ...about,
      what: 'income of a stream equals the spending charged to it',
      left: p.received,
      right: p.charged,
      fix: 'Charge as much spending to the stream as it brings in, or move the rest to core',
    }),
  ]
}

function allocationFaults(v: VersionParts, paid: readonly Payment[]): readonly Check[] {
  const used = applied(paid)
  return v.budget.streams.flatMap((s) => {
    const amount = used.get(s.id) ?? 0
    const ownTerms = s.family === 'core' || s.family === 'fees' || s.family === 'partner'
    const plan = planningMoney(s, v.version.year)
    if (amount === 0 || endedBefore(s, v.version.year)) return []
    if (plan === undefined) return ownTerms ? [] : [notRecorded(v, s, amount)]
    if (s.family === 'core') return []
    return amount > plan.money.pence
      ? [tooMuch(v, s, amount, plan.money.pence, plan.confirmed)]
      : [withinIt(v, s, amount, plan.money.pence, plan.confirmed)]
  })
}

function tooMuch(
  v: VersionParts,
  s: Stream,
  left: number,
  right: number,
  confirmed: boolean,
): Check {
  return failed({
    id: 'C2',
    severity: 'block',
    what: `no more is applied than is ${confirmed ? 'allocated' : 'announced (not confirmed)'}`,
    left,
    right,
    where: `${versionText(v.version)}, stream ${s.id}`,
    fix: `Charge less to ${s.name}, or record the larger allocation with its letter`,
  })
}

function withinIt(
  v: VersionParts,
  s: Stream,
  left: number,
  right: number,
  confirmed: boolean,
): Check {
  return {
    ...passed({
      id: 'C2',
      severity: 'block',
      what: `no more is applied than is ${confirmed ? 'allocated' : 'announced (not confirmed)'}`,
      left,
      right,
      where: `${versionText(v.version)}, stream ${s.id}`,
    }),
    difference: 0,
  }
}

function notRecorded(v: VersionParts, s: Stream, amount: number): Check {
  return failed({
    id: 'C2',
    severity: 'warn',
    what: 'what the stream has is recorded',
    left: amount,
    right: 0,
    where: `${versionText(v.version)}, stream ${s.id}`,
    fix: `Record what ${s.name} has been announced or allocated for ${v.version.year} in stream_money.csv: it is not known`,
  })
}
