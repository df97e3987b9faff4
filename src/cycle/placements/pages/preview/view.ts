import { day } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import {
  actionForm,
  actions,
  button,
  checkboxes,
  count,
  dayShort,
  exactPounds,
  form,
  html,
  moment,
  more,
  pageHead,
  plural,
  refusalText,
  side,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { kindName } from '../prices/get.ts'
import { priceCells, stateTag } from '../prices/view.ts'
import type { PreviewModel, RowLine } from './get.ts'

export function previewView(
  model: PreviewModel,
  csrf: string,
  refusals: readonly Refusal[],
  meant: readonly number[],
): Html {
  const { book } = model
  return html`${pageHead({
    kicker: html`${book.file}, read by ${book.madeBy} on ${moment(book.madeAt)} ${stateTag(book.state, model.inUse)}`,
    title: titleOf(model),
    lede: ledeOf(model),
  })}
${model.mayStore && decide(model, csrf, refusals, meant)}
${notices(model)}
${rowsTable(model)}
<p class="small slate">SHA-256 ${book.sha256}. Row numbers are those of the file, with the heading as row 1.</p>`
}

function titleOf(model: PreviewModel): string {
  const { asked } = model.book.found
  const read = plural(model.rows.length, 'price', 'prices')
  return model.book.state === 'read' && asked.length > 0
    ? `${read} read, ${count(asked.length)} to look at again`
    : `${read} of ${model.book.file}`
}

function ledeOf(model: PreviewModel): string {
  const { book } = model
  if (book.state === 'stored')
    return `Put in use by ${book.decidedBy ?? ''} on ${moment(book.decidedAt ?? book.madeAt)}.`
  if (book.state === 'dropped') return 'These prices were left unused.'
  const changed = model.rows.filter(
    (r) => r.beforePence !== undefined && r.beforePence !== r.weeklyPence,
  ).length
  const fresh = model.rows.filter((r) => r.beforePence === undefined).length
  const compared = model.compared
    ? ` ${plural(changed, 'price changes', 'prices change')} and ${count(fresh)} ${fresh === 1 ? 'is' : 'are'} new, against the book in use.`
    : ''
  return `Nothing uses these prices until you put them in use.${compared}`
}

function decide(
  model: PreviewModel,
  csrf: string,
  refusals: readonly Refusal[],
  meant: readonly number[],
): Html {
  const { book } = model
  const { asked } = book.found
  const wrong = refusals.filter((r) => r.kind === 'asked').map(refusalText)
  return html`${form(
    { action: `/placements/prices/${book.id}/confirm`, csrf },
    asked.length > 0 &&
      checkboxes({
        name: 'meant',
        idPrefix: 'meant',
        fieldset: {
          legend: { text: 'Are these prices meant?', classes: 'govuk-fieldset__legend--m' },
        },
        hint: {
          text: 'Each is ten times or a tenth of what is usual, or further. A placement for one child alone may be so dear; a slip of the point looks the same.',
        },
        values: meant,
        items: asked.map((a, i) => ({ id: `meant-${i}`, value: String(i), text: askedWords(a) })),
        ...(wrong.length === 0 ? {} : { errorMessage: { text: wrong.join(' ') } }),
      }),
    actions([button({ text: 'Put these prices in use' })]),
  )}
${actions([
  actionForm({
    action: `/placements/prices/${book.id}/drop`,
    csrf,
    body: button({ text: 'Leave them unused', classes: 'govuk-button--secondary' }),
  }),
  html`<a href="/placements/prices">Load a mended file</a>`,
])}`
}

function askedWords(a: PreviewModel['book']['found']['asked'][number]): string {
  const where = a.sheet === undefined ? `Row ${a.row}` : `Row ${a.row} of sheet ${a.sheet}`
  return `${where}: ${kindName(a.subType)} at ${exactPounds(a.weekly)} a week; ${a.against} is ${exactPounds(a.median)}`
}

function notices(model: PreviewModel): Html {
  const { found } = model.book
  return html`${found.unpriced.length > 0 && side(html`<p>${plural(found.unpriced.length, 'kind of placement has', 'kinds of placement have')} no price in this book: ${found.unpriced.map(kindName).join(', ')}. Children there will be listed as not costed.</p>`, 'clay')}
${found.gaps.length > 0 && side(html`<p>Days without a price: ${found.gaps.map(gapWords).join('; ')}.</p>`, 'clay')}
${model.gone.length > 0 && side(html`<p>${plural(model.gone.length, 'price of the book in use is', 'prices of the book in use are')} not in this one: ${model.gone.map(goneWords).join('; ')}.</p>`, 'clay')}
${found.rounded.length > 0 && more(`${plural(found.rounded.length, 'price was', 'prices were')} rounded to the penny`, html`<ul>${found.rounded.map((r) => html`<li>Row ${r.row}: ${r.value} became ${exactPounds(r.weekly)}</li>`)}</ul>`)}
${found.formulas.length > 0 && more(`${plural(found.formulas.length, 'cell is', 'cells are')} computed by the spreadsheet: the stored values were read`, html`<ul>${found.formulas.slice(0, 50).map((f) => html`<li>Row ${f.row}, ${f.column}: <code>${f.formula}</code> is ${f.value}</li>`)}</ul>`)}
${found.passedOver.length > 0 && html`<p class="small slate">Not of a price book, and passed over: ${found.passedOver.join(', ')}.</p>`}`
}

function gapWords(g: PreviewModel['book']['found']['gaps'][number]): string {
  const more = [g.provider, g.band].filter((t) => t !== '').join(', ')
  return `${kindName(g.subType)}${more === '' ? '' : `, ${more}`}, ${dayShort(day(g.from))} to ${dayShort(day(g.to - 1))}`
}

/** A key of the book before, in words. */
function goneWords(key: string): string {
  const [subType = '', provider = '', band = ''] = key.split('|')
  return [kindName(subType), provider, band].filter((t) => t !== '').join(', ')
}

function rowsTable(model: PreviewModel): Html {
  return simpleTable({
    caption: 'Prices as they were read',
    note: 'From the first day of each. Before: the same price in the book that was in use then, on that day.',
    columns: [
      { head: 'Row', kind: 'num' },
      { head: 'Placement' },
      { head: 'Provider, band' },
      { head: 'A week', kind: 'num' },
      { head: 'Before', kind: 'num' },
      { head: 'From' },
      { head: 'To' },
      { head: 'Rises' },
      { head: 'Spread', kind: 'num' },
      { head: 'Source' },
    ],
    lines: model.rows.map((r) => ({ here: r.row === model.here, cells: rowCells(model, r) })),
  })
}

function rowCells(model: PreviewModel, r: RowLine): readonly (Html | string)[] {
  const [name = '', provider = '', , ...rest] = priceCells(r)
  const isHere = r.row === model.here
  return [
    html`<span id="${r.anchor}">${r.sheet === undefined ? '' : `${r.sheet}, `}${r.row}</span>${isHere && html` ${tag('open', 'this row')}`}`,
    name,
    provider,
    exactPounds(r.weeklyPence),
    r.beforePence === undefined
      ? html`<span class="slate">${model.compared ? 'new' : '–'}</span>`
      : exactPounds(r.beforePence),
    ...rest,
  ]
}
