/**
 * A refusal is what a person can cause and can mend: it says what was found, where, and what to do.
 * `file`, `sheet`, `row` (the heading is row 1), `column` and `value` place it in a file; `field` places it in a form.
 */
export type Refusal = {
  readonly kind: string
  readonly message: string
  readonly mend: string
  readonly field?: string
  readonly file?: string
  readonly sheet?: string
  readonly row?: number
  readonly column?: string
  readonly value?: string
}

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Refused = { readonly ok: false; readonly refusals: readonly Refusal[] }
export type Result<T> = Ok<T> | Refused

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

/** One or more refusals. A refusal without a refusal is a fault of ours. */
export function refused(...refusals: readonly Refusal[]): Refused {
  if (refusals.length === 0) throw new Error('refused() needs at least one refusal')
  return { ok: false, refusals }
}

/** All values, or every refusal of every part, in order. */
export function allOk<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const refusals = results.flatMap((r) => (r.ok ? [] : r.refusals))
  if (refusals.length > 0) return refused(...refusals)
  return ok(results.flatMap((r) => (r.ok ? [r.value] : [])))
}

/** The value of a result that cannot be a refusal here; throws, with the refusal's words, if it is. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(result.refusals.map((r) => `${r.message} ${r.mend}`).join('; '))
}

/** Marks a place that types prove unreachable. */
export function never(value: never): never {
  throw new Error(`not a case we know: ${JSON.stringify(value)}`)
}
