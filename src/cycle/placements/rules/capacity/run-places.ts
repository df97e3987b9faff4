import { AGES, simulateSpells, statesOf, SUB_TYPES, tableFrom } from '#cycle/demand/rules/index.ts'
import type { Draws, DrawTable, EffectsOf, SimInput, Spells } from '#cycle/demand/rules/index.ts'
import { allocate } from './allocate.ts'
import type { Allocator, Placed } from './allocate.ts'
import type { PlaceRules } from './place-rules.ts'

type State = DrawTable['cells'][number]

/** What gives each draw its places. */
export type PlacePlan = {
  readonly allocator: Allocator
  /** Usable places of a draw, `day * pools + pool`. */
  readonly usableOf: (draw: number) => Int32Array
  readonly effectsOf?: EffectsOf
  /** Months in which the scenario changes rates; unsaid: any. */
  readonly changesIn?: readonly number[]
}

/** States that a table of placed children counts: those of the forecast, and those to which lists and law may send a child. */
export function placedStates(input: SimInput, rules: PlaceRules): readonly State[] {
  const known = statesOf(input)
  const key = (c: State) => ((c.uasc ? 1 : 0) * AGES + c.ageBand) * SUB_TYPES.length + c.subType
  const found = new Map(known.map((c) => [key(c), c]))
  for (const cell of known) {
    for (const subType of reached(rules, cell.subType)) {
      const other = { ...cell, subType }
      found.set(key(other), other)
    }
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, cell]) => cell)
}

/** Sub-types to which a child may come who was drawn for one. */
function reached(rules: PlaceRules, subType: number): ReadonlySet<number> {
  const found = new Set([subType])
  // A Set takes in what is added while it is gone through.
  for (const s of found) {
    for (const law of rules.law[s] ?? []) found.add(law.instead)
    for (const list of rules.lists[s] ?? []) {
      found.add(list.otherwise)
      for (const [other, pools] of rules.poolsOf.entries()) {
        if (pools.some((p) => list.pools.includes(p))) found.add(other)
      }
    }
  }
  return found
}

/**
 * Simulates draws and gives every child a place. The partial counts children by the sub-type that they come to; how many
 * there are, and in which group, is the forecast's own but where the law moved a child. `take` may keep nothing of what it
 * is handed beyond the draw.
 */
export function simulatePlaces(
  input: SimInput,
  seed: number,
  draws: { readonly from: number; readonly to: number },
  plan: PlacePlan,
  take?: (draw: number, spells: Spells, placed: Placed) => void,
): Draws {
  const { allocator, usableOf, effectsOf, changesIn } = plan
  const place = (draw: number, spells: Spells) => {
    const placed = allocate(allocator, spells, usableOf(draw), { seed, draw })
    take?.(draw, spells, placed)
    return placed.subType
  }
  return simulateSpells(input, seed, draws, {
    place,
    states: placedStates(input, allocator.rules),
    ...(effectsOf === undefined ? {} : { effectsOf }),
    ...(changesIn === undefined ? {} : { changesIn }),
  })
}

/** The table of draws of placed children, for pricing as any other. */
export function placedTable(input: SimInput, rules: PlaceRules, partial: Draws): DrawTable {
  return tableFrom(input, placedStates(input, rules), partial)
}
