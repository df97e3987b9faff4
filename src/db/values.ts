/**
 * How values come out of either database, so that a store cannot tell which one it reads: `bigint` as a checked number,
 * `date` as `YYYY-MM-DD`, `timestamptz` as an instant in ISO 8601, `bytea` as a `Uint8Array`, `numeric` as text.
 */

/** Object identifiers of PostgreSQL's own types (pg_type.dat); they never change. */
export const OID = {
  bytea: 17,
  int8: 20,
  int8Array: 1016,
  timestamp: 1114,
  timestampArray: 1115,
  date: 1082,
  dateArray: 1182,
  timestamptz: 1184,
  timestamptzArray: 1185,
} as const

export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new Error(`the database holds ${text}, which is more than a number here can hold exactly`)
  return value
}

/** PostgreSQL writes `2016-05-24 10:00:00.5+01`; we read `2016-05-24T09:00:00.5Z`. */
export function instantText(text: string): string {
  if (text.endsWith('infinity')) return text
  return Temporal.Instant.from(text.replace(' ', 'T')).toString()
}

export function asIs(text: string): string {
  return text
}

/** The bytes of `\x0102`, the only form that PostgreSQL 15 and later send unless told otherwise. */
export function bytesOf(text: string): Uint8Array {
  if (!text.startsWith(String.raw`\x`)) throw new Error('the database sent bytes in an old form')
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}
