import { pence } from '#kernel/money.ts'
import { allOk, ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { placeOf } from '#office/sheets/rules/index.ts'
import type { Cell, Sheet } from '#office/sheets/rules/index.ts'
import { plainPence, s251Cell, USUAL_SYMBOLS } from './cell.ts'
import type { S251Cell } from './cell.ts'
import { COLUMNS } from './model.ts'
import type { CellState, Forms, Level, S251Council, S251Return } from './model.ts'
import { cellText, lineOf, recognise } from './recognise.ts'
import type { Found } from './recognise.ts'

/** Refusals of one sheet that are told; more would not be read. */
const MOST_REFUSALS = 50

/** Reads sheets of returns into one return a year, each by the layout that its headings, lines and labels have. */
export function readReturns(sheets: readonly Sheet[], forms: Forms): Result<readonly S251Return[]> {
  const filled = sheets.filter((s) => s.rows.some((row) => row.some((c) => c.text.trim() !== '')))
  const read = allOk(filled.map((sheet) => readSheet(sheet, forms)))
  return read.ok ? ok(read.value.flat()) : read
}

function readSheet(sheet: Sheet, forms: Forms): Result<readonly S251Return[]> {
  const found = recognise(sheet, forms)
  if (!found.ok) return found
  const reading = new Reading(sheet, found.value)
  for (let i = found.value.heading + 1; i < sheet.rows.length; i += 1)
    if (reading.refusals.length < MOST_REFUSALS) reading.take(i)
  if (reading.refusals.length > 0) return refused(...reading.refusals)
  if (reading.years.size === 0)
    return refused({
      kind: 'empty',
      ...placeOf(sheet),
      message: 'There is a heading and no row below it',
      mend: 'Export the table again and send that',
    })
  return ok([...reading.years.values()].map((year) => year.done(sheet, found.value)))
}

/** A sheet being read, row by row. */
class Reading {
  readonly years = new Map<string, YearRows>()
  readonly refusals: Refusal[] = []
  readonly #sheet: Sheet
  readonly #found: Found
  readonly #lines: ReadonlyMap<string, number>
  readonly #symbols: Readonly<Record<string, CellState>>
  readonly #money: readonly {
    readonly column: number
    readonly cell: number
    readonly head: string
  }[]

  constructor(sheet: Sheet, found: Found) {
    this.#sheet = sheet
    this.#found = found
    this.#lines = new Map(found.layout.lines.map((l, i) => [l.line, i]))
    this.#symbols = { ...USUAL_SYMBOLS, ...found.layout.symbols }
    this.#money = COLUMNS.flatMap((id, column) => {
      const cell = found.columns[id]?.[0]
      return cell === undefined ? [] : [{ column, cell, head: found.layout.columns[id]?.[0] ?? id }]
    })
  }

  take(i: number): void {
    const row = this.#sheet.rows[i] ?? []
    const fileRow = this.#sheet.firstRow + i
    const code = codeOf(cellText(row, this.#found.columns.council))
    if (code === '') {
      if (row.some((c) => c.text.trim() !== ''))
        this.#refuse(
          fileRow,
          'council',
          '',
          'The row has no council',
          'Fill in the council’s number',
        )
      return
    }
    const year = this.#yearOf(row, fileRow)
    if (year === undefined) return
    const line = lineOf(row, this.#found)
    const at = line === undefined ? undefined : this.#lines.get(line)
    if (at === undefined) this.#strange(year, row, fileRow)
    else this.#keep(year, row, fileRow, { code, line: at })
  }

  #keep(
    year: YearRows,
    row: readonly Cell[],
    fileRow: number,
    is: { code: string; line: number },
  ): void {
    const level = levelOf(cellText(row, this.#found.columns.level))
    const council = year.council(is.code, () => ({
      code: is.code,
      name: cellText(row, this.#found.columns.name) || is.code,
      level,
    }))
    const before = year.place(council, is.line, fileRow)
    if (before !== undefined) {
      const line = this.#found.layout.lines[is.line]?.line ?? ''
      this.#refuse(
        fileRow,
        'line',
        line,
        `Council ${is.code} has line ${line} twice, also in row ${before}`,
        'Leave one of the two rows out',
      )
      return
    }
    const { power } = this.#found.layout
    for (const { column, cell, head } of this.#money) {
      const text = row[cell]?.text ?? ''
      const plain = power === 0 ? plainPence(text) : Number.NaN
      if (!Number.isNaN(plain)) {
        year.amount(column, plain)
        continue
      }
      const read = s251Cell(text, power, this.#symbols)
      if (read === undefined)
        this.#refuse(
          fileRow,
          head,
          text,
          `"${text}" is not money`,
          'Write pounds as digits, with at most one point, such as 12345.00; a symbol of the file’s own is named in the layout under "symbols"',
        )
      else year.cell(column, text, read)
    }
  }

  /** A row on a line that the layout does not have: left out and listed where the layout is open. */
  #strange(year: YearRows, row: readonly Cell[], fileRow: number): void {
    const { layout } = this.#found
    const head = layout.columns.line?.[0] ?? 'line'
    const value = cellText(row, this.#found.columns.line)
    const mend = 'Add the line to the layout (docs/s251-layouts.md), or leave the row out'
    if (layout.openLines)
      year.setAside.push({
        row: fileRow,
        column: head,
        value,
        reason: `Layout ${layout.layout} has no such line`,
        mend,
      })
    else
      this.#refuse(fileRow, head, value, `"${value}" is no line of layout ${layout.layout}`, mend)
  }

  #yearOf(row: readonly Cell[], fileRow: number): YearRows | undefined {
    const { layout, columns } = this.#found
    const text = columns.year === undefined ? (layout.year ?? '') : cellText(row, columns.year)
    const known = this.years.get(text)
    if (known !== undefined) return known
    const name = layout.year ?? yearText(text)
    if (name === undefined) {
      this.#refuse(
        fileRow,
        layout.columns.year?.[0] ?? 'year',
        text,
        `"${text}" is no financial year`,
        'Write it as 2015-16 or 201516',
      )
      return undefined
    }
    const rows = new YearRows(name, layout.lines.length)
    this.years.set(text, rows)
    return rows
  }

  #refuse(row: number, column: string, value: string, message: string, mend: string): void {
    this.refusals.push({
      kind: 'not-read',
      ...placeOf(this.#sheet),
      row,
      column,
      value,
      message,
      mend,
    })
  }
}

