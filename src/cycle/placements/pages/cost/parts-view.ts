import { count, dataTable, html, more, simpleTable } from '#web'
import type { Html } from '#web'
import { exactly, money, yearWords } from '../parts.ts'
import { lineLink, valueOf, yearLink } from './links.ts'
import type { CostModel, PartModel } from './model.ts'

/** What each kind costs on each line, year by year, with totals that are the sums of what stands above them. */
export function partsSection(model: CostModel): Html {
  return html`<h2>By kind of placement and line</h2>
${kindsTable(model)}
${linesTable(model)}
${more('Each kind with its band, to the penny', bandsTable(model))}`
}

const SHOWN = ['mean', 'p10', 'p90', 'p2_5', 'p97_5'] as const

type Row = {
  readonly name: string
  readonly line: string
  readonly parts: readonly (PartModel | undefined)[]
}

function rowsOf(model: CostModel): readonly Row[] {
  const groups = Map.groupBy(model.parts, (p) => `${p.subType}|${p.s251}`)
  return [...groups.values()]
    .flatMap((own): Row[] => {
      const [first] = own
      if (first === undefined) return []
      const { name, line } = first
      return [{ name, line, parts: model.years.map((y) => own.find((p) => p.year === y.year)) }]
    })
    .toSorted((a, b) => (b.parts[0]?.meanPence ?? 0) - (a.parts[0]?.meanPence ?? 0))
}

function cell(model: CostModel, p: PartModel | undefined): Html {
  return p === undefined
    ? html`<span class="slate">0</span>`
    : money(p.meanPence, yearLink(model, p.year, 'mean', p))
}

function whole(model: CostModel): readonly Html[] {
  return model.years.map((y) => money(y.meanPence, yearLink(model, y.year, 'mean')))
}

function kindsTable(model: CostModel): Html {
  return dataTable({
    caption: 'Expected cost by kind of placement',
    note: 'Dearest kind first. Figures may not add because of rounding; with “exact pounds and pence” they do.',
    columns: [
      { head: 'Placement' },
      { head: 'Line of Section 251' },
      ...model.years.map((y) => ({ head: yearWords(y.year, y.months), kind: 'num' as const })),
    ],
    groups: [
      {
        lines: rowsOf(model).map((r) => ({
          cells: [r.name, r.line, ...r.parts.map((p) => cell(model, p))],
        })),
      },
    ],
    foot: [
      {
        sum: true,
        cells: ['All', '', ...whole(model)],
      },
    ],
  })
}

function linesTable(model: CostModel): Html {
  const lines = [...new Map(model.parts.map((p) => [p.s251, p.line]))].toSorted((a, b) =>
    a[1].localeCompare(b[1]),
  )
  const sum = (s251: string, year: string) =>
    model.parts.reduce((n, p) => (p.s251 === s251 && p.year === year ? n + p.meanPence : n), 0)
  return simpleTable({
    caption: 'Expected cost by line of Section 251',
    note: 'Sums of the table above. Lines keep a stable name: their numbers move from year to year.',
    columns: [
      { head: 'Line' },
      ...model.years.map((y) => ({ head: yearWords(y.year, y.months), kind: 'num' as const })),
    ],
    lines: lines.map(([s251, line]) => ({
      cells: [
        line,
        ...model.years.map((y) => money(sum(s251, y.year), lineLink(model, y.year, s251))),
      ],
    })),
    foot: [{ sum: true, cells: ['All', ...whole(model)] }],
  })
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
