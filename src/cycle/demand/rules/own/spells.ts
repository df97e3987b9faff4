import { AGES } from './types.ts'

/**
 * Every placement of one draw, as the walk met it: who, from when to when, where. What a child costs and where there is a
 * place for them is settled afterwards, because no life depends on it (10-demand, 4C2). Days are counted from the origin.
 * In the order of persons, each person's one after another. Columns are read up to `count`.
 */
export type Spells = {
  readonly count: number
  /** The run's days: the end of a placement that goes on. */
  readonly days: number
  /** The person's number: with the draw's key it gives their luck, the same in every scenario. */
  readonly person: Int32Array
  /** Which of the person's placements in the run, 0 the first. */
  readonly nth: Int32Array
  /** First day that counts; -1 for a child who was there at the origin. */
  readonly start: Int32Array
  /** The day after the last that counts. */
  readonly end: Int32Array
  /** Sub-type as the shares drew it: of the group that the event gave. */
  readonly wanted: Uint8Array
  /** Age band at the start. */
  readonly ageBand: Uint8Array
  /** Day of birth. */
  readonly born: Int32Array
  readonly uasc: Uint8Array
}

type Columns = Omit<Spells, 'count' | 'days'>

/** Takes the placements of one draw, in the order in which they are lived. Filled anew for each draw. */
export type Sink = {
  count: number
  person: number
  nth: number
  raw: Columns
  readonly days: number
  readonly bornFrom: number
}

const FIRST_ROOM = 4096

export function emptySink(days: number, bornFrom: number): Sink {
  return {
    count: 0,
    person: -1,
    nth: 0,
    raw: columns(FIRST_ROOM),
    days,
    bornFrom,
  }
}

function columns(size: number): Columns {
  return {
    person: new Int32Array(size),
    nth: new Int32Array(size),
    start: new Int32Array(size),
    end: new Int32Array(size),
    wanted: new Uint8Array(size),
    ageBand: new Uint8Array(size),
    born: new Int32Array(size),
    uasc: new Uint8Array(size),
  }
}

export function clear(sink: Sink): void {
  sink.count = 0
  sink.person = -1
}

/** A placement begins; until it is told otherwise it goes on to the end of the run. */
export function begin(
  sink: Sink,
  person: number,
  start: number,
  wanted: number,
  ageBand: number,
  birthdays: number,
  uasc: number,
): void {
  if (sink.count === sink.raw.start.length) grow(sink)
  sink.nth = person === sink.person ? sink.nth + 1 : 0
  sink.person = person
  const { raw, count } = sink
  raw.person[count] = person
  raw.nth[count] = sink.nth
  raw.start[count] = start
  raw.end[count] = sink.days
  raw.wanted[count] = wanted
  raw.ageBand[count] = ageBand
  raw.born[count] = birthdays / AGES + sink.bornFrom
  raw.uasc[count] = uasc
  sink.count = count + 1
}

/** The placement begun last ends. One that ends on the day it began is nobody's night, and is left out. */
export function finish(sink: Sink, day: number): void {
  const last = sink.count - 1
  sink.raw.end[last] = day
  if (sink.raw.start[last] === day) sink.count = last
}

function grow(sink: Sink): void {
  const { raw } = sink
  const wider = columns(raw.start.length * 2)
  wider.person.set(raw.person)
  wider.nth.set(raw.nth)
  wider.start.set(raw.start)
  wider.end.set(raw.end)
  wider.wanted.set(raw.wanted)
  wider.ageBand.set(raw.ageBand)
  wider.born.set(raw.born)
  wider.uasc.set(raw.uasc)
  sink.raw = wider
}

/** The placements of the draw. The columns are the sink's own: they hold until the next draw. */
export function lived(sink: Sink): Spells {
  return { count: sink.count, days: sink.days, ...sink.raw }
}

/** Placements that stay as they are when the next draw is walked. */
export function kept(spells: Spells): Spells {
  const { count, days } = spells
  return {
    count,
    days,
    person: spells.person.slice(0, count),
    nth: spells.nth.slice(0, count),
    start: spells.start.slice(0, count),
    end: spells.end.slice(0, count),
    wanted: spells.wanted.slice(0, count),
    ageBand: spells.ageBand.slice(0, count),
    born: spells.born.slice(0, count),
    uasc: spells.uasc.slice(0, count),
  }
}
