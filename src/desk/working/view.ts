import type { Origin } from '#kernel/working.ts'
import {
  columns,
  count,
  definitions,
  doesNotReAdd,
  figure as inWords,
  html,
  leaves,
  pageHead,
  readAdds,
  side,
  simpleTable,
  way,
} from '#web'
import type { Html, Part } from '#web'
import { methodOf } from '../help/methods.ts'
import type { Branch, WorkingModel } from './model.ts'
import { treeView } from './tree.ts'
import {
  capital,
  exactly,
  exactWords,
  howMade,
  originLine,
  reAddWords,
  rowsText,
  spoken,
  when,
  within,
} from './words.ts'

/** The page of a figure: what it is, the rule, its parts that re-add, and the way down to where it came from. */
export function workingView(model: WorkingModel): Html {
  const { figure } = model
  return html`${pageHead({
    kicker: 'Working of a figure',
    title: html`${spoken(figure.label)}: <span class="num">${inWords(figure.value, figure.unit)}</span>`,
    lede: ledeOf(figure),
  })}
${check(model)}${thread(model)}
${columns([
  {
    span: 8,
    body: html`${ruleOf(figure)}${partsTable(model)}${treeView(figure)}${originOf(model)}`,
  },
  { span: 4, body: aside(model) },
])}`
}

function ledeOf(figure: Branch): Part {
  const note = figure.note === undefined ? '' : ` ${sentence(spoken(capital(figure.note)))}`
  return `Exactly ${exactWords(figure)}.${note}`
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}

function check(model: WorkingModel): Html {
  const said = reAddWords(model)
  if (said.kind === 'agrees') return readAdds(said.words)
  if (said.kind === 'differs') return doesNotReAdd(said.words)
  return side(html`<p><b>Not re-added.</b> ${said.words}</p>`, 'slate')
}

/** From the row, run or person that its largest part came from, up to here. */
function thread(model: WorkingModel): Html {
  if (model.thread.length < 3) return html``
  const [first] = model.thread
  const stops = model.thread.map((b, i) => {
    const here = i === model.thread.length - 1
    return {
      title: spoken(b.label),
      note: here ? 'you are here' : exactly(b),
      here,
      ...(here || b.href === undefined ? {} : { href: b.href }),
    }
  })
  const from = first?.made.kind === 'origin' ? first.made.origin : undefined
  const start = from?.kind === 'import' ? [rowStop(from)] : []
  return html`<h2 class="vh">The thread of its largest part</h2>${way([...start, ...stops])}`
}

function rowStop(origin: Extract<Origin, { kind: 'import' }>) {
  return {
    title: origin.file,
    note: rowsText(origin.rows, 3),
    ...(origin.href === undefined ? {} : { href: origin.href }),
  }
}

function ruleOf(figure: Branch): Html {
  if (figure.made.kind === 'origin') return html``
  const { rule } = figure.made
  return html`<h2 id="rule">The rule</h2><p>${rule.sentence}</p>
<p class="small slate">Rule “${rule.name}”. Source: ${rule.source}.</p>`
}

const LESS: Readonly<Record<string, string>> = { difference: 'less ', product: 'times ' }

function partsTable(model: WorkingModel): Html {
  const { figure, page, pageSize } = model
  if (figure.made.kind === 'origin' || figure.made.partsInAll === 0) return html``
  const { parts, partsInAll, combine } = figure.made
  const from = (page - 1) * pageSize
  const many = partsInAll > pageSize
  return html`${simpleTable({
    caption: 'The parts',
    note: many
      ? `Parts ${count(from + 1)} to ${count(from + parts.length)} of ${count(partsInAll)}. The figure is of all of them.`
      : combine === 'derived'
        ? 'What went into the computation.'
        : 'Each leads to its own working, or to where it came from.',
    columns: [{ head: 'Part' }, { head: 'How it was made' }, { head: 'Exactly', kind: 'num' }],
    lines: parts.map((p, i) => ({
      cells: [
        partName(figure, p, from + i === 0 ? '' : (LESS[combine] ?? '')),
        howMade(p),
        exactly(p),
      ],
    })),
    ...(combine === 'derived'
      ? {}
      : { foot: [{ sum: true, cells: [spoken(figure.label), '', exactly(figure)] }] }),
    stack: true,
  })}${pages(model, partsInAll)}`
}

