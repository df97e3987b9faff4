import {
  button,
  count,
  fieldError,
  fileUpload,
  form,
  html,
  moment,
  more,
  pageHead,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { TABLE_NAMES, TABLES } from '../../rules/index.ts'
import type { ImportLine, ImportsModel } from './get.ts'

export const FILES_FIELD = 'files'

export function importsView(model: ImportsModel, csrf: string): Html {
  return html`${pageHead({
    kicker: 'CSV files, or one workbook with a sheet for each',
    title: 'Load a budget',
    lede: 'Files are read whole and shown to you before anything uses them. One value that cannot be read stores nothing, and is named with its file, row, column and mend.',
  })}
${model.maySend ? sendForm(model, csrf) : html`<p>A budget is loaded by people with the finance role.</p>`}
${more('The tables and their columns', columnsTable())}
${model.imports.length > 0 && html`<h2>Loaded so far</h2>${list(model.imports)}`}`
}

function sendForm(model: ImportsModel, csrf: string): Html {
  const wrong = fieldError(model.refusals, FILES_FIELD)
  return form(
    { action: '/budget/import', csrf, files: true },
    fileUpload({
      id: FILES_FIELD,
      name: FILES_FIELD,
      label: { text: 'Files of the budget' },
      hint: {
        text: 'Named lines, streams, stream_money, services, drivers, prices, movements or allocation. Amounts are in pounds unless the heading says (£000) or (£m).',
      },
      multiple: true,
      javascript: true,
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    }),
    button({ text: 'Read the files' }),
  )
}

const MEANINGS: Readonly<Record<string, string>> = {
  month: 'month is 1 for April to 12 for March, or blank for the year',
  to: 'to is the last day',
}

function columnsTable(): Html {
  return html`${simpleTable({
    caption: 'Tables of a budget',
    quietCaption: true,
    stack: true,
    columns: [{ head: 'Table' }, { head: 'Columns it must have' }, { head: 'Columns it may have' }],
    lines: TABLE_NAMES.map((name) => {
      const wanted: {
        readonly required: readonly string[]
        readonly optional?: readonly string[]
      } = TABLES[name]
      return {
        cells: [
          html`<code>${name}</code>`,
          wanted.required.join(', '),
          (wanted.optional ?? []).join(', '),
        ],
      }
    }),
  })}<p class="small slate">${Object.values(MEANINGS).join('; ')}. A line is written service|subjective|stream|area|cost centre. A driven line may leave its amount blank: it is then volume × price.</p>`
}

export function stateTag(state: ImportLine['state']): Html {
  if (state === 'stored') return tag('done', 'Stored')
  return state === 'read' ? tag('wait', 'Waiting for you') : tag('none', 'Left unused')
}

function list(lines: readonly ImportLine[]): Html {
  return simpleTable({
    caption: 'Imports, newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Read' },
      { head: 'State' },
      { head: 'Files' },
      { head: 'Rows', kind: 'num' },
      { head: 'Set aside', kind: 'num' },
      { head: 'By' },
    ],
    lines: lines.map((l) => ({
      cells: [
        html`<a href="/budget/import/${l.id}">${moment(l.madeAt)}</a>`,
        stateTag(l.state),
        l.files.join(', '),
        count(l.rows),
        count(l.setAside),
        l.madeBy,
      ],
    })),
  })
}
