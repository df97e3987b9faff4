import type { Tx } from '#db'
import { lastEntry } from './store/last-entry.ts'

/** How many answers are kept at hand. */
const AT_HAND = 16

/**
 * Keeps what was made of a council's data until something is done there: every change makes an audit entry, whose hash is of
 * that council and that moment alone. The entry is read first, so that what is kept is never older than it. `keyOf` tells
 * apart what else the answer depends on, such as the day.
 */
export function keptUntilAct<Given, T>(
  make: (tx: Tx, given: Given) => Promise<T>,
  keyOf: (given: Given) => string,
): (tx: Tx, given: Given) => Promise<T> {
  const held = new Map<string, { readonly value: T }>()
  return async (tx, given) => {
    const last = await lastEntry(tx)
    // Before the first act, every council's hash is the same.
    if (last.seq === 0) return make(tx, given)
    const key = `${last.hash} ${keyOf(given)}`
    const found = held.get(key) ?? { value: await make(tx, given) }
    held.delete(key)
    held.set(key, found)
    const [oldest] = held.keys()
    if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
    return found.value
  }
}
