import { iso, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Own, Setting } from './setting.ts'

/** How a value of a setting stands on a day. */
export type Standing =
  /** It holds on the day. */
  | 'now'
  /** Its first day is still to come. */
  | 'to-come'
  /** It held until another began. */
  | 'ended'
  /** Another value for its first day went before it, so that it holds on no day. */
  | 'replaced'

export type Told = {
  readonly from: string
  readonly value: unknown
  readonly source: string
  /** Who set it and when; undefined when it is as shipped. */
  readonly by: string | undefined
  readonly at: string | undefined
  readonly standing: Standing
}

/**
 * Everything that was ever set for a setting and what is shipped, the latest first day first, and how each stands on a day.
 * `own` is newest first: of two with the same first day the newer holds.
 */
export function told(setting: Setting<unknown>, own: readonly Own[], on: Day): readonly Told[] {
  const mine = own.map((each, index) => ({ ...each, order: index }))
  const shipped = setting.shipped.map((each, index) => ({
    ...each,
    by: undefined,
    at: undefined,
    order: own.length + setting.shipped.length - index,
  }))
  const firstOwn = own.map((each) => each.from).toSorted()[0]
  const lines = [...mine, ...shipped].toSorted(
    (a, b) => b.from.localeCompare(a.from) || a.order - b.order,
  )
  const seen = new Set<string>()
  const standing = lines.map((line) => {
    const hidden =
      seen.has(line.from) ||
      (line.by === undefined && firstOwn !== undefined && line.from >= firstOwn)
    if (!hidden) seen.add(line.from)
    return { line, hidden }
  })
  const now = standing.find(({ line, hidden }) => !hidden && line.from <= iso(on))
  return standing.map(({ line, hidden }) => ({
    from: line.from,
    value: line.value,
    source: line.source,
    by: line.by,
    at: line.at,
    standing: standingOf(line.from, hidden, line === now?.line, on),
  }))
}

function standingOf(from: string, hidden: boolean, now: boolean, on: Day): Standing {
  if (hidden) return 'replaced'
  if (now) return 'now'
  return isoDay(from) > on ? 'to-come' : 'ended'
}

/**
 * What somebody typed as a value of the setting: the text itself where the setting takes texts, else the number it is. A
 * comma or a space between thousands is dropped. What is neither stays as typed, to be refused with its own words.
 */
export function typedValue(setting: Setting<unknown>, text: string): unknown {
  const typed = text.trim()
  if (setting.read(typed) !== undefined) return typed
  const digits = typed.replaceAll(/(?<=\d)[, ](?=\d{3})/g, '')
  return /^[-+]?\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : typed
}
