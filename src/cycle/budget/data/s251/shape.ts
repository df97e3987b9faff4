import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { z } from 'zod'
import { COLUMNS, COMPARABLE, layoutFaults, linesOf, STATES } from '../../rules/s251/index.ts'
import type { ColumnId, CrosswalkRow, Layout } from '../../rules/s251/index.ts'

const headings = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((h) => (typeof h === 'string' ? [h] : h))

const columns = z.strictObject({
  council: headings,
  name: headings.exactOptional(),
  line: headings,
  label: headings.exactOptional(),
  year: headings.exactOptional(),
  level: headings.exactOptional(),
  own: headings.exactOptional(),
  private: headings.exactOptional(),
  otherPublic: headings.exactOptional(),
  public: headings.exactOptional(),
  voluntary: headings.exactOptional(),
  k: headings,
  l: headings.exactOptional(),
  m: headings.exactOptional(),
  n: headings.exactOptional(),
  o: headings.exactOptional(),
  q: headings.exactOptional(),
})

const adds = z.string().transform((text, context) => {
  const lines = linesOf(text)
  if (lines !== undefined) return lines
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a sum of lines such as 1..4 or 5+16+17`,
  })
  return z.NEVER
})

const gives = z.string().transform((text, context): readonly ColumnId[] => {
  const words = text.split(/[\s,]+/).filter((w) => w !== '')
  const found = COLUMNS.filter((c) => words.includes(c))
  if (found.length === words.length && found.length > 0) return found
  context.addIssue({ code: 'custom', message: `"${text}" is not a list of columns such as k l m` })
  return z.NEVER
})

const lineName = z
  .union([z.string(), z.int()])
  .transform(String)
  .refine(
    (text) => /^\d[\w.]*$/.test(text),
    'a line is a number such as 12 or a code such as 3.1.2a',
  )

const line = z.strictObject({
  line: lineName,
  id: z.string().min(1),
  adds: adds.exactOptional(),
  gives: gives.exactOptional(),
  memo: z.boolean().default(false),
  mayBeEmpty: z.boolean().default(false),
  comparable: z.enum(COMPARABLE).default('yes'),
  why: z.string().min(1).exactOptional(),
})

const crosswalkRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/),
  name: z.string().min(1),
  group: z.string().min(1),
  says: z.string().min(1).toLowerCase().exactOptional(),
})

const year = z.string().transform((text, context) => {
  const found = parseFinancialYear(text)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: `"${text}" is no financial year such as 2014-15` })
  return z.NEVER
})

const POWERS = { '£': 0, '£000': 3, '£m': 6 } as const

const layoutShape = z.strictObject({
  layout: z.string().min(1),
  year: year.exactOptional(),
  name: z.string().default('Section 251 outturn'),
  source: z.string().min(1),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'detected']).default('detected'),
  unit: z.enum(['£', '£000', '£m']),
  lineFrom: z.enum(['column', 'label']).default('column'),
  tolerance: z
    .union([
      z.literal('by-file'),
      z.strictObject({ rowPence: z.int().min(0), totalPence: z.int().min(0) }),
    ])
    .default('by-file'),
  openLines: z.boolean().default(false),
  header: z.array(z.string()).min(1).exactOptional(),
  columns,
  symbols: z.record(z.string().toLowerCase(), z.enum(STATES)).default({}),
  newIds: z.array(crosswalkRow).default([]),
  lines: z.array(line).min(1),
})

/** The crosswalk as a file gives it; throws, since it is shipped. */
export function readCrosswalk(value: unknown): ReadonlyMap<string, CrosswalkRow> {
  return new Map(
    z
      .array(crosswalkRow)
      .parse(value)
      .map((row) => [row.id, row]),
  )
}

/** A layout from the value of a JSON file, held to the crosswalk: everything wrong with it is said at once. */
export function readLayout(
  value: unknown,
  file: string,
  crosswalk: ReadonlyMap<string, CrosswalkRow>,
): Result<Layout> {
  const read = layoutShape.safeParse(value)
  if (!read.success)
    return refused(
      ...told(read.error.issues.map((i) => layoutRefusal(file, placeText(i.path), i.message))),
    )
  const { unit, lines, ...rest } = read.data
  const money = COLUMNS.filter((c) => rest.columns[c] !== undefined)
  const layout: Layout = {
    ...rest,
    header: rest.header ?? [...new Set(Object.values(rest.columns).flat())],
    power: POWERS[unit],
    lines: lines.map((l) => ({ ...l, gives: (l.gives ?? money).filter((c) => money.includes(c)) })),
  }
  const faults = layoutFaults(layout, crosswalk).map((f) => layoutRefusal(file, f.where, f.why))
  return faults.length > 0 ? refused(...told(faults)) : ok(layout)
}

function layoutRefusal(file: string, where: string, why: string): Refusal {
  return {
    kind: 'not-a-layout',
    file,
    column: where,
    message: `The layout cannot be used: ${why}`,
    mend: 'docs/s251-layouts.md shows what each part is',
  }
}

function told(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.slice(0, 50)
}

/** `lines 3, adds`: the third of the lines. */
function placeText(path: readonly PropertyKey[]): string {
  const text = path
    .map((p) => (typeof p === 'number' ? ` ${p + 1}` : `, ${String(p)}`))
    .join('')
    .replace(/^, /, '')
  return text === '' ? 'the file' : text
}
