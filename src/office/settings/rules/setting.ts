import { iso, isoDay, parseIso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

/** A value as the program ships it. */
export type Shipped<T> = { readonly from: string; readonly value: T; readonly source: string }

/** Something that a council may set. */
export type Setting<T> = {
  /** `access.idle-minutes`: the room and the thing. */
  readonly id: string
  readonly name: string
  /** What it does, in a sentence that the person who sets it can read. */
  readonly sentence: string
  /** How the value reads: `minutes`, `pence a week`, `%`. */
  readonly unit: string
  /** The value if it may be one, undefined if not. */
  readonly read: (value: unknown) => T | undefined
  /** What may be set, in words, for a refusal. */
  readonly allowed: string
  /** The values there are, when they are few: a page offers them. */
  readonly choices?: readonly string[]
  /** At least one; the earliest holds from its own day. */
  readonly shipped: readonly [Shipped<T>, ...Shipped<T>[]]
}

/** The value that holds on a day and who says so. */
export type Held<T> = {
  readonly id: string
  readonly value: T
  readonly from: Day
  readonly source: string
  /** Who set it; undefined when it is as shipped. */
  readonly by: string | undefined
}

/** A council's own value, as it was set. */
export type Own = {
  readonly setting: string
  readonly from: string
  readonly value: unknown
  readonly source: string
  readonly by: string
  readonly at: string
}

/** What the program ships for a day: the latest shipped value that has begun. */
export function shippedOn<T>(setting: Setting<T>, on: Day): Held<T> {
  const [first, ...rest] = setting.shipped.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  if (first === undefined) throw new Error(`the setting ${setting.id} ships no value`)
  const begun = rest.filter((each) => isoDay(each.from) <= on).at(-1) ?? first
  return {
    id: setting.id,
    value: begun.value,
    from: isoDay(begun.from),
    source: begun.source,
    by: undefined,
  }
}

/** The value that holds on a day: the council's own that began last, or else what is shipped. */
export function heldOn<T>(setting: Setting<T>, own: Own | undefined, on: Day): Held<T> {
  if (own === undefined) return shippedOn(setting, on)
  const value = setting.read(own.value)
  if (value === undefined)
    throw new Error(`the kept value of ${setting.id} from ${own.from} is not ${setting.allowed}`)
  return { id: setting.id, value, from: isoDay(own.from), source: own.source, by: own.by }
}

/** What the rooms let a council set, one of each name. */
export function catalogue(
  settings: readonly Setting<unknown>[],
): ReadonlyMap<string, Setting<unknown>> {
  const all = new Map<string, Setting<unknown>>()
  for (const setting of settings) {
    if (all.has(setting.id)) throw new Error(`two settings are named ${setting.id}`)
    for (const each of setting.shipped) checkShipped(setting, each)
    all.set(setting.id, setting)
  }
  return all
}

function checkShipped(setting: Setting<unknown>, shipped: Shipped<unknown>): void {
  if (setting.read(shipped.value) === undefined)
    throw new Error(`the shipped value of ${setting.id} is not ${setting.allowed}`)
  const day = parseIso(shipped.from)
  if (day === undefined || iso(day) !== shipped.from || shipped.source === '')
    throw new Error(`the shipped value of ${setting.id} needs a day and a source`)
}
