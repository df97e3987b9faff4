import { count, dataTable, html, more } from '#web'
import type { Html, Line } from '#web'
import { exactly, money, yearWords } from '../parts.ts'
import { lineLink, valueOf, yearLink } from './links.ts'
import type { CostModel, PartModel } from './model.ts'

/** What each kind costs on each line, year by year, with totals that are the sums of what stands above them. */
export function partsSection(model: CostModel): Html {
  return html`<h2>By line and kind of placement</h2>
${costTable(model)}
${more('Each kind with its band, to the penny', bandsTable(model))}`
}

const SHOWN = ['mean', 'p10', 'p90', 'p2_5', 'p97_5'] as const

/** Lines in the order of their codes, each with its kinds, the dearest first. */
function costTable(model: CostModel): Html {
  const lines = [...Map.groupBy(model.parts, (p) => p.s251)].toSorted((a, b) =>
    nameOf(a[1]).localeCompare(nameOf(b[1]), 'en-GB', { numeric: true }),
  )
  return dataTable({
    caption: 'Expected cost by line of Section 251 and kind of placement',
    note: 'Rounded for reading, so figures may not add; with “exact pounds and pence” they do. Lines keep a stable name: their numbers move from year to year.',
    columns: [
      { head: 'Placement' },
      ...model.years.map((y) => ({ head: yearWords(y.year, y.months), kind: 'num' as const })),
    ],
    groups: lines.map(([s251, parts]) => ({
      head: nameOf(parts),
      lines: linesOf(model, s251, parts),
    })),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          ...model.years.map((y) => money(y.meanPence, yearLink(model, y.year, 'mean'))),
        ],
      },
    ],
  })
}

function nameOf(parts: readonly PartModel[]): string {
  return parts[0]?.line ?? ''
}

/** The kinds of a line, and their sum where there are several. */
function linesOf(model: CostModel, s251: string, parts: readonly PartModel[]): readonly Line[] {
  const kinds = kindLines(model, parts)
  return kinds.length === 1 ? kinds : [...kinds, lineTotal(model, s251, parts)]
}

function kindLines(model: CostModel, parts: readonly PartModel[]): readonly Line[] {
  return [...Map.groupBy(parts, (p) => p.subType).values()]
    .toSorted((a, b) => (b[0]?.meanPence ?? 0) - (a[0]?.meanPence ?? 0))
    .map((own) => ({
      cells: [
        own[0]?.name ?? '',
        ...model.years.map((y) => {
          const part = own.find((p) => p.year === y.year)
          return money(part?.meanPence ?? 0, part && yearLink(model, y.year, 'mean', part))
        }),
      ],
    }))
}

function lineTotal(model: CostModel, s251: string, parts: readonly PartModel[]): Line {
  const sum = (year: string) => parts.reduce((n, p) => (p.year === year ? n + p.meanPence : n), 0)
  return {
    sum: true,
    cells: [
      html`<span class="slate">Line, all</span>`,
      ...model.years.map((y) => money(sum(y.year), lineLink(model, y.year, s251))),
    ],
  }
}

function bandsTable(model: CostModel): Html {
  return dataTable({
    caption: 'Cost of each kind with its band',
    note: 'Bands of parts do not add to the band of the whole: not all are high in the same future.',
    columns: [
      { head: 'Placement' },
      { head: 'Child-weeks', kind: 'num' },
      { head: 'Expected', kind: 'num' },
      { head: '8 in 10, low', kind: 'num' },
      { head: '8 in 10, high', kind: 'num' },
      { head: '19 in 20, low', kind: 'num' },
      { head: '19 in 20, high', kind: 'num' },
    ],
    groups: model.years.map((y) => ({
      head: yearWords(y.year, y.months),
      lines: model.parts
        .filter((p) => p.year === y.year)
        .toSorted((a, b) => b.meanPence - a.meanPence)
        .map((p) => ({
          cells: [
            `${p.name}, ${p.line}`,
            count(p.childWeeks),
            ...SHOWN.map((m) => exactly(valueOf(p, m), yearLink(model, y.year, m, p))),
          ],
        })),
    })),
  })
}
