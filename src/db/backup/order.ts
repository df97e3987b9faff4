import type { Table } from '../tables.ts'

/** Tables in an order in which every row finds those it points at. A circle is a fault of ours. */
export function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = []
  let left = tables
  while (left.length > 0) {
    const waiting = new Set(left.map((table) => table.name))
    const ready = left.filter((table) =>
      table.needs.every((need) => need === table.name || !waiting.has(need)),
    )
    if (ready.length === 0)
      throw new Error(`these tables point at each other in a circle: ${[...waiting].join(', ')}`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}
