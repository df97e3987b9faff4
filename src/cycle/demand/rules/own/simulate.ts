import { drawKey, join } from '#kernel/random.ts'
import { addUpScaled, changedPlaces, neverUnder, scaleRates } from './effects.ts'
import type { EffectsOf } from './effects.ts'
import { PERSON, engineOf } from './engine.ts'
import type { Engine, Scenario } from './engine.ts'
import { enterAll } from './entrants.ts'
import { drawTruth } from './parameters.ts'
import { replace } from './replace.ts'
import { clear, kept, lived } from './spells.ts'
import type { Spells } from './spells.ts'
import { SUB_GROUP, calendarOf, cellsOf } from './tables.ts'
import type { Calendar } from './tables.ts'
import { AGES, FLOWS, SUBS } from './types.ts'
import type { Block, Cell, Partial, SimInput } from './types.ts'
import { live, liveAway } from './walk.ts'
import type { Walk } from './walk.ts'

/**
 * Simulates the draws `[from, to)`. Pure, and the same to the last byte however the draws are cut: every number is a
 * function of the seed, the draw, the person and its use (10-demand, 4C3 and 4C4).
 */
export function simulateChunk(
  input: SimInput,
  seed: number,
  draws: { readonly from: number; readonly to: number },
): Partial {
  return simulateSpells(input, seed, draws, {})
}

/** What may be asked of a simulation beside its counts. */
export type Asked = {
  /**
   * Takes every draw's placements and may say where each child is placed in the end, by sub-type: what is counted follows
   * (10-demand, 4C2). A child stays in care as long, wherever it is.
   */
  readonly place?: (draw: number, spells: Spells) => Uint8Array | undefined
  /** States to be counted, where children may come to others than the shares lead to. */
  readonly states?: readonly Cell[]
  /** What a scenario does to each draw. */
  readonly effectsOf?: EffectsOf
  /**
   * The months whose factors on rates differ from those of the month before, in any draw. Unsaid: every month, which is
   * slower and leads to the same.
   */
  readonly changesIn?: readonly number[]
}

/** The same, with places given by somebody else and a scenario. Asked for nothing it is `simulateChunk` to the last byte. */
export function simulateSpells(
  input: SimInput,
  seed: number,
  draws: { readonly from: number; readonly to: number },
  asked: Asked,
): Partial {
  if (draws.to <= draws.from) return []
  const { place } = asked
  const engine = engineOf(input, place !== undefined, asked)
  const { months } = input
  const size = draws.to - draws.from
  const block: Block = {
    from: draws.from,
    to: draws.to,
    monthEnd: new Uint16Array(size * engine.cells.length * months),
    childDays: new Int32Array(size * engine.cells.length * months),
    flows: new Uint16Array(size * FLOWS.length * months),
    moves: engine.walk.moves,
  }
  for (let draw = draws.from; draw < draws.to; draw += 1) {
    const { scenario, walk } = engine
    if (scenario !== undefined) scenario.now = scenario.effectsOf(draw)
    oneDraw(engine, drawKey(seed, draw))
    if (place !== undefined && walk.sink !== undefined) {
      const spells = lived(walk.sink)
      const placed = place(draw, spells)
      if (placed !== undefined) replace(walk, spells, placed)
    }
    keep(engine, block, draw - draws.from)
  }
  return [block]
}

/** The placements of one draw. */
export function spellsOf(
  input: SimInput,
  seed: number,
  draw: number,
  asked: Pick<Asked, 'effectsOf'> = {},
): Spells {
  let found: Spells | undefined
  const place = (_: number, spells: Spells): undefined => {
    found = kept(spells)
  }
  simulateSpells(input, seed, { from: draw, to: draw + 1 }, { ...asked, place })
  if (found === undefined) throw new Error(`draw ${draw} gave no placements`)
  return found
}

/** The states that a table of draws counts, in order. */
export function statesOf(input: SimInput): readonly Cell[] {
  return cellsOf(input, calendarOf(input))
}

function oneDraw(engine: Engine, key: number): void {
  const { walk, maker } = engine
  drawTruth(maker, key, walk.truth)
  if (engine.scenario !== undefined) change(engine, engine.scenario)
  if (walk.sink !== undefined) clear(walk.sink)
  walk.counts.fill(0)
  walk.flows.fill(0)
  liveHere(engine, key)
  liveLeft(engine, key)
  for (const [stream, entering] of engine.entering.entries())
    enterAll(engine, key, stream, entering)
}

/** Sets rates, returns and shares as the scenario has them in this draw. */
function change(engine: Engine, { now, places }: Scenario): void {
  const { walk, calendar } = engine
  if (walk.scale !== undefined) {
    scaleRates(now.rates, calendar, walk.scale)
    if (now.rates.length > 0) addUpScaled(walk.truth, walk.scale, calendar.epochEnds.length)
  }
  walk.backScale?.fill(1)
  if (now.returns !== undefined) {
    walk.backScale?.set(now.returns)
    neverUnder(walk.truth, now.returns)
  }
  walk.places.set(now.shares.length === 0 ? places : changedPlaces(places, now.shares))
}

function meet(walk: Walk, calendar: Calendar, key: number, person: number, born: number): void {
  walk.key = join(key, person) | 0
  walk.person = person
  walk.ordinal = 0
  walk.birthdays = (born - calendar.bornFrom) * AGES
}

function liveHere({ walk, calendar, people }: Engine, key: number): void {
  walk.hereNow = true
  for (let i = 0; i < people.born.length; i += 1) {
    meet(walk, calendar, key, PERSON.here + i, people.born[i] ?? 0)
    walk.uasc = people.uasc[i] ?? 0
    walk.stream = walk.uasc * AGES * SUBS
    walk.subType = people.state[i] ?? 0
    walk.group = SUB_GROUP[walk.subType] ?? 0
    walk.ageBand = people.ageBand[i] ?? 0
    walk.duration = people.duration[i] ?? 0
    walk.since = people.since[i] ?? 0
    walk.time = -1
    walk.day = -1
    live(walk)
  }
  walk.hereNow = false
}

function liveLeft({ walk, calendar, left }: Engine, key: number): void {
  for (let i = 0; i < left.born.length; i += 1) {
    meet(walk, calendar, key, PERSON.left + i, left.born[i] ?? 0)
    walk.uasc = left.uasc[i] ?? 0
    walk.stream = walk.uasc * AGES * SUBS
    walk.ageBand = left.ageBand[i] ?? 0
    walk.day = left.since[i] ?? 0
    liveAway(walk, left.state[i] ?? 0)
  }
}

/** Adds up the differences of one draw into its place in the block. */
function keep(engine: Engine, block: Block, index: number): void {
  const { walk, calendar, cellAt } = engine
  const { months, monthStarts, monthEnds } = calendar
  let to = index * cellAt.length * months
  for (let cell = 0; cell < cellAt.length; cell += 1) {
    let at = cellAt[cell] ?? 0
    let heads = 0
    for (let month = 0; month < months; month += 1) {
      heads += walk.counts[at + 1] ?? 0
      const length = (monthEnds[month] ?? 0) - (monthStarts[month] ?? 0)
      block.childDays[to] = heads * length + (walk.counts[at] ?? 0)
      block.monthEnd[to] = heads + (walk.counts[at + 3] ?? 0)
      at += 2
      to += 1
    }
  }
  block.flows.set(walk.flows, index * walk.flows.length)
}
