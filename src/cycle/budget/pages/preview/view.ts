import {
  actionForm,
  actions,
  button,
  count,
  exactPounds,
  html,
  keys,
  moment,
  more,
  pageHead,
  plural,
  pounds,
  side,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import { checkSection } from '../checks/view.ts'
import { stateTag } from '../import/view.ts'
import type { PreviewModel } from './get.ts'
import type { Check } from '../../rules/index.ts'
import { CHECK_IDS } from '../../rules/index.ts'

/** Most rows listed on the page; all are in the download. */
const MOST = 50

export function previewView(model: PreviewModel, csrf: string): Html {
  const rows = model.files.reduce((total, f) => total + f.rows, 0)
  const { found } = model
  return html`${pageHead({
    kicker: html`Read by ${model.made_by_name} on ${moment(model.made_at)} ${stateTag(model.state)}`,
    title: `${plural(rows, 'row', 'rows')} read, ${count(found.setAside.length)} set aside`,
    lede: ledeOf(model),
  })}
${model.state === 'read' && model.mayStore && decide(model, csrf)}
${totalsTable(model)}
${filesTable(model)}
${setAside(model)}
${notices(model)}
<h2 id="checks">Checks, as if it were stored</h2>
${checkSection(checksOf(model))}`
}

function checksOf(model: PreviewModel): readonly Check[] {
  return model.found.checks.flatMap((c) => {
    const id = CHECK_IDS.find((each) => each === c.id)
    return id === undefined ? [] : [{ ...c, id }]
  })
}

function ledeOf(model: PreviewModel): string {
  const { totals } = model.found
  if (model.state === 'stored')
    return `Stored by ${model.decided_by_name ?? ''} on ${moment(model.decided_at ?? model.made_at)}.`
  if (totals.length === 0) return 'It holds no lines: services, streams, prices or movements alone.'
  const words = totals.map((t) => `${t.version}: ${pounds(t.gross)} out, ${pounds(t.income)} in`)
  return `${words.join('; ')}. Nothing uses it until you store it.`
}

function decide(model: PreviewModel, csrf: string): Html {
  const blocks = model.found.checks.filter((c) => !c.passed && c.severity === 'block').length
  return html`${blocks > 0 && side(html`<p>${plural(blocks, 'check', 'checks')} would block it from being proposed or agreed. A draft may be stored all the same and mended later.</p>`, 'clay')}
${actions([
  actionForm({
    action: `/budget/import/${model.id}/confirm`,
    csrf,
    body: button({ text: 'Store this budget' }),
  }),
  actionForm({
    action: `/budget/import/${model.id}/drop`,
    csrf,
    body: button({ text: 'Leave it unused', classes: 'govuk-button--secondary' }),
  }),
])}`
}

function totalsTable(model: PreviewModel): Html {
  const { found } = model
  if (found.totals.length === 0) return html``
  return simpleTable({
    caption: 'Pounds in and out',
    note: 'To the penny, so that you can hold it against your own total.',
    columns: [
      { head: 'Budget' },
      { head: 'Lines', kind: 'num' },
      { head: 'Gross', kind: 'num' },
      { head: 'Income', kind: 'num' },
      { head: 'Net', kind: 'num' },
      { head: 'Net of what it replaces', kind: 'num' },
    ],
    lines: found.totals.map((t) => ({
      cells: [
        t.version,
        count(t.lines),
        exactPounds(t.gross),
        exactPounds(t.income),
        exactPounds(t.net),
        t.before === null ? html`<span class="slate">nothing</span>` : exactPounds(t.before),
      ],
    })),
  })
}

function filesTable(model: PreviewModel): Html {
  const { found } = model
  return html`${keys([
    {
      term: 'Streams with their figures',
      value: count(found.streams),
      note: plural(found.figures, 'figure', 'figures'),
    },
    { term: 'Services', value: count(found.services) },
    { term: 'Movements', value: count(found.movements) },
    {
      term: 'Prices',
      value: count(found.prices),
      note: plural(found.volumes, 'month of volume', 'months of volume'),
    },
  ])}${simpleTable({
    caption: 'What was read',
    stack: true,
    columns: [
      { head: 'File' },
      { head: 'Sheet' },
      { head: 'Table' },
      { head: 'Rows', kind: 'num' },
    ],
    lines: model.files.map((f) => ({
      cells: [
        f.file,
        f.sheet ?? html`<span class="slate">–</span>`,
        html`<code>${f.table}</code>`,
        count(f.rows),
      ],
    })),
  })}`
}

function setAside(model: PreviewModel): Html {
  const rows = model.found.setAside
  if (rows.length === 0) return html``
  return html`<h2 id="set-aside">Set aside</h2>${simpleTable({
    caption: 'Rows that are not used, and why',
    stack: true,
    columns: [
      { head: 'File' },
      { head: 'Row', kind: 'num' },
      { head: 'Column' },
      { head: 'Value' },
      { head: 'Why' },
      { head: 'Mend' },
    ],
    lines: rows.slice(0, MOST).map((s) => ({
      cells: [
        place(s),
        count(s.row),
        s.column,
        html`<code>${s.value === '' ? 'blank' : s.value}</code>`,
        s.reason,
        s.mend,
      ],
    })),
  })}<p><a href="/budget/import/${model.id}/set-aside.csv">Download all ${count(rows.length)} (CSV)</a></p>`
}

function place(s: { readonly file: string; readonly sheet?: string }): string {
  return s.sheet === undefined ? s.file : `${s.file}, ${s.sheet}`
}

function notices(model: PreviewModel): Html {
  const { residues, formulas, passedOver, negatives } = model.found
  return html`${negatives.income > 0 && side(html`<p>${plural(negatives.income, 'income line is', 'income lines are')} negative. Income is written positive; a negative one is a refund. Is it meant?</p>`, 'clay')}
${negatives.spending > 0 && html`<p class="small slate">${plural(negatives.spending, 'spending line is', 'spending lines are')} negative: a vacancy factor or a credit.</p>`}
${passedOver.length > 0 && html`<p class="small slate">Not a table of a budget, and passed over: ${passedOver.join(', ')}.</p>`}
${
  residues.length > 0 &&
  more(
    `${plural(residues.length, 'amount was', 'amounts were')} rounded to the penny`,
    simpleTable({
      caption: 'Amounts with more than two decimals',
      columns: [
        { head: 'File' },
        { head: 'Row', kind: 'num' },
        { head: 'In the file', kind: 'num' },
        { head: 'Kept', kind: 'num' },
      ],
      lines: residues
        .slice(0, MOST)
        .map((r) => ({ cells: [place(r), count(r.row), r.value, exactPounds(r.pence)] })),
    }),
  )
}
${
  formulas.length > 0 &&
  more(
    `${plural(formulas.length, 'cell is', 'cells are')} computed by the spreadsheet`,
    simpleTable({
      caption: 'Cells with formulas: their stored values were read',
      columns: [
        { head: 'Sheet' },
        { head: 'Row', kind: 'num' },
        { head: 'Column' },
        { head: 'Formula' },
        { head: 'Value', kind: 'num' },
      ],
      lines: formulas.slice(0, MOST).map((f) => ({
        cells: [place(f), count(f.row), f.column, html`<code>${f.formula}</code>`, f.value],
      })),
    }),
  )
}`
}
