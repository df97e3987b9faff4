import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { exposed, isPrimary, linksOf, withSilent } from './attack.ts'
import { loosen } from './choose.ts'
import type { Choice } from './choose.ts'
import { toBase } from './profile.ts'
import type { Profile, ProfileId } from './profile.ts'
import type { Sum, Table } from './table.ts'

/** A table as it may be shown. */
export type Protected = {
  readonly profile: ProfileId
  /** Every cell that is printed or hidden, by id; null is hidden. Cells that are printed nowhere are not here. */
  readonly shown: ReadonlyMap<string, number | null>
  /** How many cells are hidden because they are small, and how many to protect those. */
  readonly small: number
  readonly further: number
  /** The further cells are proved to be the cheapest choice. */
  readonly least: boolean
}

/**
 * What may be shown of a table: small cells hidden, and further ones so that no hidden cell can be worked out from
 * anything that is printed (89-returns, D1 to D4). Refused, naming the cell and never its value, when earlier releases
 * have printed too much to protect it.
 */
export function protect(table: Table, profile: Profile): Result<Protected> {
  if (profile.method.kind === 'round') return ok(rounded(table, profile, profile.method.base))
  const printed = table.cells.find((c) => c.printed === true && isPrimary(c, profile))
  if (printed !== undefined) return known(printed.id)
  const small = table.cells.filter((c) => isPrimary(c, profile))
  const already = table.cells.filter((c) => c.hidden === true)
  const hidden = withSilent(table, new Set([...small, ...already].map((c) => c.id)))
  const choice: Choice = {
    links: linksOf(table),
    profile,
    totals: new Set(table.sums.map((s) => s.total)),
  }
  let least = true
  for (const cell of small) {
    const search = loosen(choice, hidden, cell.id)
    if (search.kind === 'none') return known(cell.id)
    for (const id of search.extra) hidden.add(id)
    least &&= search.least
  }
  const [left] = exposed(table, hidden, profile)
  if (left !== undefined) return known(left)
  return ok(answer(table, profile, hidden, { small: small.length, least }))
}

function answer(
  table: Table,
  profile: Profile,
  hidden: ReadonlySet<string>,
  about: { readonly small: number; readonly least: boolean },
): Protected {
  const printable = table.cells.filter((c) => c.silent !== true)
  const gone = printable.filter((c) => hidden.has(c.id))
  return {
    profile: profile.id,
    shown: new Map(printable.map((c) => [c.id, hidden.has(c.id) ? null : c.value])),
    small: about.small,
    further: gone.length - gone.filter((c) => isPrimary(c, profile)).length,
    least: about.least,
  }
}

function known(id: string) {
  return refused({
    kind: 'disclosive',
    message: `${id} is small and could be worked out from what is printed`,
    mend: 'Print less of the table, or join groups until each holds enough children',
    value: id,
  })
}

/**
 * Every part to the base, and totals added up from rounded parts, so that they tell nothing more. A total of two
 * divisions follows the first.
 */
function rounded(table: Table, profile: Profile, base: number): Protected {
  const sums = new Map<string, Sum>()
  for (const sum of table.sums) if (!sums.has(sum.total)) sums.set(sum.total, sum)
  const cells = new Map(table.cells.map((c) => [c.id, c]))
  const done = new Map<string, number>()
  const valueOf = (id: string): number => {
    const before = done.get(id)
    if (before !== undefined) return before
    const sum = sums.get(id)
    const value =
      sum === undefined
        ? toBase(cells.get(id)?.value ?? 0, base)
        : total(sum.parts.map(valueOf)) - total((sum.less ?? []).map(valueOf))
    done.set(id, value)
    return value
  }
  const printable = table.cells.filter((c) => c.silent !== true)
  return {
    profile: profile.id,
    shown: new Map(printable.map((c) => [c.id, valueOf(c.id)])),
    small: 0,
    further: 0,
    least: true,
  }
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}
