import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { placeOf } from '#office/sheets/rules/index.ts'
import type { Cell, Sheet } from '#office/sheets/rules/index.ts'
import { headingKey, labelKey, lineOfLabel } from './lines.ts'
import type { ColumnId, Forms, Layout, PlaceColumn } from './model.ts'

/** Where a sheet's heading stands, and for each column of the layout the cells that hold it. */
export type Found = {
  readonly layout: Layout
  readonly heading: number
  readonly columns: Readonly<Partial<Record<PlaceColumn | ColumnId, readonly number[]>>>
  /** What makes the layout doubtful although nothing else fits. */
  readonly note?: string
}

/**
 * The layout of a sheet: by its headings, then by its lines, then by the words of its labels. Never by its name. A layout
 * that was named (`forms.named`) is held to its headings and lines alone.
 */
export function recognise(sheet: Sheet, forms: Forms): Result<Found> {
  const { heading, keys, byHeading } = headingOf(sheet, forms.layouts)
  if (byHeading.length === 0) return noHeading(sheet, keys, forms.layouts)
  const least = Math.min(...byHeading.map((l) => strangers(l, keys)))
  const close = byHeading.filter((l) => strangers(l, keys) === least)
  const found = close.map((layout) => ({ layout, heading, columns: columnsOf(layout, keys) }))
  const lined = found.map((f) => ({ found: f, ...fit(sheet, f, forms) }))
  const fits = lined.filter((l) => l.strange.length === 0 && l.absent.length === 0)
  const [best, next] = fits.toSorted((a, b) => b.agree - a.agree)
  if (best === undefined) return noLines(sheet, lined)
  const doubtful = forms.named !== true && best.agree * 2 < best.spoken
  if (doubtful && close.length > 1) return otherLabels(sheet, best)
  if (next !== undefined && next.agree === best.agree) return several(sheet, fits)
  return ok(doubtful ? { ...best.found, note: labelsNote(best) } : best.found)
}

/** Rows above a heading that may say whose file it is. */
const MOST_ABOVE = 15

/** The first row that has every heading of some layout; else the first row that is not blank. */
function headingOf(sheet: Sheet, layouts: readonly Layout[]) {
  const first = Math.max(
    0,
    sheet.rows.findIndex((row) => row.some((c) => c.text.trim() !== '')),
  )
  const at = (heading: number) => {
    const keys = (sheet.rows[heading] ?? []).map((c) => headingKey(c.text))
    return { heading, keys, byHeading: layouts.filter((l) => missing(l, keys).length === 0) }
  }
  for (let i = first; i < Math.min(first + MOST_ABOVE, sheet.rows.length); i += 1) {
    const found = at(i)
    if (found.byHeading.length > 0) return found
  }
  return at(first)
}

function missing(layout: Layout, keys: readonly string[]): readonly string[] {
  return Object.values(layout.columns)
    .flat()
    .filter((heading) => !keys.includes(headingKey(heading)))
}

/** Headings that only the file or only the layout has. */
function strangers(layout: Layout, keys: readonly string[]): number {
  const known = layout.header.map(headingKey)
  const here = keys.filter((k) => k !== '')
  return (
    here.filter((k) => !known.includes(k)).length + known.filter((k) => !here.includes(k)).length
  )
}

function columnsOf(layout: Layout, keys: readonly string[]): Found['columns'] {
  return Object.fromEntries(
    Object.entries(layout.columns).map(([id, headings]) => [
      id,
      headings.map((heading) => keys.indexOf(headingKey(heading))),
    ]),
  )
}

/** The text of a column in a row: of several headings, the first that is filled in. */
export function cellText(row: readonly Cell[], columns: readonly number[] | undefined): string {
  for (const i of columns ?? []) {
    const text = row[i]?.text.trim() ?? ''
    if (text !== '') return text
  }
  return ''
}

