import { emptyTruth } from './parameters.ts'
import type { TruthMaker } from './parameters.ts'
import { cutBy } from './effects.ts'
import type { EffectsOf, FlowEffects } from './effects.ts'
import { emptySink } from './spells.ts'
import type { Sink } from './spells.ts'
import {
  MEMBERS,
  ORDER,
  calendarOf,
  cellsOf,
  drawable,
  enteringOf,
  gammas,
  knownOf,
  leverFactors,
  placesOf,
  shapesOf,
} from './tables.ts'
import type { Calendar, Entering, Known } from './tables.ts'
import { AGES, DURATIONS, EVENTS, FLOWS, PLACES, SUBS } from './types.ts'
import type { Cell, SimInput } from './types.ts'
import type { Walk } from './walk.ts'

/** Persons' numbers: known children and leavers by their order, entrants by stream, month and number in it. */
export const PERSON = { here: 0, left: 1_000_000, entrant: 2_000_000, intake: 0x70000000 } as const

/** A simulation made ready: what is the same in every draw, and the walk that is filled anew for each. */
export type Engine = {
  readonly maker: TruthMaker
  readonly calendar: Calendar
  readonly cells: readonly Cell[]
  readonly cellAt: Int32Array
  readonly people: Known
  readonly left: Known
  readonly entering: readonly Entering[]
  readonly walk: Walk
  /** Present in a scenario alone. */
  readonly scenario: Scenario | undefined
}

/** What a scenario changes from draw to draw, with what stands without it. */
export type Scenario = {
  readonly effectsOf: EffectsOf
  readonly places: Float64Array
  now: FlowEffects
}

export function engineOf(
  input: SimInput,
  withSpells: boolean,
  asked: {
    readonly states?: readonly Cell[]
    readonly effectsOf?: EffectsOf
    readonly changesIn?: readonly number[]
  },
): Engine {
  const { effectsOf } = asked
  const usual = calendarOf(input)
  const calendar = effectsOf === undefined ? usual : cutBy(usual, asked.changesIn)
  const { model } = input
  const shapes = [
    ...shapesOf(model.rates),
    ...shapesOf(model.returns),
    ...model.intake.map((i) => i.shape),
  ]
  const tables = gammas(shapes)
  const entering = enteringOf(input, tables)
  const maker: TruthMaker = {
    care: drawable(model.rates, tables),
    returns: drawable(model.returns, tables),
    tables,
    entering,
    levers: leverFactors(input, calendar),
    calendar,
    input,
  }
  const cells = asked.states ?? cellsOf(input, calendar)
  const { people, left } = input
  return {
    maker,
    calendar,
    cells,
    cellAt: Int32Array.from(
      cells,
      (c) =>
        ((c.uasc ? AGES * SUBS : 0) + c.ageBand * SUBS + c.subType) * (calendar.months + 2) * 2,
    ),
    people: knownOf(input, calendar, { ...people, state: people.subType }),
    left: knownOf(input, calendar, { ...left, since: left.on, state: left.kind }),
    entering,
    ...walkAndScenario(input, maker, withSpells, effectsOf),
  }
}

function walkAndScenario(
  input: SimInput,
  maker: TruthMaker,
  withSpells: boolean,
  effectsOf: EffectsOf | undefined,
): Pick<Engine, 'walk' | 'scenario'> {
  const { calendar } = maker
  const sink = withSpells ? emptySink(calendar.days, calendar.bornFrom) : undefined
  if (effectsOf === undefined)
    return { walk: walkOf(input, maker, sink, undefined, undefined), scenario: undefined }
  const scale = new Float64Array(
    calendar.epochEnds.length * PLACES * AGES * DURATIONS * EVENTS,
  ).fill(1)
  const walk = walkOf(input, maker, sink, scale, new Float64Array(input.months).fill(1))
  return { walk, scenario: { effectsOf, places: walk.places.slice(), now: effectsOf(0) } }
}

function walkOf(
  input: SimInput,
  maker: TruthMaker,
  sink: Sink | undefined,
  scale: Float64Array | undefined,
  backScale: Float64Array | undefined,
): Walk {
  const { months } = input
  return {
    calendar: maker.calendar,
    truth: emptyTruth(maker),
    places: placesOf(input),
    order: ORDER,
    members: MEMBERS,
    firstGroups: Float64Array.from(maker.entering.flatMap((e) => [...e.groups])),
    width: months + 2,
    counts: new Int32Array(2 * AGES * SUBS * (months + 2) * 2),
    flows: new Int32Array(FLOWS.length * months),
    moves: new Int32Array(months * PLACES * PLACES),
    sink,
    scale,
    backScale,
    key: 0,
    person: 0,
    ordinal: 0,
    birthdays: 0,
    stream: 0,
    uasc: 0,
    hereNow: false,
    time: 0.5,
    day: 0,
    group: 0,
    subType: 0,
    ageBand: 0,
    duration: 0,
    since: 0,
  }
}
