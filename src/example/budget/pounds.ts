import type { Pence } from '#kernel/money.ts'

/** `1234.50`, as a cell of a file. */
export function pounds(amount: Pence): string {
  const size = Math.abs(amount)
  const text = `${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
  return amount < 0 ? `-${text}` : text
}