/** The line of a row, from its own column or from its label; undefined when there is none. */
export function lineOf(row: readonly Cell[], found: Found): string | undefined {
  const text = cellText(row, found.columns.line)
  if (found.layout.lineFrom === 'label') return lineOfLabel(text)
  if (text === '') return undefined
  return text.includes('.') ? text.replace(/\.0+$/, '') : text
}

type Fit = {
  readonly strange: readonly string[]
  readonly absent: readonly string[]
  /** Labels that hold the word of their stable id, of those that have one. */
  readonly agree: number
  readonly spoken: number
}

function fit(sheet: Sheet, found: Found, forms: Forms): Fit {
  const labels = new Map<string, string>()
  for (const row of sheet.rows.slice(found.heading + 1)) {
    const line = lineOf(row, found)
    if (line !== undefined && !labels.has(line))
      labels.set(line, cellText(row, found.columns.label))
  }
  const { lines, openLines } = found.layout
  const known = new Set(lines.map((l) => l.line))
  const spoken = lines.flatMap((l) => {
    const says = forms.crosswalk.get(l.id)?.says
    const label = labels.get(l.line)
    return says === undefined || label === undefined || label === '' ? [] : [{ says, label }]
  })
  return {
    strange: openLines ? [] : [...labels.keys()].filter((l) => !known.has(l)),
    absent: openLines ? [] : lines.map((l) => l.line).filter((l) => !labels.has(l)),
    agree: spoken.filter((s) => labelKey(s.label).includes(s.says)).length,
    spoken: spoken.length,
  }
}

type Lined = Fit & { readonly found: Found }

const GUIDE = 'docs/s251-layouts.md shows how to write a layout; name it with --layout FILE'

function noHeading(sheet: Sheet, keys: readonly string[], layouts: readonly Layout[]) {
  const [near] = layouts.toSorted((a, b) => missing(a, keys).length - missing(b, keys).length)
  const lacks = near === undefined ? [] : [...new Set(missing(near, keys))]
  const close = near !== undefined && lacks.length * 2 < near.header.length
  return refused({
    kind: 'no-layout',
    ...placeOf(sheet),
    row: 1,
    message: close
      ? `The headings are of no layout known here; the nearest is ${near.layout}, which has ${lacks.map((h) => `"${h}"`).join(', ')} too`
      : 'The headings are of no layout known here',
    mend: GUIDE,
  })
}

function noLines(sheet: Sheet, lined: readonly Lined[]) {
  const [near] = lined.toSorted(
    (a, b) => a.strange.length + a.absent.length - b.strange.length - b.absent.length,
  )
  const said = [
    near === undefined || near.strange.length === 0
      ? ''
      : `the file has lines that it has not: ${near.strange.slice(0, 8).join(', ')}`,
    near === undefined || near.absent.length === 0
      ? ''
      : `the file lacks lines that it has: ${near.absent.slice(0, 8).join(', ')}`,
  ].filter((s) => s !== '')
  return refused({
    kind: 'other-lines',
    ...placeOf(sheet),
    message: `The headings are of layout ${near?.found.layout.layout ?? ''}, but ${said.join('; ')}`,
    mend: `If it is another year: ${GUIDE}`,
  })
}

function otherLabels(sheet: Sheet, best: Lined) {
  return refused({
    kind: 'other-labels',
    ...placeOf(sheet),
    message: `The headings and lines are of layout ${best.found.layout.layout}, but ${labelsNote(best)}`,
    mend: `If it is another year: ${GUIDE}`,
  })
}

function labelsNote(best: Lined): string {
  return `only ${best.agree} of ${best.spoken} labels are what it expects`
}

function several(sheet: Sheet, fits: readonly Lined[]) {
  return refused({
    kind: 'two-layouts',
    ...placeOf(sheet),
    message: `The file could be of layout ${fits.map((f) => f.found.layout.layout).join(' or ')}`,
    mend: 'Say which with --layout NAME',
  })
}
