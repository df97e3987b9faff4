import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { lineKey, subjectiveOf } from './line.ts'
import { MOVEMENT_KINDS } from './model.ts'
import type { Amount, Line, Movement, MovementKind, Subjective, VersionKey } from './model.ts'

/** What a movement does to a line, in the line's own measure (income counts up as income). */
export type Effect = {
  readonly line: Line
  readonly kind: MovementKind
  readonly pence: Pence
}

/**
 * A movement with two ends takes its amount from the first and brings it to the second. With one end it is added as
 * signed, but a saving always takes away: its sign is never its meaning.
 */
export function effects(movement: Movement): readonly Effect[] {
  const { kind, from, to } = movement
  if (to !== undefined)
    return [
      { line: from, kind, pence: pence(0 - movement.pence) },
      { line: to, kind, pence: movement.pence },
    ]
  const amount = kind === 'saving' ? pence(0 - Math.abs(movement.pence)) : movement.pence
  return [{ line: from, kind, pence: amount }]
}

/** Rule 18: one-offs reverse by themselves, on lines that no movement reverses already. */
export function reversals(
  opening: readonly Amount[],
  movements: readonly Movement[],
): readonly Effect[] {
  const said = new Set(
    movements.filter((m) => m.kind === 'reverse-one-off').map((m) => lineKey(m.from)),
  )
  return yearAmounts(opening)
    .filter((a) => a.oneOff && !said.has(lineKey(a.line)))
    .map((a) => ({ line: a.line, kind: 'reverse-one-off', pence: pence(0 - a.pence) }))
}

/** Amounts once each: a year's figure that only restates its months does not count again. */
export function yearAmounts(amounts: readonly Amount[]): readonly Amount[] {
  return amounts.filter((a) => a.stated !== true)
}

export type BridgeNode = {
  readonly node: string
  readonly opening: Pence
  /** One step a kind, in print order; kinds that move nothing are left out. */
  readonly steps: readonly { readonly kind: MovementKind; readonly pence: Pence }[]
  readonly closing: Pence
  /** Closing less opening less every step: there is no balancing item, so anything but nothing is a fault. */
  readonly unexplained: Pence
}

export type BridgeParts = {
  readonly opening: readonly Amount[]
  readonly movements: readonly Movement[]
  readonly closing: readonly Amount[]
  readonly subjectives: readonly Subjective[]
}

/** The bridge from one year's budget to the next at every node, net: income counts against. */
export function bridge(parts: BridgeParts, nodeOf: (line: Line) => string): readonly BridgeNode[] {
  const nodes = new Map<string, Running>()
  const at = (line: Line): Running => {
    const node = nodeOf(line)
    const found = nodes.get(node) ?? { opening: 0, closing: 0, steps: new Map() }
    nodes.set(node, found)
    return found
  }
  const net = netSign(parts.subjectives)
  for (const a of yearAmounts(parts.opening)) at(a.line).opening += net(a.line) * a.pence
  for (const a of yearAmounts(parts.closing)) at(a.line).closing += net(a.line) * a.pence
  const before = parts.movements.filter((m) => m.afterAgreement !== true)
  for (const e of [...reversals(parts.opening, before), ...before.flatMap(effects)]) {
    const { steps } = at(e.line)
    steps.set(e.kind, (steps.get(e.kind) ?? 0) + net(e.line) * e.pence)
  }
  return [...nodes].map(([node, running]) => nodeFrom(node, running))
}

type Running = { opening: number; closing: number; readonly steps: Map<MovementKind, number> }

function nodeFrom(node: string, running: Running): BridgeNode {
  const steps = MOVEMENT_KINDS.flatMap((kind) => {
    const amount = running.steps.get(kind) ?? 0
    return amount === 0 ? [] : [{ kind, pence: pence(amount) }]
  })
  const moved = steps.reduce((total, step) => total + step.pence, 0)
  return {
    node,
    opening: pence(running.opening),
    steps,
    closing: pence(running.closing),
    unexplained: pence(running.closing - running.opening - moved),
  }
}

/** 1 for spending, -1 for income. */
export function netSign(subjectives: readonly Subjective[]): (line: Line) => 1 | -1 {
  const known = new Map<string, 1 | -1>()
  return (line) => {
    const found = known.get(line.subjective)
    if (found !== undefined) return found
    const sign = subjectiveOf(subjectives, line.subjective)?.sign === 'income' ? -1 : 1
    known.set(line.subjective, sign)
    return sign
  }
}

/** Rule 4: current is what was agreed and every movement after it. It is computed, never stored. */
export function current(
  agreed: readonly Amount[],
  movements: readonly Movement[],
): readonly Amount[] {
  const version = agreed[0]?.version
  if (version === undefined) return []
  const after = movements.filter((m) => m.afterAgreement === true && m.year === version.year)
  return [
    ...agreed,
    ...after.flatMap(effects).map((e) => ({
      line: e.line,
      version,
      pence: e.pence,
      oneOff: false,
      note: e.kind,
    })),
  ]
}

/**
 * A year that has no lines of its own: the year before without its one-offs (rule 18), and the year's movements. A movement
 * that reverses a one-off has nothing left to reverse.
 */
export function rollForward(
  opening: readonly Amount[],
  movements: readonly Movement[],
  version: VersionKey,
): readonly Amount[] {
  const kept = yearAmounts(opening).filter((a) => !a.oneOff)
  const moved = movements
    .filter((m) => m.year === version.year && m.kind !== 'reverse-one-off')
    .flatMap(effects)
  return [
    ...kept.map((a) => ({ ...a, version })),
    ...moved.map((e) => ({
      line: e.line,
      version,
      pence: e.pence,
      oneOff: e.kind === 'reserve',
      note: e.kind,
    })),
  ]
}
