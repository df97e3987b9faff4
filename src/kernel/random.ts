/**
 * Seeded chance without state: the number is a function of where it is used, `u = f(seed, draw, person, ordinal)`. So a
 * result is the same with one worker or sixty-four, in any order, and the same person meets the same luck in every
 * scenario (common random numbers). Source: 10-demand, rule 4C3.
 */

/** A 32-bit mixing step (the finaliser of MurmurHash3, by Austin Appleby, public domain). */
export function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Joins a key and a number into a new key. */
export function join(key: number, value: number): number {
  return mix(Math.imul(key ^ 0x9e3779b9, 0x01000193) ^ mix(value + 0x7f4a7c15))
}

/** A uniform number in the open interval (0, 1), with 32 bits, from a key. */
export function uniform(key: number): number {
  return (mix(key) + 0.5) / 4_294_967_296
}

/** One stream per chunk: the key of `draw` under `seed`. */
export function drawKey(seed: number, draw: number): number {
  return join(mix(seed), draw)
}

/** The stateful stream of a key, for code that needs many numbers in order. */
export function stream(key: number): () => number {
  let counter = 0
  return () => {
    counter += 1
    return uniform(join(key, counter))
  }
}
