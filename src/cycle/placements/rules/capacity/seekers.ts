import { AGES } from '#cycle/demand/rules/index.ts'
import type { Spells } from '#cycle/demand/rules/index.ts'
import { drawKey, join, uniform } from '#kernel/random.ts'
import { lawful, listFor, ofAge, ofBand, SEVERAL } from './place-rules.ts'
import type { PlaceRules } from './place-rules.ts'
import { real, small, whole } from './read.ts'

/** Which luck is meant: an area's numbers never meet those of a place, a price or a life. */
const LUCK_AREA = 0x61726561
const STEP = 0x632be5ab
const MOST_POOLS = 127

/**
 * Who of a draw takes up places, in order of their days: those who are in them at the origin, and those who look for one. What
 * the law and each child's own luck with a fit decide is settled here, before any place is counted; so it is the same
 * however many places there are.
 */
export type Seekers = {
  readonly count: number
  /** Index among the draw's placements. */
  readonly spell: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  /** The list that decides; THERE for a child who is in a place already, which is theirs. */
  readonly list: Uint8Array
  /** Pools that fit, in the order in which they are tried: `options[optionsFrom[i]]` up to `optionsFrom[i + 1]`. */
  readonly options: Uint8Array
  readonly optionsFrom: Int32Array
  /** Sub-type of every placement of the draw, before places are counted. */
  readonly subType: Uint8Array
  /** Placements that the law moved to another sub-type. */
  readonly byLaw: number
}

export const THERE = 255

type Filling = { -readonly [K in keyof Seekers]: Seekers[K] } & {
  /** First placement that begins on each day (the day before the origin first), and the next of the same day. */
  firstOn: Int32Array
  next: Int32Array
}

/** Room for the seekers of one draw, filled anew for each. */
export type SeekerRoom = Filling

export function seekerRoom(): SeekerRoom {
  return room(0, 0)
}

function room(spells: number, pools: number): SeekerRoom {
  return {
    count: 0,
    spell: new Int32Array(spells),
    start: new Int32Array(spells),
    end: new Int32Array(spells),
    list: new Uint8Array(spells),
    options: new Uint8Array(spells * Math.max(1, pools)),
    optionsFrom: new Int32Array(spells + 1),
    subType: new Uint8Array(spells),
    byLaw: 0,
    firstOn: new Int32Array(0),
    next: new Int32Array(spells),
  }
}

/** Who takes up places in a draw. The columns are the room's own: they hold until the next draw. */
export function seekersOf(
  spells: Spells,
  rules: PlaceRules,
  seed: number,
  draw: number,
  given: SeekerRoom = seekerRoom(),
): Seekers {
  if (rules.pools.length > MOST_POOLS) throw new Error(`${rules.pools.length} pools are beyond us`)
  const into = given
  if (into.spell.length < spells.count)
    Object.assign(into, room(Math.ceil(spells.count * 1.25), rules.pools.length))
  if (into.firstOn.length < spells.days + 1) into.firstOn = new Int32Array(spells.days + 1)
  into.byLaw = 0
  into.subType.set(spells.wanted.subarray(0, spells.count))
  obey(into, spells, rules)
  chain(into, spells, rules)
  inOrder(into, spells, rules, drawKey(seed, draw))
  return into
}

/** Moves whoever the law does not allow where the shares drew them. */
function obey(into: SeekerRoom, spells: Spells, rules: PlaceRules): void {
  const { subType } = into
  const { restricted } = rules
  for (let i = 0; i < spells.count; i += 1) {
    const drawn = small(subType, i)
    if (small(restricted, drawn) === 0) continue
    const allowed = lawful(rules, drawn, {
      born: whole(spells.born, i),
      on: Math.max(0, whole(spells.start, i)),
      ageBand: small(spells.ageBand, i),
    })
    if (allowed === drawn) continue
    into.byLaw += 1
    subType[i] = allowed
  }
}

/** Links whoever begins on the same day, person by person; those who are there at the origin first of all. */
function chain(into: SeekerRoom, spells: Spells, rules: PlaceRules): void {
  const { subType, firstOn, next } = into
  const { asks, holds } = rules
  const { start, end, count } = spells
  firstOn.fill(-1)
  for (let i = count - 1; i >= 0; i -= 1) {
    const from = whole(start, i)
    const s = small(subType, i)
    if (small(from < 0 ? holds : asks, s) === 0 || whole(end, i) <= 0) continue
    next[i] = whole(firstOn, from + 1)
    firstOn[from + 1] = i
  }
}

