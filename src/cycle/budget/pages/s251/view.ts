import {
  button,
  count,
  downloads,
  exactPounds,
  exactSwitch,
  fig,
  html,
  more,
  pageHead,
  panel,
  plural,
  select,
  side,
  simpleTable,
  tag,
  tools,
} from '#web'
import type { Html, Part } from '#web'
import { COLUMN_WORDS, versionName, versionSlug } from '../../rules/index.ts'
import type { ColumnId } from '../../rules/index.ts'
import { formHref, returnHref } from '../../s251-figures.ts'
import { formColumns, nameOfId } from '../../s251-form.ts'
import type { S251Form } from '../../s251-form.ts'
import type { S251Result } from '../../s251-files.ts'
import { money, year as yearPart } from '../parts.ts'
import type { CouncilCell, CouncilForm } from './council.ts'
import type { S251YearModel } from './get.ts'

export function yearView(model: S251YearModel): Html {
  return html`${pageHead({
    kicker: 'Section 251',
    title: html`Section 251, ${yearPart(model.year)}`,
    lede: ledeOf(model),
  })}
${model.result !== undefined && exactSwitch()}
${model.ownHidden && side('The council’s own form is shown inside the service alone: a line of it may be one service with few children.')}
${model.own !== undefined && ownPart(model.own)}
${model.result !== undefined && publishedPart(model, model.result)}`
}

function ledeOf({ own, result }: S251YearModel): Html {
  const said = [
    ...(own === undefined
      ? []
      : [
          html`The council’s own ${versionName(own.version).toLowerCase()} budget stands on the form below in whole pounds.`,
        ]),
    ...(result === undefined
      ? []
      : [
          result.faults.length === 0
            ? html`Every identity and total of the ${count(result.councils)} published returns holds.`
            : html`Of ${count(result.councils)} published returns, ${plural(result.faults.length, 'printed figure does', 'printed figures do')} not follow from the rest.`,
        ]),
  ]
  return said.length === 0
    ? html`No published returns of this year stand beside the budget.`
    : html`${said.map((s) => html`${s} `)}`
}

function ownPart(own: S251Form): Html {
  const slug = versionSlug(own.version)
  const columns = formColumns(own.layout)
  const filled = own.lines.filter((l) => Object.values(l.exact).some((v) => v !== 0))
  const estimates = [...new Set(own.parts.flatMap((p) => p.estimate?.split('; ') ?? []))]
  return html`<h2>The council’s own form</h2>
${tools([
  downloads([
    {
      text: 'form, reconciliation and what is not mapped (Excel)',
      href: `/budget/s251/${own.version.year}/form.xlsx?version=${encodeURIComponent(slug)}`,
    },
  ]),
])}
${simpleTable({
  caption: html`${versionName(own.version)} budget on the form of ${own.layout.layout}`,
  note: 'Whole pounds by controlled rounding: every identity and every total holds. Lines without money are left out.',
  columns: [
    { head: 'Line' },
    { head: 'What it is' },
    ...columns.map((c) => ({ head: COLUMN_HEADS[c.id], kind: 'num' as const })),
  ],
  lines: filled.map((l) => ({
    sum: l.total,
    cells: [
      l.line,
      nameOfId(own.layout, l.id),
      ...columns.map((c) => whole(l.pounds[c.id], formHref(own.version.year, slug, l.line, c.id))),
    ],
  })),
})}
${estimates.length > 0 && side(html`<p><b>Estimated, because the ledger does not say:</b></p><ul>${estimates.map((e) => html`<li>${e}</li>`)}</ul>`, 'clay')}
${notMapped(own)}`
}

const COLUMN_HEADS: Readonly<Record<ColumnId, string>> = {
  own: 'Own',
  private: 'Private',
  otherPublic: 'Other public',
  public: 'Public',
  voluntary: 'Voluntary',
  k: 'Total',
  l: 'Income',
  m: 'Net current',
  n: 'Grants inside AEF',
  o: 'Grants outside AEF',
  q: 'Net revenue',
}

function whole(pounds: number | undefined, href: string): Part {
  if (pounds === undefined) return html`<span class="slate">–</span>`
  return pounds === 0 ? html`<span class="slate">0</span>` : fig(count(pounds), href)
}

function notMapped(own: S251Form): Html {
  if (own.notMapped.length === 0)
    return html`<p>${tag('done', 'Every ledger line stands on the form')}</p>`
  const net = own.notMapped.reduce((n, x) => (x.income ? n - x.pence : n + x.pence), 0)
  return more(
    html`${plural(own.notMapped.length, 'ledger line does', 'ledger lines do')} not stand on the form: ${exactPounds(net)} net`,
    simpleTable({
      caption: 'Not mapped',
      quietCaption: true,
      stack: true,
      columns: [
        { head: 'Service' },
        { head: 'Ledger line' },
        { head: 'Amount', kind: 'num' },
        { head: 'Why' },
      ],
      lines: own.notMapped.map((n) => ({
        cells: [
          html`<a href="/budget/services/${n.service}">${n.name}</a>`,
          html`<code>${n.ledger}</code>`,
          html`${exactPounds(n.pence)}${n.income && ' income'}`,
          n.why,
        ],
      })),
    }),
  )
}