function partName(whole: Branch, part: Branch, before: string): Html {
  const name = spoken(within(whole.label, part.label))
  return html`${before}${part.href === undefined ? name : html`<a href="${part.href}">${name}</a>`}${part.note !== undefined && html`<span class="why">${spoken(part.note)}</span>`}`
}

function pages(model: WorkingModel, of: number): Html {
  const { page, pageSize: size } = model
  const mark = model.address.includes('?') ? '&' : '?'
  return leaves({
    from: (page - 1) * size + 1,
    to: Math.min(page * size, of),
    of,
    page,
    size,
    href: (p) => (p === 1 ? model.address : `${model.address}${mark}page=${p}`),
  })
}

/** For a figure that came as it is: from whom, when, and the rows. */
function originOf(model: WorkingModel): Html {
  if (model.figure.made.kind === 'rule') return html``
  const { origin } = model.figure.made
  if (origin.kind !== 'import')
    return html`<h2>Where it came from</h2><p>${originLine(origin)}.</p>`
  const rows = origin.rows.slice((model.page - 1) * model.pageSize, model.page * model.pageSize)
  return html`<h2>Where it came from</h2>${definitions([
    { term: 'File', value: origin.file },
    ...(origin.sheet === undefined ? [] : [{ term: 'Sheet', value: origin.sheet }]),
    { term: 'SHA-256', value: html`<code>${origin.sha256}</code>` },
    { term: 'Imported', value: `${when(origin.at)} by ${origin.by}` },
    { term: 'Rows', value: html`${count(origin.rows.length)}, as the file counts them` },
  ])}<h2>The rows</h2>${origin.href === undefined && html`<p class="small slate">Rows of the file open for those whose role is to look after imports.</p>`}<ul class="chips">${rows.map((row) => html`<li>${rowLink(origin, row)}</li>`)}</ul>${pages(model, origin.rows.length)}`
}

/** Each row has the page of the first with its own number, where rows have pages. */
function rowLink(origin: Extract<Origin, { kind: 'import' }>, row: number): Html {
  const [first] = origin.rows
  const end = `/${first}`
  if (origin.href === undefined) return html`<span class="num">row ${count(row)}</span>`
  const href = origin.href.endsWith(end)
    ? `${origin.href.slice(0, -end.length)}/${row}`
    : origin.href
  return html`<a href="${href}">row ${count(row)}</a>`
}

function partsCount(figure: Branch): string {
  const parts = figure.made.kind === 'rule' ? figure.made.partsInAll : 0
  return parts === 0 ? 'none shown' : count(parts)
}

function aside(model: WorkingModel): Html {
  const { figure } = model
  const method = figure.made.kind === 'rule' ? methodOf(figure.made.rule.id) : undefined
  const [path, query] = model.address.split('?')
  const twin = `${path}.json${query === undefined ? '' : `?${query}`}`
  return html`<h2>About this figure</h2>
${definitions([
  { term: 'Exactly', value: html`<span class="num">${exactly(figure)}</span>` },
  ...(figure.made.kind === 'rule'
    ? [{ term: 'Rule', value: html`<code>${figure.made.rule.id}</code>` }]
    : []),
  { term: 'Parts', value: partsCount(figure) },
])}
${method !== undefined && html`<p class="small"><a href="/help/methods#${method.id}">${method.title}</a>: how this kind of figure is made, what it assumes and how far to trust it.</p>`}
${model.above.length > 0 && html`<h2>Where it is used</h2><ul class="small">${model.above.map((a) => html`<li><a href="${a.href}">${spoken(a.label)}</a></li>`)}</ul>`}
<p class="small">This working as <a href="${twin}">JSON</a>.</p>`
}
