import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type Cell = Extra & {
  readonly text?: Content | undefined
  readonly format?: string | undefined
  readonly colspan?: number | undefined
  readonly rowspan?: number | undefined
}

export type GovukTableOptions = Extra & {
  readonly rows: readonly (readonly Cell[] | undefined | false)[]
  readonly head?: readonly Cell[] | undefined
  readonly caption?: string | undefined
  readonly captionClasses?: string | undefined
  readonly firstCellIsHeader?: boolean | undefined
}

function spans(cell: Cell): Html {
  return attributes({ colspan: cell.colspan, rowspan: cell.rowspan })
}

function headCell(cell: Cell): Html {
  const format = cell.format !== undefined && `govuk-table__header--${cell.format}`
  return html`<th scope="col" class="${names('govuk-table__header', format, cell.classes)}"${spans(cell)}${attributes(cell.attributes)}>${cell.text}</th>`
}

function bodyCell(cell: Cell, isHeader: boolean): Html {
  if (isHeader)
    return html`<th scope="row" class="${names('govuk-table__header', cell.classes)}"${spans(cell)}${attributes(cell.attributes)}>${cell.text}</th>`
  const format = cell.format !== undefined && `govuk-table__cell--${cell.format}`
  return html`<td class="${names('govuk-table__cell', format, cell.classes)}"${spans(cell)}${attributes(cell.attributes)}>${cell.text}</td>`
}

/**
 * https://design-system.service.gov.uk/components/table/ : for a plain table on a public page. Tables of figures are
 * made by our own dense table.
 */
export function govukTable(options: GovukTableOptions): Html {
  const caption =
    options.caption !== undefined &&
    html`<caption class="${names('govuk-table__caption', options.captionClasses)}">${options.caption}</caption>`
  const head =
    options.head !== undefined &&
    html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map(headCell)}</tr></thead>`
  const first = options.firstCellIsHeader === true
  const rows = options.rows.map(
    (cells) =>
      cells !== undefined &&
      cells !== false &&
      html`<tr class="govuk-table__row">${cells.map((cell, i) => bodyCell(cell, first && i === 0))}</tr>`,
  )
  return html`<table class="${names('govuk-table', options.classes)}"${attributes(options.attributes)}>${caption}${head}<tbody class="govuk-table__body">${rows}</tbody></table>`
}