/** Notes the pools that fit each child, day by day, and leaves out whoever looks for no place at their age. */
function inOrder(into: SeekerRoom, spells: Spells, rules: PlaceRules, key: number): void {
  const { firstOn, next, spell, start, end, optionsFrom, options, list, subType } = into
  const { onlyPool, onlyList } = rules
  const ends = spells.end
  let row = 0
  let to = 0
  for (let day = -1; day < spells.days; day += 1) {
    for (let i = whole(firstOn, day + 1); i !== -1; i = whole(next, i)) {
      const pool = small(onlyPool, small(subType, i))
      let until = to
      if (pool === SEVERAL) until = seek(into, spells, rules, row, i, key)
      else {
        // The ordinary case, quickly: one list that always holds, and one pool for every age.
        options[to] = pool
        list[row] = day < 0 ? THERE : small(onlyList, small(subType, i))
        if (day < 0 || fitsOnly(spells, rules, key, i, pool)) until += 1
      }
      if (until === -1) continue
      to = until
      spell[row] = i
      start[row] = day
      end[row] = whole(ends, i)
      row += 1
      optionsFrom[row] = to
    }
  }
  into.count = row
}

function fitsOnly(
  spells: Spells,
  rules: PlaceRules,
  key: number,
  i: number,
  pool: number,
): boolean {
  const chance = real(rules.fits, pool * AGES + small(spells.ageBand, i))
  if (chance >= 1) return true
  return uniform(luckOf(spells, key, i) ^ whole(rules.salts, pool)) < chance
}

/** A number of a placement's own: of who, in which draw, for which of their placements. */
function luckOf(spells: Spells, key: number, i: number): number {
  return join(key, whole(spells.person, i)) + Math.imul(whole(spells.nth, i) + 1, STEP)
}

/**
 * Any case: asks each list and pool of the child's age, area and day. Says where the options end, -1 for whoever looks for no
 * place.
 */
function seek(
  into: SeekerRoom,
  spells: Spells,
  rules: PlaceRules,
  row: number,
  i: number,
  key: number,
): number {
  const subType = small(into.subType, i)
  const child = {
    born: whole(spells.born, i),
    on: Math.max(0, whole(spells.start, i)),
    luck: luckOf(spells, key, i),
    ageBand: small(spells.ageBand, i),
    area: areaOf(rules, join(key, whole(spells.person, i))),
  }
  const from = whole(into.optionsFrom, row)
  if (whole(spells.start, i) < 0) {
    into.options[from] = ownPool(rules, subType, child)
    into.list[row] = THERE
    return from + 1
  }
  const list = listFor(rules, subType, child.born, child.on)
  if (list === undefined) return -1
  const next = tryPools(into.options, from, rules, list.pools, child)
  // Nobody of this age looks for one of the council's own places.
  if (next === -1) into.subType[i] = list.otherwise
  else into.list[row] = list.number
  return next
}

/** The area that whoever takes up a placement comes from, -1 where areas are not told apart. */
export function areaOfSpell(
  rules: PlaceRules,
  spells: Spells,
  i: number,
  luck: { readonly seed: number; readonly draw: number },
): number {
  if (rules.areas.length === 0) return -1
  return areaOf(rules, join(drawKey(luck.seed, luck.draw), whole(spells.person, i)))
}

/** The area a person comes from, -1 where areas are not told apart: the same all their life and in every scenario. */
function areaOf(rules: PlaceRules, person: number): number {
  const { areas } = rules
  if (areas.length === 0) return -1
  const u = uniform(join(person, LUCK_AREA))
  let area = 0
  while (area < areas.length - 1 && real(areas, area) < u) area += 1
  return area
}

/** The pool of a child who is there at the origin: of their sub-type, and of their age and area where there is one. */
function ownPool(rules: PlaceRules, subType: number, child: Child): number {
  const own = rules.poolsOf[subType] ?? []
  let best = -1
  for (const p of own) {
    if (!ofAge(rules, p, child.born, child.on)) continue
    if (near(rules, p, child.area)) return p
    if (best === -1) best = p
  }
  return best === -1 ? (own[0] ?? 0) : best
}

/** Whether a pool serves a child's own area, or every area. */
function near(rules: PlaceRules, pool: number, area: number): boolean {
  const of = whole(rules.areaOfPool, pool)
  return area === -1 || of === -1 || of === area
}

type Child = {
  readonly born: number
  readonly on: number
  readonly luck: number
  readonly ageBand: number
  readonly area: number
}

/** Notes the pools that fit, those of the child's own area first. -1 when no pool is for the child's age at all. */
function tryPools(
  options: Uint8Array,
  from: number,
  rules: PlaceRules,
  pools: Uint8Array,
  child: Child,
): number {
  let to = from
  let any = false
  for (let turn = 0; turn < (rules.areas.length === 0 ? 1 : 2); turn += 1) {
    for (let k = 0; k < pools.length; k += 1) {
      const p = small(pools, k)
      if (!ofBand(rules, p, child)) continue
      any = true
      if (near(rules, p, child.area) === (turn === 1)) continue
      if (!fits(rules, p, child, turn)) continue
      options[to] = p
      to += 1
    }
  }
  return any ? to : -1
}

function fits(rules: PlaceRules, pool: number, child: Child, away: number): boolean {
  const usual = real(rules.fits, pool * AGES + child.ageBand)
  const chance = away === 1 ? usual * rules.across : usual
  return chance >= 1 || uniform(child.luck ^ whole(rules.salts, pool)) < chance
}
