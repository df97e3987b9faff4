import type { Weights } from './parameters.ts'

/** A number in (0, 1), new at each call. */
export type Chance = () => number

/** One of the names, by weight. */
export function pick<T extends string>(weights: Weights<T>, chance: Chance): T {
  const names = Object.keys(weights).filter((name): name is T => name in weights)
  return pickOf(
    names.map((name) => [name, weights[name] ?? 0] as const),
    chance,
  )
}

/** One of the values, by weight. */
export function pickOf<T>(choices: readonly (readonly [T, number])[], chance: Chance): T {
  const total = choices.reduce((a, [, weight]) => a + weight, 0)
  let left = chance() * total
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (last === undefined) throw new Error('nothing to pick from')
  return last[0]
}

export function between(from: number, to: number, chance: Chance): number {
  return from + (to - from) * chance()
}

/** A count with this mean: exponential waits until the mean is used up. */
export function poisson(mean: number, chance: Chance): number {
  let count = 0
  let left = mean
  for (;;) {
    left += Math.log(chance())
    if (left <= 0) return count
    count += 1
  }
}

/** The first row of a table whose `to` lies above the value; the last row above them all. */
export function rowOf<T extends { readonly to: number }>(table: readonly T[], value: number): T {
  const row = table.find((r) => value < r.to) ?? table.at(-1)
  if (row === undefined) throw new Error('an empty table')
  return row
}