function publishedPart(model: S251YearModel, result: S251Result): Html {
  return html`<h2 id="faults">What does not follow</h2>
${faultsTable(result)}
<h2>Identities and totals</h2>
${simpleTable({
  caption: 'Identities',
  note: 'Tested on every row that gives all of the cells.',
  columns: [{ head: 'Identity' }, { head: 'Tested', kind: 'num' }, { head: 'Failed', kind: 'num' }],
  lines: result.identities.map((i) => ({ cells: [i.rule, count(i.tested), count(i.failed)] })),
})}
${simpleTable({
  caption: 'Totals',
  note: 'Councils whose total adds in k, l and m, by the tree of the year. Memo lines are in none.',
  columns: [
    { head: 'Line' },
    { head: 'Total' },
    { head: 'Councils', kind: 'num' },
    { head: 'Add', kind: 'num' },
    { head: 'Most out by', kind: 'num' },
  ],
  lines: result.totals.map((t) => ({
    cells: [
      String(t.line),
      nameOf(model, t.id),
      count(t.councils),
      count(t.adding),
      exactPounds(t.largestDifferencePence),
    ],
  })),
})}
${councilChoice(model)}
${model.council !== undefined && councilTable(model, model.council)}
${beside(model)}`
}

function nameOf({ published }: S251YearModel, id: string): string {
  return published === undefined ? id : nameOfId(published.read.layout, id)
}

function faultsTable(result: S251Result): Html {
  if (result.faults.length === 0)
    return html`<p>${tag('done', 'Nothing')} Everything printed follows from the rest of its return.</p>`
  return simpleTable({
    caption: 'Printed figures that do not follow',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Council' },
      { head: 'Line' },
      { head: 'Column' },
      { head: 'Printed', kind: 'num' },
      { head: 'Computed', kind: 'num' },
      { head: 'Why' },
    ],
    lines: result.faults.map((f) => ({
      cells: [
        html`<a href="${`/budget/s251/${result.year}?council=${encodeURIComponent(f.council)}#council`}">${f.name}</a>`,
        String(f.line),
        f.column,
        f.printedPence === null
          ? html`<span class="slate">empty</span>`
          : fig(
              exactPounds(f.printedPence),
              returnHref(result.year, f.council, String(f.line), f.column),
            ),
        f.computedPence === null
          ? html`<span class="slate">none</span>`
          : exactPounds(f.computedPence),
        html`${f.why}<span class="why">row ${f.row}</span>`,
      ],
    })),
  })
}

function councilChoice(model: S251YearModel): Html {
  return html`<h2 id="council">One council’s return</h2>${panel(
    html`<form method="get" action="/budget/s251/${model.year}">${select({
      id: 'council-choice',
      name: 'council',
      label: { text: 'Council' },
      items: model.councils.map((c) => ({
        value: c.code,
        text: c.name,
        selected: c.code === model.council?.code,
      })),
    })}${button({ text: 'Show its return', classes: 'govuk-button--secondary' })}</form>`,
  )}`
}

function councilTable(model: S251YearModel, c: CouncilForm): Html {
  return simpleTable({
    caption: html`${c.name}, ${yearPart(model.year)}`,
    note: 'As printed. Memo lines are inside other lines and in no total.',
    columns: [
      { head: 'Line' },
      { head: 'What it is' },
      ...c.columns.map((id) => ({ head: COLUMN_HEADS[id], kind: 'num' as const })),
    ],
    lines: c.lines.map((l) => ({
      sum: l.total,
      cells: [
        l.line,
        html`${l.name}${l.memo && html` ${tag('open', 'Memo')}`}`,
        ...c.columns.map((id) => printed(l.cells[id], returnHref(model.year, c.code, l.line, id))),
      ],
    })),
  })
}

const STATES: Readonly<Record<CouncilCell['state'], string>> = {
  given: '',
  'not-given': '–',
  'not-applicable': 'z',
  unavailable: 'x',
  suppressed: 'c',
  'rounds-to-zero': 'low',
}

function printed(cell: CouncilCell | undefined, href: string): Part {
  if (cell === undefined || cell.pence === null)
    return html`<span class="slate">${STATES[cell?.state ?? 'not-given']}</span>`
  return money(cell.pence, href)
}

function beside({ published }: S251YearModel): Html {
  if (published === undefined) return html``
  const { read, from } = published
  const words = Object.entries(COLUMN_WORDS).filter(([id]) => id in read.layout.columns)
  return html`${more(
    'The file, its layout and what was rounded',
    html`<p>Read from ${from.name} by layout ${read.layout.layout} (${read.layout.source}). ${read.residues.length === 0 ? 'No cell has more than two decimals.' : `${plural(read.residues.length, 'cell has', 'cells have')} more than two decimals and ${read.residues.length === 1 ? 'was' : 'were'} rounded to the penny, half away from zero.`} ${read.setAside.length > 0 && `${plural(read.setAside.length, 'row was', 'rows were')} set aside.`}</p><p>Columns: ${words.map(([id, text], i) => `${i > 0 ? '; ' : ''}${id} is ${text}`)}.</p>${read.notes.length > 0 && html`<ul>${read.notes.map((n) => html`<li>${n}</li>`)}</ul>`}`,
  )}`
}
