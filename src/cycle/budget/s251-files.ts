import { allOk, ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { readSheets } from '#office/sheets/index.ts'
import { CROSSWALK, LAYOUTS } from './data/s251/layouts.ts'
import { readLayout } from './data/s251/shape.ts'
import { checkReturn, lineValue, readReturns } from './rules/index.ts'
import type { Forms, Layout, S251Checked, S251Fault, S251Return } from './rules/index.ts'

/** Changes with any rule that could change what is read or found. */
export const S251_RULES = 's251-1'

type Named = { readonly name: string; readonly bytes: Uint8Array }

export type S251Year = { readonly read: S251Return; readonly checked: S251Checked }

/** Reads and checks returns from files, by the layout that each has or by the one that was named; the oldest year first. */
export function s251Years(files: readonly Named[], named?: Layout): Result<readonly S251Year[]> {
  const sheets = allOk(files.map((f) => readSheets(f.name, f.bytes)))
  if (!sheets.ok) return sheets
  const forms = named === undefined ? formsWith([]) : formsOf(named)
  const read = readReturns(sheets.value.flat(), forms)
  if (!read.ok) return read
  const years = read.value
    .map((r) => ({ read: r, checked: checkReturn(r) }))
    .toSorted((a, b) => (a.read.year < b.read.year ? -1 : a.read.year > b.read.year ? 1 : 0))
  return twice(years)
}

/** The layout that was named, alone. */
function formsOf(named: Layout): Forms {
  return { layouts: [named], crosswalk: withNew([named]), named: true }
}

/** The layouts that are shipped and a council's own: by name, its own takes the place of a shipped one, and the last of two. */
export function formsWith(own: readonly Layout[]): Forms {
  const byName = new Map([...LAYOUTS, ...own].map((l) => [l.layout, l]))
  return { layouts: [...byName.values()], crosswalk: withNew(own) }
}

function withNew(layouts: readonly Layout[]) {
  const more = layouts.flatMap((l) => l.newIds.map((row) => [row.id, row] as const))
  return new Map([...CROSSWALK, ...more])
}

/** Two files of one year must not hold the same council: a sum would count it twice. */
function twice(years: readonly S251Year[]): Result<readonly S251Year[]> {
  const seen = new Map<string, string>()
  for (const { read } of years)
    for (const c of read.councils) {
      const before = seen.get(`${read.year}|${c.code}`)
      if (before !== undefined)
        return refused({
          kind: 'twice',
          file: read.file,
          value: c.code,
          message: `Council ${c.code} is in ${before} too, for ${read.year}`,
          mend: 'Give each year’s return once',
        })
      seen.set(`${read.year}|${c.code}`, read.file)
    }
  return ok(years)
}

/** A layout by the name of one that is shipped, or from the text of a JSON file. */
export function shippedLayout(name: string): Layout | undefined {
  return LAYOUTS.find((l) => l.layout === name)
}

export function shippedLayouts(): readonly string[] {
  return LAYOUTS.map((l) => l.layout)
}

export function layoutFromText(text: string, file: string): Result<Layout> {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (fault) {
    return refused({
      kind: 'not-a-layout',
      file,
      message: `The layout is not JSON: ${fault instanceof Error ? fault.message : ''}`,
      mend: 'Mend the file; docs/s251-layouts.md shows a whole one',
    })
  }
  return readLayout(value, file, CROSSWALK)
}

/** The result of `budget s251` for one year, as JSON gives it. */
export function s251Result({ read, checked }: S251Year) {
  return {
    layout: read.layout.layout,
    year: read.year,
    councils: read.councils.filter((c) => c.level === 'council').length,
    rows: read.council.length,
    identities: checked.identities,
    totals: checked.totals.map((t) => ({ ...t, line: lineValue(t.line) })),
    faults: checked.faults.map(faultResult),
    england: checked.england,
  }
}

export type S251Result = ReturnType<typeof s251Result>

function faultResult(f: S251Fault) {
  return {
    council: f.council,
    line: lineValue(f.line),
    column: f.column,
    printedPence: f.printedPence,
    computedPence: f.computedPence,
    kind: f.kind,
    name: f.name,
    id: f.id,
    row: f.row,
    why: f.why,
  }
}

/** What was read beside the figures: for the provenance of a result. */
export function s251Reading({ read, checked }: S251Year) {
  return {
    file: read.file,
    year: read.year,
    layout: read.layout.layout,
    tolerance: checked.tolerance,
    residues: { cells: read.residues.length, listed: read.residues },
    setAside: read.setAside,
    notes: read.notes,
  }
}
