import {
  button,
  count,
  fieldError,
  fileUpload,
  form,
  html,
  more,
  nothingYet,
  pageHead,
  plural,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { returnHref } from '../../s251-figures.ts'
import { money, year as yearPart } from '../parts.ts'
import type { PublishedLine, S251List } from './list.ts'

const FIELD = 'files'

export function listView(model: S251List, csrf: string): Html {
  return html`${pageHead({
    kicker: 'Section 251 of the Apprenticeships, Skills, Children and Learning Act 2009',
    title: 'What every council says it spent, and whether it adds up',
    lede: ledeOf(model),
  })}
${model.years.length > 0 ? yearsTable(model.years) : nothing()}
${ownLinks(model)}
<p>Compare spending a child, unit costs and shares with statistical neighbours: <a href="/budget/benchmark">benchmark</a>.</p>
${model.maySend && sendForm(model, csrf)}
${more(`The ${model.layouts.length} layouts that are known here`, layoutsTable(model))}
${model.others.length > 0 && more('Other tables beside the budget', othersTable(model))}`
}

function ledeOf(model: S251List): Html {
  const faults = model.years.reduce((n, y) => n + y.faults, 0)
  if (model.years.length === 0)
    return html`Published returns are read line by line, every identity and every total tested. None is here yet.`
  const rows = model.years.reduce((n, y) => n + y.rows, 0)
  return html`${count(rows)} rows of ${plural(model.years.length, 'year', 'years')} are read. ${faults === 0 ? 'Nothing printed departs from the rest of its return.' : html`${plural(faults, 'printed figure does', 'printed figures do')} not follow from the rest of the return.`}`
}

function nothing(): Html {
  return nothingYet(
    'Start from one published outturn',
    html`Send a file of Section 251 outturn as the department published it. Its layout is found by its headings, lines and labels; a year that is not known here needs a layout of its own, a JSON file beside it.`,
  )
}

function ownLinks(model: S251List): Html {
  if (model.own.length === 0) return html``
  return html`<h2>The council’s own budget on the form</h2><p>In whole pounds that hold in every way: ${model.own.map((y, i) => html`${i > 0 && ', '}<a href="/budget/s251/${y}">${yearPart(y)}</a>`)}.</p>`
}

function yearsTable(years: readonly PublishedLine[]): Html {
  return simpleTable({
    caption: 'Published years',
    note: 'England: all councils of the file, gross, without capital expenditure from revenue.',
    columns: [
      { head: 'Year' },
      { head: 'Layout' },
      { head: 'Councils', kind: 'num' },
      { head: 'Rows', kind: 'num' },
      { head: 'Totals that add', kind: 'num' },
      { head: 'England', kind: 'num' },
      { head: 'Faults' },
    ],
    lines: years.map((y) => ({
      cells: [
        html`<a href="/budget/s251/${y.year}">${yearPart(y.year)}</a>`,
        y.layout,
        count(y.councils),
        count(y.rows),
        html`${count(y.adding)} of ${count(y.totals)}`,
        y.grossPence === null
          ? html`<span class="slate">not given</span>`
          : money(y.grossPence, returnHref(y.year, 'england', y.grossLine, 'k')),
        y.faults === 0
          ? tag('done', 'None')
          : html`<a href="/budget/s251/${y.year}#faults">${tag('wait', plural(y.faults, 'fault', 'faults'))}</a>`,
      ],
    })),
  })
}

function sendForm(model: S251List, csrf: string): Html {
  const wrong = fieldError(model.refusals, FIELD)
  return html`<h2>Put published tables beside the budget</h2>${form(
    { action: '/budget/s251', csrf, files: true },
    fileUpload({
      id: FIELD,
      name: FIELD,
      label: { text: 'Published tables' },
      hint: {
        text: 'Section 251 outturn; a layout of another year (JSON); children 0 to 17 by council; statistical neighbours; published measures of finance. Each is known by its content.',
      },
      multiple: true,
      javascript: true,
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    }),
    button({ text: 'Read and keep the tables' }),
  )}`
}

function layoutsTable(model: S251List): Html {
  return simpleTable({
    caption: 'Layouts',
    quietCaption: true,
    columns: [{ head: 'Layout' }, { head: 'Lines', kind: 'num' }, { head: 'From' }],
    lines: model.layouts.map((l) => ({
      cells: [l.name, count(l.lines), l.kept ? 'the council' : 'shipped'],
    })),
  })
}

const KINDS: Readonly<Record<string, string>> = {
  layout: 'Layout',
  population: 'Children 0 to 17',
  neighbours: 'Statistical neighbours',
  figures: 'Published measures',
}

function othersTable(model: S251List): Html {
  return simpleTable({
    caption: 'Other tables, the latest first',
    quietCaption: true,
    stack: true,
    columns: [{ head: 'Table' }, { head: 'What it is' }, { head: 'Holds' }, { head: 'Kept by' }],
    lines: model.others.map((t) => ({
      cells: [t.name, KINDS[t.kind] ?? t.kind, t.holds, t.by],
    })),
  })
}
