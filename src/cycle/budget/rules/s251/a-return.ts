import { COLUMNS } from './model.ts'
import type { ColumnId, Layout, LayoutLine } from './model.ts'

export type InventedCouncil = { readonly code: string; readonly name: string }

export const INVENTED: readonly InventedCouncil[] = [
  { code: '990', name: 'Marlshire' },
  { code: '991', name: 'Wetherby Vale' },
]

type Amounts = Readonly<Partial<Record<ColumnId, number>>>

/** A cell to write instead: by council, line and column. */
export type Change = readonly [council: string, line: string, column: ColumnId, text: string]

/**
 * An invented return in the shape of a layout, for tests: whole pounds that add in every way, the same every time.
 * `changes` then puts in what a test is about.
 */
export function aReturn(
  layout: Layout,
  changes: readonly Change[] = [],
  councils: readonly InventedCouncil[] = INVENTED,
): string {
  const rows = councils.flatMap((c, i) =>
    layout.lines.map((l) => rowOf(layout, l, c, amountsOf(layout, l, i + 1), changes)),
  )
  return [layout.header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')
}

function rowOf(
  layout: Layout,
  line: LayoutLine,
  council: InventedCouncil,
  amounts: Amounts,
  changes: readonly Change[],
): readonly string[] {
  const places: Readonly<Record<string, string>> = {
    council: council.code,
    name: `${council.name}  `,
    line: line.line,
    label: `${line.line} ${line.id}`,
    level: 'Local authority',
    year: '201516',
  }
  const texts = new Map<string, string>()
  for (const [id, headings] of Object.entries(layout.columns)) {
    const changed = changes.find(
      ([c, l, col]) => c === council.code && l === line.line && col === id,
    )
    const column = COLUMNS.find((c) => c === id)
    const amount =
      column === undefined || !line.gives.includes(column) ? '' : String(amounts[column] ?? '')
    const heading = headings[0] ?? ''
    texts.set(heading, changed?.[3] ?? (column === undefined ? (places[id] ?? '') : amount))
  }
  // Where the number leads the label, both stand in one column and the label has the last word.
  return layout.header.map((heading) => texts.get(heading) ?? '')
}

function amountsOf(layout: Layout, line: LayoutLine, seed: number): Amounts {
  if (line.adds !== undefined)
    return line.adds
      .map((part) => layout.lines.find((l) => l.line === part))
      .map((l) => (l === undefined ? {} : amountsOf(layout, l, seed)))
      .reduce(added, {})
  const n = Number(line.line.replaceAll(/\D/g, '')) * 7919 * seed
  const [own, priv, other, voluntary] = [n % 900_000, n % 70_000, n % 6000, n % 4000]
  const k = own + priv + other + voluntary
  const [l, inside, outside] = [n % 3000, n % 2000, n % 1000]
  const isPublic = layout.columns.public !== undefined
  return {
    own,
    private: priv,
    otherPublic: other,
    public: isPublic ? own + other : 0,
    voluntary,
    k,
    l,
    m: k - l,
    n: inside,
    o: outside,
    q: k - l - inside - outside,
  }
}

function added(a: Amounts, b: Amounts): Amounts {
  return Object.fromEntries(COLUMNS.map((c) => [c, (a[c] ?? 0) + (b[c] ?? 0)]))
}

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
