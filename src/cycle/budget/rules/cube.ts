import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { subjectiveGroup } from './line.ts'
import type { Amount, Subjective } from './model.ts'
import { versionText } from './line.ts'

/** What amounts may be added up by. */
export const AXES = [
  'version',
  'year',
  'group',
  'service',
  'subjective-group',
  'subjective',
  'stream',
  'area',
  'cost-centre',
  'month',
] as const
export type Axis = (typeof AXES)[number]

/**
 * Amounts in columns: for each axis a whole number an amount, and what the numbers stand for. A year's figure that only
 * restates its months is left out.
 */
export type Cube = {
  readonly rows: number
  readonly codes: Readonly<Record<Axis, Int32Array>>
  readonly labels: Readonly<Record<Axis, readonly string[]>>
  /** Spending positive, income positive. */
  readonly pence: Float64Array
  /** 1 for income. */
  readonly income: Uint8Array
  readonly oneOff: Uint8Array
  /** Place of each row in the amounts it was made from. */
  readonly source: Int32Array
}

export type CubeParts = {
  readonly amounts: readonly Amount[]
  readonly subjectives: readonly Subjective[]
  /** Group of a service; services that are linked count where their money lies. */
  readonly groupOf: (service: string) => string
}

/** Lays amounts into columns, once; `totals` then adds them up by any axes. */
export function cubeOf(parts: CubeParts): Cube {
  const kept = parts.amounts.flatMap((a, i) => (a.stated === true ? [] : [i]))
  const signs = new Map(parts.subjectives.map((s) => [s.id, s.sign]))
  const isIncome = (id: string): boolean =>
    (signs.get(id) ?? signs.get(subjectiveGroup(id))) === 'income'
  const columns = new Map(AXES.map((axis) => [axis, new Column(kept.length)]))
  const money = new Float64Array(kept.length)
  const income = new Uint8Array(kept.length)
  const oneOff = new Uint8Array(kept.length)
  kept.forEach((at, i) => {
    const amount = parts.amounts[at]
    if (amount === undefined) return
    for (const axis of AXES) columns.get(axis)?.set(i, LABELS[axis](amount, parts.groupOf))
    money[i] = amount.pence
    income[i] = isIncome(amount.line.subjective) ? 1 : 0
    oneOff[i] = amount.oneOff ? 1 : 0
  })
  return {
    rows: kept.length,
    codes: byAxis((axis) => columns.get(axis)?.codes ?? new Int32Array(0)),
    labels: byAxis((axis) => columns.get(axis)?.labels ?? []),
    pence: money,
    income,
    oneOff,
    source: Int32Array.from(kept),
  }
}

class Column {
  readonly codes: Int32Array
  readonly labels: string[] = []
  readonly #known = new Map<string, number>()
  constructor(rows: number) {
    this.codes = new Int32Array(rows)
  }
  set(row: number, label: string): void {
    let code = this.#known.get(label)
    if (code === undefined) {
      code = this.labels.length
      this.#known.set(label, code)
      this.labels.push(label)
    }
    this.codes[row] = code
  }
}

function byAxis<T>(of: (axis: Axis) => T): Readonly<Record<Axis, T>> {
  return {
    version: of('version'),
    year: of('year'),
    group: of('group'),
    service: of('service'),
    'subjective-group': of('subjective-group'),
    subjective: of('subjective'),
    stream: of('stream'),
    area: of('area'),
    'cost-centre': of('cost-centre'),
    month: of('month'),
  }
}

const LABELS: Readonly<Record<Axis, (amount: Amount, groupOf: CubeParts['groupOf']) => string>> = {
  version: (a) => versionText(a.version),
  year: (a) => a.version.year,
  group: (a, groupOf) => groupOf(a.line.service),
  service: (a) => a.line.service,
  'subjective-group': (a) => subjectiveGroup(a.line.subjective),
  subjective: (a) => a.line.subjective,
  stream: (a) => a.line.stream,
  area: (a) => a.line.area,
  'cost-centre': (a) => a.line.costCentre,
  month: (a) => (a.month === undefined ? 'year' : String(a.month)),
}

