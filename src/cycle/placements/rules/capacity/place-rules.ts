import { AGE_ENDS, AGES, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { asNumber } from '#kernel/rate.ts'
import { mix } from '#kernel/random.ts'
import { subTypeOf } from './pools.ts'
import { small } from './read.ts'
import { isAged, turns } from './run-calendar.ts'
import type { RunCalendar } from './run-calendar.ts'
import type { Fits, Policy, Pool } from './types.ts'

/** A list made ready: sub-types as indexes, days from the origin. */
export type ReadyList = {
  readonly number: number
  readonly from: number
  readonly ageFrom: number
  readonly ageTo: number
  readonly first: number
  /** Pools in the order in which they are tried, ahead of the first sub-type without a pool. */
  readonly pools: Uint8Array
  readonly otherwise: number
  /** Holds from before the first day, at every age: nothing need be asked. */
  readonly always: boolean
}

type ReadyLaw = {
  readonly from: number
  readonly under: number
  readonly instead: number
}

/** Policy, law and pools made ready for a run: what is the same in every draw. */
export type PlaceRules = {
  readonly calendar: RunCalendar
  readonly pools: readonly Pool[]
  /** Ages of each pool, as far as they exclude anybody: first and last, 0 and 17 where all may come. */
  readonly ageFrom: Uint8Array
  readonly ageTo: Uint8Array
  /** Every list, numbered, and by sub-type those that decide for it, the latest first; empty where the shares stand. */
  readonly every: readonly ReadyList[]
  readonly lists: readonly (readonly ReadyList[])[]
  /** By sub-type: 1 where a list decides for a new placement; where a child who is there holds a place of a pool. */
  readonly asks: Uint8Array
  readonly holds: Uint8Array
  /** By sub-type: 1 where the law has something to say. */
  readonly restricted: Uint8Array
  /** By sub-type: its one pool and one list, where nothing need be asked of a child's age, area or day; else SEVERAL. */
  readonly onlyPool: Uint8Array
  readonly onlyList: Uint8Array
  /** By pool: the sub-type that it fills. */
  readonly fill: Uint8Array
  readonly firstOf: Uint8Array
  readonly otherwiseOf: Uint8Array
  readonly law: readonly (readonly ReadyLaw[])[]
  /** By sub-type: the pools that it fills. */
  readonly poolsOf: readonly (readonly number[])[]
  /** Chance of a fit: `pool * AGES + ageBand`. */
  readonly fits: Float64Array
  /** A number of each pool's own for its luck, whatever other pools there are. */
  readonly salts: Int32Array
  readonly areaOfPool: Int32Array
  /** Cumulative shares of areas; empty where they are not told apart. */
  readonly areas: Float64Array
  readonly across: number
}

export function placeRules(
  policy: Policy,
  pools: readonly Pool[],
  fits: Fits,
  calendar: RunCalendar,
): PlaceRules {
  const fill = pools.map(subTypeOf)
  const poolsOf = SUB_TYPES.map((_, s) => fill.flatMap((own, p) => (own === s ? [p] : [])))
  const lists = numbered(SUB_TYPES.map((s) => readyLists(policy, s, poolsOf, calendar)))
  const every = lists.flat()
  const law = SUB_TYPES.map((s) => readyLaw(policy, s, calendar))
  return {
    every,
    lists,
    asks: Uint8Array.from(lists, (own) => (own.length > 0 ? 1 : 0)),
    holds: Uint8Array.from(poolsOf, (own) => (own.length > 0 ? 1 : 0)),
    restricted: Uint8Array.from(law, (l) => (l.length > 0 ? 1 : 0)),
    onlyPool: Uint8Array.from(lists, (own) => onlyPool(own, pools)),
    onlyList: Uint8Array.from(lists, (own) => own[0]?.number ?? SEVERAL),
    fill: Uint8Array.from(fill),
    firstOf: Uint8Array.from(every, (l) => l.first),
    otherwiseOf: Uint8Array.from(every, (l) => l.otherwise),
    calendar,
    pools,
    ageFrom: Uint8Array.from(pools, (p) => p.ageFrom),
    ageTo: Uint8Array.from(pools, (p) => p.ageTo),
    poolsOf,
    law,
    fits: Float64Array.from({ length: pools.length * AGES }, (_, i) => {
      const chance = fits[Math.floor(i / AGES)]?.[i % AGES]
      if (chance === undefined) throw new Error(`no chance of a fit is known for pool ${i / AGES}`)
      return chance
    }),
    salts: Int32Array.from(pools, (p) => saltOf(p.id)),
    areaOfPool: Int32Array.from(pools, (p) => policy.areas.findIndex((a) => a.area === p.area)),
    areas: pools.some((p) => p.area !== '') ? cumulative(policy) : new Float64Array(0),
    across: asNumber(policy.across),
  }
}

export const SEVERAL = 255

function onlyPool(lists: readonly ReadyList[], pools: readonly Pool[]): number {
  const [list] = lists
  if (list === undefined || !list.always || list.pools.length !== 1) return SEVERAL
  const [pool = SEVERAL] = list.pools
  return pools[pool]?.area === '' && everyAge(pools[pool]) ? pool : SEVERAL
}

function everyAge(pool: Pick<Pool, 'ageFrom' | 'ageTo'>): boolean {
  return pool.ageFrom === 0 && pool.ageTo >= 17
}

/** More lists than can be numbered in a byte are beyond us. */
const MOST_LISTS = 254

function numbered(
  bySubType: readonly (readonly Omit<ReadyList, 'number'>[])[],
): readonly (readonly ReadyList[])[] {
  let number = -1
  const lists = bySubType.map((own) =>
    own.map((list) => {
      number += 1
      return { ...list, number }
    }),
  )
  if (number > MOST_LISTS) throw new Error(`${number} lists are beyond us`)
  return lists
}

/** A text as a number: the same for the same text. */
export function saltOf(text: string): number {
  let salt = 0x5bd1e995
  for (const character of text) salt = mix(salt ^ (character.codePointAt(0) ?? 0)) | 0
  return salt
}

function cumulative(policy: Policy): Float64Array {
  const whole = policy.areas.reduce((n, a) => n + a.share, 0)
  let running = 0
  return Float64Array.from(policy.areas, (a) => {
    running += a.share / whole
    return running
  })
}

const indexOf = (s: SubType): number => SUB_TYPES.indexOf(s)

/** A list works when some pool stands in it before a kind of place that is bought as needed. */
function readyLists(
  policy: Policy,
  wanted: SubType,
  poolsOf: readonly (readonly number[])[],
  calendar: RunCalendar,
): readonly Omit<ReadyList, 'number'>[] {
  return policy.lists
    .filter((l) => l.wanted.includes(wanted))
    .toSorted((a, b) => b.from - a.from)
    .flatMap((list) => {
      const open = list.prefer.findIndex((s) => (poolsOf[indexOf(s)] ?? []).length === 0)
      const before = list.prefer.slice(0, Math.max(0, open)).map(indexOf)
      const [first] = before
      const last = list.prefer[open]
      if (first === undefined || last === undefined) return []
      return [
        {
          from: list.from - calendar.origin,
          ageFrom: list.ageFrom,
          ageTo: list.ageTo,
          first,
          pools: Uint8Array.from(before.flatMap((s) => poolsOf[s] ?? [])),
          otherwise: indexOf(last),
          always: list.from <= calendar.origin && list.ageFrom === 0 && list.ageTo >= 17,
        },
      ]
    })
}

function readyLaw(policy: Policy, subType: SubType, calendar: RunCalendar): readonly ReadyLaw[] {
  return policy.law
    .filter((l) => l.subTypes.includes(subType))
    .toSorted((a, b) => a.from - b.from)
    .map((l) => ({
      from: l.from - calendar.origin,
      under: l.under,
      instead: indexOf(l.instead),
    }))
}

/** The sub-type that the law allows in place of one. Rules are asked again of where they send a child. */
export function lawful(
  rules: PlaceRules,
  subType: number,
  child: { readonly born: number; readonly on: number; readonly ageBand: number },
): number {
  let now = subType
  for (let turn = 0; turn < 4; turn += 1) {
    const instead = sentTo(rules, now, child)
    if (instead === -1) return now
    now = instead
  }
  throw new Error(`the law sends a child from one placement to another without end`)
}

function sentTo(
  rules: PlaceRules,
  subType: number,
  child: { readonly born: number; readonly on: number; readonly ageBand: number },
): number {
  for (const l of rules.law[subType] ?? []) {
    if (l.from > child.on || small(YOUNGEST, child.ageBand) >= l.under) continue
    if (child.on < turns(rules.calendar, child.born, l.under)) return l.instead
  }
  return -1
}

/** The list that decides for a sub-type, an age and a day; undefined where the shares stand. */
export function listFor(
  rules: PlaceRules,
  subType: number,
  born: number,
  on: number,
): ReadyList | undefined {
  for (const list of rules.lists[subType] ?? []) {
    if (list.always || (list.from <= on && isAged(rules.calendar, born, on, list))) return list
  }
  return undefined
}

/** Whether a child may be in a pool by age on a day. */
export function ofAge(rules: PlaceRules, pool: number, born: number, on: number): boolean {
  const from = small(rules.ageFrom, pool)
  const to = small(rules.ageTo, pool)
  return (
    (from === 0 || on >= turns(rules.calendar, born, from)) &&
    (to >= 17 || on < turns(rules.calendar, born, to + 1))
  )
}

/** The same for a child whose age band on the day is known: birthdays are asked only where the pool cuts the band. */
export function ofBand(
  rules: PlaceRules,
  pool: number,
  child: { readonly born: number; readonly on: number; readonly ageBand: number },
): boolean {
  const from = small(rules.ageFrom, pool)
  const to = small(rules.ageTo, pool)
  const youngest = small(YOUNGEST, child.ageBand)
  const oldest = small(YOUNGEST, child.ageBand + 1) - 1
  if (youngest >= from && oldest <= to) return true
  if (oldest < from || youngest > to) return false
  return ofAge(rules, pool, child.born, child.on)
}

/** Completed years with which each age band begins, with the end of the last. */
const YOUNGEST = Uint8Array.from([0, ...AGE_ENDS])
