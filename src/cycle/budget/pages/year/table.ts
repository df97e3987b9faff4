import { totalHref } from '../../addresses.ts'
import { versionName } from '../../rules/index.ts'
import { dataTable, html, joined } from '#web'
import type { Html, Line, Part } from '#web'
import { SUBJECTIVES } from '../../data/catalogue.ts'
import type { Axis, Names } from '../../rules/index.ts'
import { money, year as yearPart } from '../parts.ts'
import { CHOICES } from './model.ts'
import type { CellLine, YearModel } from './model.ts'

/** Columns that read at once; more become rows. */
const MOST_COLUMNS = 9

/** What a node of an axis is called. */
export function labelOf(axis: Axis, label: string, names: Names): string {
  switch (axis) {
    case 'service':
      return names.service(label)
    case 'stream':
      return names.stream(label)
    case 'subjective-group':
      return SUBJECTIVES.find((s) => s.id === label)?.name ?? label
    default:
      return label === '' ? 'Not given' : label
  }
}

/** A label that leads to its own page where it has one. */
function labelPart(axis: Axis, label: string, names: Names): Part {
  const text = labelOf(axis, label, names)
  if (axis === 'service')
    return html`<a href="/budget/services/${label}">${text}</a> <span class="slate small">${label}</span>`
  return axis === 'stream' ? html`<a href="/budget/streams/${label}">${text}</a>` : text
}

export function axisTable(model: YearModel, names: Names): Html {
  return model.against === undefined ? oneAxis(model, names) : twoAxes(model, model.against, names)
}

function caption(model: YearModel): Html {
  return html`${versionName(model.version)} budget ${yearPart(model.year)} by ${axisName(model.by)}${model.against !== undefined && html` and ${axisName(model.against)}`}`
}

function axisName(axis: Axis): string {
  return (CHOICES.find((c) => c.axis === axis)?.name ?? axis).toLowerCase()
}

function oneAxis(model: YearModel, names: Names): Html {
  const cells = (
    line: CellLine,
    nodes: readonly (readonly [string, string])[],
  ): readonly Part[] => [
    money(line.grossPence, totalHref(model.version, 'gross', nodes)),
    money(line.incomePence, totalHref(model.version, 'income', nodes)),
    money(line.netPence, totalHref(model.version, 'net', nodes)),
  ]
  return dataTable({
    caption: caption(model),
    note: 'Each figure opens its working. Income is shown positive; net is gross less income.',
    columns: [
      { head: CHOICES.find((c) => c.axis === model.by)?.name ?? model.by },
      { head: 'Gross', kind: 'num' },
      { head: 'Income', kind: 'num' },
      { head: 'Net', kind: 'num' },
    ],
    groups: [
      {
        lines: model.rows.map((r) => ({
          cells: [
            labelPart(model.by, r.at[0] ?? '', names),
            ...cells(r, [[model.by, r.at[0] ?? '']]),
          ],
        })),
      },
    ],
    foot: [{ sum: true, cells: ['Total', ...cells(model.total, [])] }],
  })
}

function twoAxes(model: YearModel, against: Axis, names: Names): Html {
  const columns = [...new Set(model.cells.map((c) => c.at[1] ?? ''))]
  if (columns.length > MOST_COLUMNS) return listed(model, against, names)
  const at = new Map(model.cells.map((c) => [c.at.join('\n'), c]))
  const row = (label: string): Line => ({
    cells: [
      labelPart(model.by, label, names),
      ...columns.map((c) =>
        netCell(model, at.get(`${label}\n${c}`), [
          [model.by, label],
          [against, c],
        ]),
      ),
      netCell(
        model,
        model.rows.find((r) => r.at[0] === label),
        [[model.by, label]],
      ),
    ],
  })
  return dataTable({
    caption: caption(model),
    note: 'Net.',
    columns: [
      { head: CHOICES.find((c) => c.axis === model.by)?.name ?? model.by },
      ...columns.map((c) => ({ head: labelOf(against, c, names), kind: 'num' as const })),
      { head: 'Total', kind: 'num' },
    ],
    groups: [{ lines: model.rows.map((r) => row(r.at[0] ?? '')) }],
    foot: [totalRow(model, against, columns)],
  })
}

function totalRow(model: YearModel, against: Axis, columns: readonly string[]): Line {
  const sums = columns.map((c) =>
    model.cells
      .filter((cell) => cell.at[1] === c)
      .reduce((total, cell) => total + cell.netPence, 0),
  )
  return {
    sum: true,
    cells: [
      'Total',
      ...columns.map((c, i) =>
        money(sums[i] ?? 0, totalHref(model.version, 'net', [[against, c]])),
      ),
      money(model.total.netPence, totalHref(model.version, 'net')),
    ],
  }
}

function netCell(
  model: YearModel,
  cell: CellLine | undefined,
  nodes: readonly (readonly [string, string])[],
): Html {
  return cell === undefined
    ? html`<span class="slate">–</span>`
    : money(cell.netPence, totalHref(model.version, 'net', nodes))
}

/** Too many columns to read: each row of the first axis becomes a group. */
function listed(model: YearModel, against: Axis, names: Names): Html {
  return dataTable({
    caption: caption(model),
    note: 'Net.',
    columns: [
      { head: CHOICES.find((c) => c.axis === against)?.name ?? against },
      { head: 'Net', kind: 'num' },
    ],
    groups: model.rows.map((r) => {
      const label = r.at[0] ?? ''
      return {
        head: joined([labelOf(model.by, label, names)], ''),
        lines: [
          ...model.cells
            .filter((c) => c.at[0] === label)
            .map((c) => ({
              cells: [
                labelPart(against, c.at[1] ?? '', names),
                netCell(model, c, [
                  [model.by, label],
                  [against, c.at[1] ?? ''],
                ]),
              ],
            })),
          { sum: true, cells: ['Together', netCell(model, r, [[model.by, label]])] },
        ],
      }
    }),
    foot: [
      { sum: true, cells: ['Total', money(model.total.netPence, totalHref(model.version, 'net'))] },
    ],
  })
}
