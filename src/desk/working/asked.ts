import type { Visit } from '#web'

/** Which figure a working was asked for. */
export type Asked = {
  readonly room: string
  /** What follows the room, each step decoded. */
  readonly path: readonly string[]
  /** Address of the figure that has a path, as it was written. */
  readonly address: string
  /** Steps down into parts that have no path of their own: `?part=2.0`. */
  readonly part: readonly number[]
  /** Page of a long list, from 1. */
  readonly page: number
}

const MOST_STEPS = 40

/**
 * Reads `/working/ROOM/…`, and its twin. The path is read as it came, before decoding: a name may hold a slash, which is
 * written `%2F`. Undefined when it is not the address of a figure.
 */
export function askedOf(visit: Pick<Visit, 'path' | 'query'>): Asked | undefined {
  const address = visit.path.replace(/\.json$/, '').replace(/\/$/, '')
  const [, , room = '', ...steps] = address.split('/')
  const path = steps.map(decoded)
  const part = partOf(visit.query.get('part'))
  if (path.length > MOST_STEPS || part === undefined) return undefined
  const known = path.filter((step) => step !== undefined)
  if (room === '' || known.length !== path.length) return undefined
  return { room, path: known, address, part, page: pageOf(visit.query.get('page')) }
}

function decoded(step: string): string | undefined {
  try {
    return decodeURIComponent(step)
  } catch {
    return undefined
  }
}

function partOf(text: string | null): readonly number[] | undefined {
  if (text === null || text === '') return []
  return /^\d{1,6}(\.\d{1,6}){0,9}$/.test(text) ? text.split('.').map(Number) : undefined
}

function pageOf(text: string | null): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** Address of a part that has no path of its own. */
export function partHref(asked: Asked, steps: readonly number[], page = 1): string {
  const query = new URLSearchParams()
  if (steps.length > 0) query.set('part', steps.join('.'))
  if (page > 1) query.set('page', String(page))
  const text = query.toString()
  return text === '' ? asked.address : `${asked.address}?${text}`
}
