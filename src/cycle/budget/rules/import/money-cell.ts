import { parsePounds } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { placeOf } from '#office/sheets/rules/index.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'

/** What the symbols of returns and published tables mean. None of them is nought (30-budget section 2). */
const SYMBOLS: Readonly<Record<string, string>> = {
  c: 'suppressed: a small number',
  x: 'not available',
  z: 'not applicable',
  k: 'rounds to nought, and is not nought',
  low: 'rounds to nought, and is not nought',
  '-': 'not given',
  '..': 'not available',
  ':': 'not available',
  null: 'not given',
  '': 'not given',
}

/** What a cell means when it is a symbol and not a figure. */
export function symbolMeaning(text: string): string | undefined {
  return SYMBOLS[text.trim().toLowerCase()]
}

export type MoneyCell =
  | { readonly kind: 'money'; readonly pence: Pence }
  | { readonly kind: 'aside' }

/**
 * Reads a money cell by the unit of its heading. A symbol sets the row aside with its meaning; anything else that is not
 * money is refused with the mend. More than two decimals of a pound are rounded half away from zero and listed.
 */
export function moneyCell(r: Reading, column: string): MoneyCell | undefined {
  const text = r.row.text(column)
  const meaning = symbolMeaning(text)
  if (meaning !== undefined) {
    r.found.setAside.push({
      ...where(r, column),
      value: text,
      reason:
        text === ''
          ? 'The amount is blank'
          : `"${text}" means ${meaning}: it is not an amount, and not 0`,
      mend: 'Type the amount (0 if it is nothing), or leave the row out',
    })
    return { kind: 'aside' }
  }
  const shifted = inPounds(text, r.power(column))
  const amount = parsePounds(shifted)
  if (!amount.ok) return refuse(r, column, 'not-money', `"${text}" is not money`, mendOf(text))
  if (hasResidue(shifted))
    r.found.residues.push({ ...where(r, column), value: text, pence: amount.value })
  return { kind: 'money', pence: amount.value }
}

function where(r: Reading, column: string) {
  return { ...placeOf(r.table), file: r.table.file, row: r.row.row, column }
}

/** `12.345.00` was meant as 12345.00: the last point is kept. */
function mendOf(text: string): string {
  const points = text.split('.')
  const tidy = text.replaceAll(/[^\d.]/g, '')
  return points.length > 2 && /^\d[\d.]*$/.test(tidy)
    ? `write ${tidy.split('.').slice(0, -1).join('')}.${tidy.split('.').at(-1) ?? '00'}`
    : 'write pounds as digits, with at most one point, such as 12345.00'
}

const NUMBER = /\d[\d,]*(?:\.\d+)?/

/** Moves the point of the number in a text to the right, digit by digit, so that nothing is lost on the way. */
export function inPounds(text: string, power: number): string {
  if (power === 0) return text
  return text.replace(NUMBER, (number) => {
    const [whole = '', part = ''] = number.replaceAll(',', '').split('.')
    const digits = part.padEnd(power, '0')
    const rest = digits.slice(power)
    return `${whole}${digits.slice(0, power)}${rest === '' ? '' : `.${rest}`}`
  })
}

function hasResidue(text: string): boolean {
  return /\.\d\d\d*[1-9]/.test(text)
}
