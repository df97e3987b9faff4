import { day, isoDay } from '#kernel/dates.ts'
import {
  button,
  count,
  dayMiddle,
  dayShort,
  exactPounds,
  fieldError,
  fig,
  fileUpload,
  form,
  html,
  moment,
  more,
  nothingYet,
  pageHead,
  percentOne,
  plural,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { BOOK_COLUMNS } from '../../rules/index.ts'
import type { BookLine } from '../../store/books.ts'
import type { PriceLine, PricesModel } from './get.ts'

export const FILE_FIELD = 'file'

export function pricesView(model: PricesModel, csrf: string): Html {
  const { book } = model
  return html`${pageHead({
    kicker:
      book === undefined
        ? 'No price book is in use'
        : html`${book.file}, put in use by ${book.decidedBy ?? ''} on ${moment(book.decidedAt ?? book.madeAt)}`,
    title: 'Prices of placements',
    lede: ledeOf(model),
  })}
${book === undefined ? nothingYet('There are no prices yet', 'Load a price book: one row for each kind of placement, with its price a week and the day from which it holds.') : pricesSection(model)}
${model.maySend ? sendForm(model, csrf) : html`<p class="small slate">Prices are loaded by people with the finance role.</p>`}
${model.history.length > 0 && history(model)}`
}

function ledeOf(model: PricesModel): Html {
  if (model.book === undefined) return html`Nothing can be costed without a price book.`
  const missing = model.unpriced.length
  return html`${plural(model.prices.length, 'price holds', 'prices hold')} on ${dayMiddle(isoDay(model.on))}.${missing > 0 && html` ${plural(missing, 'kind of placement has', 'kinds of placement have')} <a href="#unpriced">no price</a>: children there are never costed at nothing.`}`
}

function pricesSection(model: PricesModel): Html {
  return html`${simpleTable({
    caption: `Prices on ${dayMiddle(isoDay(model.on))}`,
    note: 'With their uplifts up to that day, each rounded to the penny on its date. Spread: how far single placements lie from the price.',
    columns: [
      { head: 'Placement' },
      { head: 'Provider, band' },
      { head: 'A week', kind: 'num' },
      { head: 'From' },
      { head: 'To' },
      { head: 'Rises' },
      { head: 'Spread', kind: 'num' },
      { head: 'Source' },
    ],
    lines: model.prices.map((p) => ({ cells: priceCells(p) })),
  })}
<form method="get" action="/placements/prices" class="row"><label for="on">Prices on another day</label><input class="govuk-input govuk-input--width-10" id="on" name="on" value="${model.on}"><button class="govuk-button govuk-button--secondary" type="submit">Show</button></form>
${model.unpriced.length > 0 && unpriced(model)}`
}

export function priceCells(p: PriceLine): readonly (Html | string)[] {
  return [
    p.name,
    [p.provider, p.band].filter((t) => t !== '').join(', ') || html`<span class="slate">any</span>`,
    fig(exactPounds(p.weeklyPence), p.href),
    html`<span class="nowrap">${dayShort(isoDay(p.from))}</span>`,
    p.to === undefined
      ? html`<span class="slate">runs on</span>`
      : html`<span class="nowrap">${lastDayOf(p.to)}</span>`,
    p.upliftRate === undefined
      ? html`<span class="slate">no</span>`
      : `${percentOne(p.upliftRate)}, ${p.upliftOn ?? ''}`,
    html`${percentOne(p.cvRate)}${p.cvByDefault && html` <span class="slate">by default</span>`}`,
    p.source === '' ? html`<span class="slate">not stated</span>` : p.source,
  ]
}

/** The last day on which a price holds: what people write. */
export function lastDayOf(to: string): string {
  return dayShort(day(isoDay(to) - 1))
}

function unpriced(model: PricesModel): Html {
  return html`<h2 id="unpriced">Without a price</h2>${simpleTable({
    caption: `Kinds of placement without a price on ${dayMiddle(isoDay(model.on))}`,
    quietCaption: true,
    stack: true,
    columns: [{ head: 'Placement' }, { head: 'Why' }],
    lines: model.unpriced.map((u) => ({ cells: [u.name, u.why] })),
  })}`
}

function sendForm(model: PricesModel, csrf: string): Html {
  const wrong = fieldError(model.refusals, FILE_FIELD)
  return html`<h2>Load a price book</h2>${form(
    { action: '/placements/prices', csrf, files: true },
    fileUpload({
      id: FILE_FIELD,
      name: FILE_FIELD,
      label: { text: 'File of prices' },
      hint: {
        text: 'CSV or a workbook. It is read whole and shown to you; nothing is used until you put it in use, in place of the book before.',
      },
      javascript: true,
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    }),
    button({ text: 'Read the file' }),
  )}
${more(
  'Columns of a price book',
  html`<p>It must have ${codes(BOOK_COLUMNS.required)}; it may have ${codes(BOOK_COLUMNS.optional)}.</p><p class="small slate">weekly_gbp is pounds a week, with or without £ and commas. from and to are the first and the last day. uplift_on is “1 April” or “anniversary”. band is standard, complex, solo or crisis. A row without provider and band is the price of the kind: forecasts use it.</p>`,
)}`
}

function codes(columns: readonly string[]): Html {
  return html`${columns.map((c, i) => html`${i > 0 && ', '}<code>${c}</code>`)}`
}

export function stateTag(state: BookLine['state'], inUse: boolean): Html {
  if (state === 'stored') return inUse ? tag('done', 'In use') : tag('none', 'Was in use')
  return state === 'read' ? tag('wait', 'Waiting for you') : tag('none', 'Left unused')
}

function history(model: PricesModel): Html {
  return html`<h2>Loaded so far</h2>${simpleTable({
    caption: 'Price books, newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Read' },
      { head: 'State' },
      { head: 'File' },
      { head: 'Prices', kind: 'num' },
      { head: 'By' },
    ],
    lines: model.history.map((b) => ({
      cells: [
        html`<a href="/placements/prices/${b.id}">${moment(b.madeAt)}</a>`,
        stateTag(b.state, b.id === model.book?.id),
        b.file,
        count(b.found.prices),
        b.madeBy,
      ],
    })),
  })}`
}
