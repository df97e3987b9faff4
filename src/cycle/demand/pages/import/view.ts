import { day, isoDay } from '#kernel/dates.ts'
import {
  actions,
  button,
  columns,
  count,
  countChange,
  dayMiddle,
  downloads,
  empty,
  fig,
  form,
  html,
  input,
  moment,
  more,
  pageHead,
  percentOne,
  plural,
  refusal,
  side,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import { XML_ROWS } from '../../rules/index.ts'
import { stateTag } from '../imports/view.ts'
import type { ImportModel } from './model.ts'
import { rowsSection } from './rows-view.ts'

/** What an import found: before it is stored, and for ever after. */
export function importView(model: ImportModel, csrf: string, mayHandle: boolean): Html {
  return html`${head(model)}
${mayHandle ? whatNext(model, csrf) : empty}
${model.refusal === null ? empty : refusal(model.refusal.message, html`<p>${model.refusal.mend}</p>`)}
${
  model.setAside === 0
    ? html`${files(model)}${share(model)}`
    : columns([
        { span: 4, body: faults(model) },
        { span: 8, body: html`${files(model)}${share(model)}` },
      ])
}
${returns(model)}
${steps(model)}
${rowsSection(model)}
${mayHandle ? withdraw(model, csrf) : empty}`
}

function head(model: ImportModel): Html {
  const sent = model.files.filter((f) => !f.found.earlier).length
  const use = {
    parsed: 'not in use yet',
    stored: 'in use',
    superseded: 'superseded',
    withdrawn: 'withdrawn',
  }[model.state]
  const kicker = html`Import read ${moment(model.madeAt)} by ${model.madeBy} · ${plural(sent, 'file', 'files')} sent · ${use}`
  if (model.setAside === 0)
    return pageHead({
      kicker,
      title: `All ${count(model.rows)} rows can be used`,
      lede: html`${plural(model.children, 'child', 'children')}, ${fig(count(model.latest), '#steps')} of them in care on ${lastDay(model)}.`,
    })
  return pageHead({
    kicker,
    title: `${count(model.setAside)} of ${count(model.rows)} rows cannot be used as they are`,
    lede: html`The other ${fig(count(model.ready), '#files')} are ready. Mend the rows and load the file again, or go on without them: that ${lowers(model)}.`,
  })
}

function lowers(model: ImportModel): Html {
  if (model.lowersCount === 0) return html`does not change the count of ${lastDay(model)}`
  return html`lowers the count of ${lastDay(model)} by ${fig(count(model.lowersCount), '#steps')}`
}

function lastDay(model: ImportModel): string {
  return dayMiddle(day(isoDay(model.to) - 1))
}

function whatNext(model: ImportModel, csrf: string): Html {
  const another = html`<a class="btn btn-2" href="/demand/import">Load a mended file</a>`
  const list = html`<a href="/demand/import/${model.id}/set-aside.csv">Download all ${count(model.setAside)} (CSV, with how to mend)</a>`
  if (model.state !== 'parsed')
    return actions([
      stateTag(model.state, false),
      decided(model),
      model.setAside > 0 ? list : empty,
    ])
  if (model.refusal !== null) return actions([another, list])
  const words =
    model.setAside === 0
      ? 'Use this import'
      : `Go on without the ${plural(model.setAside, 'row', 'rows')}`
  const store = form({ action: `/demand/import/${model.id}/store`, csrf }, button({ text: words }))
  return actions(model.setAside === 0 ? [store] : [store, another, list])
}

function decided(model: ImportModel): Html {
  return model.decided === undefined
    ? empty
    : html`<span>${moment(model.decided.at)}, ${model.decided.by}</span>`
}

function faults(model: ImportModel): Html {
  const href = (kind: string) => `/demand/import/${model.id}?kind=${kind}#rows`
  return html`${simpleTable({
    caption: 'What is wrong, by kind',
    columns: [{ head: 'Fault' }, { head: 'Rows', kind: 'num' }],
    lines: model.faults.map((f) => ({
      cells: [html`<a href="${href(f.kind)}">${f.title}</a>`, count(f.rows)],
    })),
    foot: [{ cells: ['Set aside', count(model.setAside)], sum: true }],
  })}
${
  model.oneMend !== undefined &&
  html`<p class="small">One mend may clear many: <strong>${count(model.oneMend.rows)} rows have ${model.oneMend.value}</strong> in ${model.oneMend.column_name}.</p>`
}`
}

const OF_TABLE: Readonly<Record<string, string>> = { header: 'born ', uasc: 'status ended ' }

function files(model: ImportModel): Html {
  const used = model.files.filter((f) => f.found.used && !f.found.replaced)
  const others = model.files.length - used.length
  return html`<div id="files">${simpleTable({
    caption: 'Files of this import',
    stack: true,
    columns: [
      { head: 'File' },
      { head: 'Table' },
      { head: 'Dates found' },
      { head: 'Rows', kind: 'num' },
      { head: 'Ready', kind: 'num' },
      { head: 'Set aside', kind: 'num' },
    ],
    lines: used.map((f) => ({
      cells: [
        html`${f.name}${f.found.earlier ? html` <span class="small slate">loaded before</span>` : empty}`,
        f.table_name,
        datesFound(f),
        count(f.found.rows),
        count(f.found.rows - f.found.setAside),
        count(f.found.setAside),
      ],
    })),
    foot: [
      {
        sum: true,
        cells: ['All', '', '', count(model.rows), count(model.ready), count(model.setAside)],
      },
    ],
  })}</div>
${others === 0 ? empty : keptFiles(model)}`
}

function datesFound(f: ImportModel['files'][number]): string {
  const { from, to } = f.found
  if (from === null || to === null) return ''
  return `${OF_TABLE[f.table_name] ?? ''}${dayMiddle(isoDay(from))} to ${dayMiddle(isoDay(to))}`
}

function keptFiles(model: ImportModel): Html {
  const others = model.files.filter((f) => !f.found.used || f.found.replaced)
  return more(
    `${plural(others.length, 'other table', 'other tables')}, not used by the forecast`,
    simpleTable({
      caption: 'Kept for the return, or replaced by a later file',
      quietCaption: true,
      columns: [
        { head: 'File' },
        { head: 'Table' },
        { head: 'Why' },
        { head: 'Rows', kind: 'num' },
      ],
      lines: others.map((f) => ({
        cells: [
          f.name,
          f.table_name,
          f.found.replaced
            ? 'replaced by a later file of the same return'
            : 'kept for the return, not used by the forecast',
          count(f.found.rows),
        ],
      })),
    }),
  )
}

function share(model: ImportModel): Html {
  const part = model.rows === 0 ? 0 : model.setAside / model.rows
  const unusual = model.files.filter(
    (f) => f.found.separator !== ',' || f.found.encoding !== 'UTF-8',
  )
  return side(html`<p><strong>${percentOne(part)} set aside.</strong> ${doneAlso(model)}</p>
${model.found.repeated.map((r) => html`<p>${r.name} is the same, byte for byte, as ${r.same}: it was read once.</p>`)}
${unusual.map((f) => html`<p>${f.name} was read as ${f.found.encoding}, with ${separatorName(f.found.separator)} between cells.</p>`)}
${columnsKept(model)}
${model.files.some((f) => f.found.xml) && html`<p>${XML_ROWS}</p>`}`)
}

function separatorName(sign: string): string {
  return sign === ';' ? 'semicolons' : sign === 'tab' ? 'tabs' : 'commas'
}

function columnsKept(model: ImportModel): Html {
  const extra = [...new Set(model.files.flatMap((f) => f.found.otherColumns))]
  return extra.length === 0
    ? empty
    : html`<p>Columns that are not of the return, kept in the file and not read: ${extra.slice(0, 12).join(', ')}.</p>`
}

function changesHref(model: ImportModel, kind: string): string {
  return `/demand/import/${model.id}/changes?kind=${kind}`
}

function doneAlso(model: ImportModel): Html {
  if (model.changes.length === 0) return html`No other row was changed.`
  return html`Also done, listed and reversible: ${model.changes.map((c, i) => html`${i > 0 ? ', ' : ''}<a href="${changesHref(model, c.kind)}">${count(c.rows)} ${c.short}</a>`)}.`
}

function returns(model: ImportModel): Html {
  const bare = model.found.returns.some((r) => /^\d{4}$/.test(r.label))
  const meaning =
    model.found.meaning === 'starting'
      ? 'The labels name the year each return begins: their rows start after 31 March of that year.'
      : 'The labels name the year each return ends.'
  return html`<h2>Returns found</h2>${simpleTable({
    caption: 'Returns found',
    quietCaption: true,
    ...(bare
      ? { note: `${meaning} If that is wrong, send the files again and say what the year means.` }
      : {}),
    columns: [
      { head: 'Label' },
      { head: 'First date' },
      { head: 'Last date' },
      { head: 'Taken to end on' },
      { head: 'Episodes', kind: 'num' },
    ],
    lines: model.found.returns.map((r) => ({
      cells: [
        r.label,
        dayMiddle(isoDay(r.from)),
        dayMiddle(isoDay(r.to)),
        dayMiddle(day(isoDay(r.end) - 1)),
        count(r.rows),
      ],
    })),
  })}`
}

function steps(model: ImportModel): Html {
  const { found } = model
  return html`<h2 id="steps">What cleaning did</h2>${simpleTable({
    caption: 'Steps of cleaning, in order',
    quietCaption: true,
    note: `${count(found.read.episodes)} rows of episodes were read and ${count(found.kept)} are used, as ${count(found.placements)} placements of ${plural(found.children, 'child', 'children')}.`,
    columns: [
      { head: 'Step' },
      { head: 'Rows', kind: 'num' },
      { head: `Count of ${lastDay(model)}`, kind: 'num' },
    ],
    lines: found.steps.map((s) => ({
      cells: [
        `${s.step}. ${s.title}`,
        count(s.counted),
        s.step === 1 ? 'not known' : s.latest === 0 ? '0' : countChange(s.latest),
      ],
    })),
    foot: [{ sum: true, cells: ['Children in care on that day', '', count(found.latest)] }],
  })}
${vanished(model)}
<p class="small">${downloads([
    { text: 'every row changed or left out (CSV)', href: `/demand/import/${model.id}/changes.csv` },
  ])}</p>`
}

function vanished(model: ImportModel): Html {
  const { steps, vanishedThreeYears } = model.found
  const step = steps.find((s) => s.step === 8)
  if (step === undefined || step.counted === 0) return empty
  const ahead =
    vanishedThreeYears === null || vanishedThreeYears > -0.5
      ? ''
      : ` and the count expected in three years by about ${count(Math.abs(vanishedThreeYears))}`
  return side(
    html`<p>${plural(step.counted, 'placement', 'placements')} stood open in an older return and did not come again. Ending them lowers the count of ${lastDay(model)} by ${count(-step.latest)}${ahead}. If they are still in care, add them to the latest return.</p>`,
    'clay',
  )
}

function withdraw(model: ImportModel, csrf: string): Html {
  if (model.state !== 'parsed' && model.state !== 'stored') return empty
  const stored = model.state === 'stored'
  return more(
    stored ? 'Take this import out of use' : 'Discard this import',
    form(
      { action: `/demand/import/${model.id}/withdraw`, csrf },
      input({
        id: 'why',
        name: 'why',
        label: { text: 'Why?' },
        hint: {
          text: stored
            ? 'The import before it comes back into use. Nothing is lost.'
            : 'Its lists stay; no child of it is kept.',
        },
        classes: 'govuk-input--width-20',
      }),
      button({ text: stored ? 'Withdraw' : 'Discard', classes: 'govuk-button--warning' }),
    ),
  )
}
