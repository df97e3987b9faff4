import { parsePounds } from '#kernel/money.ts'
import { inPounds } from '../import/money-cell.ts'
import type { CellState } from './model.ts'

/** What a money cell says. `rough` when more than two decimals were rounded. */
export type S251Cell =
  | { readonly state: 'given'; readonly pence: number; readonly rough: boolean }
  | { readonly state: Exclude<CellState, 'given'> }

/** What the symbols of published tables mean; a layout may say otherwise. */
export const USUAL_SYMBOLS: Readonly<Record<string, CellState>> = {
  '': 'not-given',
  null: 'not-given',
  '-': 'not-given',
  z: 'not-applicable',
  na: 'not-applicable',
  x: 'unavailable',
  '..': 'unavailable',
  ':': 'unavailable',
  c: 'suppressed',
  k: 'rounds-to-zero',
  low: 'rounds-to-zero',
}

const PLAIN = /^(-?)(\d{1,12})(?:\.(\d+))?$/
const POWER = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d{1,3})$/

/**
 * Pence of a plain amount in pounds with at most two decimals; NaN for anything else. Most cells are of this kind, and a
 * file has hundreds of thousands, so that it reads without making anything.
 */
export function plainPence(text: string): number {
  const { length } = text
  if (length === 0 || length > 14) return Number.NaN
  const negative = text.charCodeAt(0) === MINUS
  let value = 0
  let decimals = -1
  for (let i = negative ? 1 : 0; i < length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === POINT && decimals < 0 && i > (negative ? 1 : 0)) decimals = 0
    else if (code >= 48 && code <= 57 && decimals < 2) {
      value = value * 10 + code - 48
      if (decimals >= 0) decimals += 1
    } else return Number.NaN
  }
  if (decimals === 0 || (negative && length === 1)) return Number.NaN
  const whole = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100
  return negative && whole > 0 ? -whole : whole
}

const MINUS = 45
const POINT = 46

/** Reads a money cell exactly, whole pence rounded half away from zero; undefined when it is neither money nor a known symbol. */
export function s251Cell(
  text: string,
  power: number,
  symbols: Readonly<Record<string, CellState>>,
): S251Cell | undefined {
  if (power === 0) {
    const plain = PLAIN.exec(text)
    if (plain !== null) return given(plain[1] === '-', plain[2] ?? '', plain[3] ?? '')
  }
  const state = symbols[text.trim().toLowerCase()]
  if (state !== undefined && state !== 'given') return { state }
  return longCell(text, power)
}

function longCell(text: string, power: number): S251Cell | undefined {
  const shifted = inPounds(withoutPower(text.trim()), power)
  const amount = parsePounds(shifted)
  if (!amount.ok) return undefined
  return { state: 'given', pence: amount.value, rough: /\.\d\d\d*[1-9]/.test(shifted) }
}

function given(negative: boolean, whole: string, part: string): S251Cell {
  const size = Number(whole) * 100 + Number(part.slice(0, 2).padEnd(2, '0'))
  if (part.length <= 2)
    return { state: 'given', pence: negative && size > 0 ? -size : size, rough: false }
  const up = (part.charCodeAt(2) >= 53 ? 1 : 0) + size
  return {
    state: 'given',
    pence: negative && up > 0 ? -up : up,
    rough: /[1-9]/.test(part.slice(2)),
  }
}

/** `-7.45058E-09` written out, digit by digit. */
function withoutPower(text: string): string {
  const found = POWER.exec(text)
  if (found === null) return text
  const [, sign = '', whole = '', part = '', exponent = '0'] = found
  const by = Number(exponent)
  if (by >= 0) {
    const digits = part.padEnd(by, '0')
    return `${sign}${whole}${digits.slice(0, by)}${digits.length > by ? `.${digits.slice(by)}` : ''}`
  }
  const digits = whole.padStart(1 - by, '0')
  return `${sign}${digits.slice(0, by)}.${digits.slice(by)}${part}`
}
