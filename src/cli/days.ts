import { parseIso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Options } from './command.ts'

/** A typed value, or what is wrong with it. */
export type Typed<T> = { readonly value: T } | { readonly wrong: string }

/** The day an option holds; undefined when it was not given. */
export function dayOption(options: Options, name: string): Typed<Day | undefined> {
  const text = options[name]
  if (typeof text !== 'string') return { value: undefined }
  const found = parseIso(text)
  return found === undefined
    ? { wrong: `--${name} ${text} is not a day: write YYYY-MM-DD, such as 2026-04-01` }
    : { value: found }
}

/** `2021-04-01..2022-03-31`: a first and a last day, both counted. */
export function spanOption(
  options: Options,
  name: string,
): Typed<{ readonly first: Day; readonly last: Day } | undefined> {
  const text = options[name]
  if (typeof text !== 'string') return { value: undefined }
  const [a = '', b = '', ...more] = text.split('..')
  const first = parseIso(a)
  const last = parseIso(b)
  if (first === undefined || last === undefined || more.length > 0)
    return {
      wrong: `--${name} ${text} is not two days: write YYYY-MM-DD..YYYY-MM-DD, both counted`,
    }
  if (last < first) return { wrong: `--${name} ${text} ends before it begins` }
  return { value: { first, last } }
}

/** A whole number within bounds; the default when it was not given. */
export function wholeOption(
  options: Options,
  name: string,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
): Typed<number> {
  const text = options[name]
  if (typeof text !== 'string') return { value: bounds.otherwise }
  const value = Number(text)
  const fits = /^\d+$/.test(text) && value >= bounds.least && value <= bounds.most
  return fits
    ? { value }
    : { wrong: `--${name} ${text} is not a whole number from ${bounds.least} to ${bounds.most}` }
}

/** `5%` or `0.05`. */
export function shareOption(options: Options, name: string): Typed<number | undefined> {
  const text = options[name]
  if (typeof text !== 'string') return { value: undefined }
  const match = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(text.trim())
  const value = match === null ? NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1)
  return Math.abs(value) < 1
    ? { value }
    : { wrong: `--${name} ${text} is not a share: write 5% or 0.05` }
}