/** A line of one version, apart for what recurs and what does not. */
export function yearLineKey(a: Amount): string {
  const l = a.line
  const v = a.version
  return `${v.year}|${v.kind}|${v.name}|${l.service}|${l.subjective}|${l.stream}|${l.area}|${l.costCentre}|${a.oneOff ? 1 : 0}`
}

/** Marks the year's figures of lines that also have months, so that a line counts once. */
export function markStated(amounts: readonly Amount[]): readonly Amount[] {
  const monthly = new Set(amounts.flatMap((a) => (a.month === undefined ? [] : [yearLineKey(a)])))
  if (monthly.size === 0) return amounts
  return amounts.map((a) =>
    a.month === undefined && monthly.has(yearLineKey(a)) ? { ...a, stated: true } : a,
  )
}

/** Totals over axes: cells in the order of the axes, the last axis fastest. */
export type Totals = {
  readonly axes: readonly Axis[]
  readonly labels: readonly (readonly string[])[]
  readonly gross: Float64Array
  readonly income: Float64Array
  /** How many amounts each cell has. */
  readonly count: Int32Array
}

/**
 * Adds amounts up by any axes, in one pass. No axes gives the grand total. Every total of the room and every part of one
 * comes from here, so that they cannot disagree. `only` leaves amounts out.
 */
export function totals(cube: Cube, axes: readonly Axis[], only?: (row: number) => boolean): Totals {
  const sizes = axes.map((axis) => cube.labels[axis].length)
  const cells = sizes.reduce((a, b) => a * b, 1)
  const index = cellIndex(cube, axes, sizes)
  const gross = new Float64Array(cells)
  const income = new Float64Array(cells)
  const count = new Int32Array(cells)
  for (let row = 0; row < cube.rows; row += 1) {
    if (only !== undefined && !only(row)) continue
    const cell = index[row] ?? 0
    const into = cube.income[row] === 1 ? income : gross
    into[cell] = (into[cell] ?? 0) + (cube.pence[row] ?? 0)
    count[cell] = (count[cell] ?? 0) + 1
  }
  return { axes, labels: axes.map((axis) => cube.labels[axis]), gross, income, count }
}

function cellIndex(cube: Cube, axes: readonly Axis[], sizes: readonly number[]): Int32Array {
  const first = axes[0]
  if (first === undefined) return new Int32Array(cube.rows)
  if (axes.length === 1) return cube.codes[first]
  const index = Int32Array.from(cube.codes[first])
  axes.slice(1).forEach((axis, i) => {
    const size = sizes[i + 1] ?? 1
    const codes = cube.codes[axis]
    for (let row = 0; row < index.length; row += 1)
      index[row] = (index[row] ?? 0) * size + (codes[row] ?? 0)
  })
  return index
}

/** A cell in words and pence. */
export type Cell = {
  readonly at: readonly string[]
  readonly gross: Pence
  readonly income: Pence
  readonly net: Pence
}

/** The cells that hold something, in order. */
export function cellsOf(t: Totals): readonly Cell[] {
  const out: Cell[] = []
  for (let cell = 0; cell < t.gross.length; cell += 1) {
    if (t.count[cell] === 0) continue
    const gross = pence(t.gross[cell] ?? 0)
    const income = pence(t.income[cell] ?? 0)
    out.push({ at: place(t, cell), gross, income, net: pence(gross - income) })
  }
  return out
}

function place(t: Totals, cell: number): readonly string[] {
  const at: string[] = []
  let rest = cell
  for (let i = t.axes.length - 1; i >= 0; i -= 1) {
    const labels = t.labels[i] ?? []
    at.unshift(labels[rest % labels.length] ?? '')
    rest = Math.floor(rest / labels.length)
  }
  return at
}

/** Gross, income and net of everything, or of what `only` lets pass. */
export function grandTotal(cube: Cube, only?: (row: number) => boolean): Cell {
  const [cell] = cellsOf(totals(cube, [], only))
  return cell ?? { at: [], gross: pence(0), income: pence(0), net: pence(0) }
}
