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
  const negative = text.charCodeAt(0) === MINUS
  const from = negative ? 1 : 0
  const point = text.indexOf('.')
  const to = point < 0 ? text.length : point
  const pence = digitsIn(text, from, to) * 100 + (point < 0 ? 0 : decimalsIn(text, point + 1))
  return negative && pence > 0 ? -pence : pence
}

/** One or two decimals as pence. */
function decimalsIn(text: string, from: number): number {
  const places = text.length - from
  if (places > 2) return Number.NaN
  return digitsIn(text, from, text.length) * (places === 1 ? 10 : 1)
}

/** A run of digits as a number; NaN for an empty run, a long one, or anything else in it. */
function digitsIn(text: string, from: number, to: number): number {
  if (to <= from || to - from > 12) return Number.NaN
  let value = 0
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

const MINUS = 45

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