/** Rows of one year, grown as they come. */
class YearRows {
  readonly setAside: S251Return['setAside'][number][] = []
  readonly #year: string
  readonly #lines: number
  readonly #councils: S251Council[] = []
  readonly #codes = new Map<string, number>()
  readonly #at: number[] = []
  readonly #council: number[] = []
  readonly #line: number[] = []
  readonly #fileRow: number[] = []
  readonly #money: number[] = []
  readonly #state: number[] = []
  readonly #residues: S251Return['residues'][number][] = []

  constructor(year: string, lines: number) {
    this.#year = year
    this.#lines = lines
  }

  council(code: string, make: () => S251Council): number {
    const known = this.#codes.get(code)
    if (known !== undefined) return known
    const place = this.#councils.length
    this.#councils.push(make())
    this.#codes.set(code, place)
    for (let i = 0; i < this.#lines; i += 1) this.#at.push(0)
    return place
  }

  /** Starts a row; the file's row of the one before when this line of this council was there. */
  place(council: number, line: number, fileRow: number): number | undefined {
    const place = council * this.#lines + line
    const before = this.#at[place] ?? 0
    if (before > 0) return this.#fileRow[before - 1]
    this.#council.push(council)
    this.#line.push(line)
    this.#fileRow.push(fileRow)
    this.#at[place] = this.#council.length
    for (let i = 0; i < COLUMNS.length; i += 1) {
      this.#money.push(0)
      this.#state.push(NOT_GIVEN)
    }
    return undefined
  }

  /** A plain amount of the row that was started last. */
  amount(column: number, amount: number): void {
    const place = (this.#council.length - 1) * COLUMNS.length + column
    this.#state[place] = GIVEN
    this.#money[place] = amount
  }

  /** Any cell of the row that was started last. */
  cell(column: number, value: string, read: S251Cell): void {
    const row = this.#council.length - 1
    const place = row * COLUMNS.length + column
    this.#state[place] = STATE_NUMBER[read.state]
    if (read.state !== 'given') return
    this.#money[place] = read.pence
    const name = COLUMNS[column]
    if (read.rough && name !== undefined)
      this.#residues.push({
        row: this.#fileRow[row] ?? 0,
        column: name,
        value,
        pence: pence(read.pence),
      })
  }

  done(sheet: Sheet, { layout, note }: Found): S251Return {
    return {
      ...placeOf(sheet),
      file: sheet.file,
      layout,
      year: this.#year,
      councils: this.#councils,
      council: this.#council,
      line: this.#line,
      fileRow: this.#fileRow,
      money: Float64Array.from(this.#money),
      state: Uint8Array.from(this.#state),
      at: Int32Array.from(this.#at),
      residues: this.#residues,
      setAside: this.setAside,
      notes: [...(note === undefined ? [] : [note]), ...this.#absent(layout)],
    }
  }

  /** Councils that lack lines which their layout has. */
  #absent(layout: Found['layout']): readonly string[] {
    if (layout.openLines) return []
    return this.#councils.flatMap((c, i) => {
      const lacks = layout.lines.filter((_, l) => this.#at[i * this.#lines + l] === 0)
      return lacks.length === 0
        ? []
        : [
            `${c.name} (${c.code}) has no row for ${lacks.length === 1 ? 'line' : 'lines'} ${lacks.map((l) => l.line).join(', ')}`,
          ]
    })
  }
}

const STATE_NUMBER: Readonly<Record<CellState, number>> = {
  given: 0,
  'not-given': 1,
  'not-applicable': 2,
  unavailable: 3,
  suppressed: 4,
  'rounds-to-zero': 5,
}
const GIVEN = STATE_NUMBER.given
const NOT_GIVEN = STATE_NUMBER['not-given']

/** `301.0` is 301: spreadsheets write a council's number so. */
function codeOf(text: string): string {
  return text.replace(/^(\d+)\.0+$/, '$1')
}

function levelOf(text: string): Level {
  if (/^national/i.test(text)) return 'england'
  return /^region/i.test(text) ? 'region' : 'council'
}

/** `201516`, `2015-16` or `2015/16`. */
export function yearText(text: string): string | undefined {
  return parseFinancialYear(text.replace(/^(\d{4})(\d{2})$/, '$1-$2'))
}
