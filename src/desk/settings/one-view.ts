import { isoDay } from '#kernel/dates.ts'
import type { Standing } from '#office/settings/index.ts'
import {
  button,
  columns,
  dateInput,
  dayMiddle,
  definitions,
  fieldError,
  form,
  hiddenField,
  html,
  input,
  moment,
  pageHead,
  select,
  side,
  simpleTable,
  tag,
} from '#web'
import type { Html, TagKind } from '#web'
import { auditHref } from '../audit/search.ts'
import type { OneModel } from './one.ts'
import { shortValue } from './words.ts'

export function oneView(model: OneModel, csrf: string): Html {
  return html`${pageHead({
    kicker: model.room,
    title: model.name,
    lede: html`${model.value}, since ${dayMiddle(isoDay(model.from))}. ${model.sentence}`,
  })}
${model.refusals.some((r) => r.kind === 'changed-meanwhile') && both(model)}
${columns([
  { span: 7, body: history(model) },
  { span: 5, body: model.mayChange ? setForm(model, csrf) : readOnly(model) },
])}`
}

/** Somebody else set it meanwhile: who, when and both values. The form keeps what was typed here. */
function both(model: OneModel): Html {
  const theirs = model.history
    .filter((t) => t.at !== undefined)
    .toSorted((a, b) => String(b.at).localeCompare(String(a.at)))[0]
  if (theirs?.at === undefined) return html``
  const { typed } = model
  const from = `${typed['from-day']}/${typed['from-month']}/${typed['from-year']}`
  return side(
    html`<p><b>${theirs.by} set it on ${moment(theirs.at)}, while you had this page open.</b> Nothing is lost: yours is still in the form, and is not saved.</p>
${definitions([
  {
    term: 'Theirs',
    value: `${theirs.words} from ${dayMiddle(isoDay(theirs.from))}: ${theirs.source}`,
  },
  { term: 'Yours, not saved', value: `${typed.value} from ${from}: ${typed.source}` },
])}<p>Set the value again to put yours beside theirs, or <a href="/settings/${model.id}">open the page again</a> to leave theirs.</p>`,
    'clay',
  )
}

function wrongAt(model: OneModel, field: string) {
  const text = fieldError(model.refusals, field)
  return text === undefined ? {} : { errorMessage: { text } }
}

function setForm(model: OneModel, csrf: string): Html {
  const { typed } = model
  return html`<h2>Set a new value</h2>${form(
    { action: `/settings/${model.id}`, csrf },
    hiddenField('shown', model.times),
    valueField(model),
    dateInput({
      id: 'from',
      namePrefix: 'from',
      fieldset: { legend: { text: 'From which day' } },
      hint: {
        text: 'A day to come is allowed, and one that has passed: what is computed already stays as it is.',
      },
      values: typed,
      ...wrongAt(model, 'from-day'),
    }),
    input({
      name: 'source',
      label: { text: 'Source' },
      hint: { text: 'Where it is written: a decision, a contract, a letter.' },
      value: typed.source,
      autocomplete: 'off',
      ...wrongAt(model, 'source'),
    }),
    button({ text: 'Set this value' }),
  )}`
}

function valueField(model: OneModel): Html {
  const common = {
    name: 'value',
    label: { text: 'Value' },
    hint: { text: `${model.allowed.slice(0, 1).toUpperCase()}${model.allowed.slice(1)}.` },
    value: model.typed.value,
    ...wrongAt(model, 'value'),
  }
  if (model.choices.length > 0)
    return select({ ...common, items: model.choices.map((c) => ({ value: c, text: c })) })
  return input({
    ...common,
    classes: 'govuk-input--width-10',
    autocomplete: 'off',
    spellcheck: false,
    ...(model.unit === '' ? {} : { suffix: model.unit }),
  })
}

function readOnly(model: OneModel): Html {
  return html`<h2>Who sets it</h2><p>Administrators and the chief finance officer, with the day and the source. It may be ${model.allowed}.</p>`
}

const STANDINGS: Readonly<Record<Standing, readonly [TagKind, string]>> = {
  now: ['done', 'Holds today'],
  'to-come': ['open', 'To come'],
  ended: ['none', 'Ended'],
  replaced: ['none', 'Replaced'],
}

function history(model: OneModel): Html {
  return html`<h2>Every value</h2>${simpleTable({
    caption: 'Values, the latest first day first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'From' },
      { head: 'Value' },
      { head: 'Stands' },
      { head: 'Source' },
      { head: 'Set by' },
    ],
    lines: model.history.map((t) => ({
      here: t.standing === 'now',
      cells: [
        html`<span class="nowrap">${dayMiddle(isoDay(t.from))}</span>`,
        shortValue(t.words),
        tag(...STANDINGS[t.standing]),
        t.source,
        t.at === undefined || t.by === undefined
          ? tag('none', 'As shipped')
          : html`${t.by}<span class="why">${moment(t.at)}</span>`,
      ],
    })),
  })}<p class="small slate">Of two values with the same first day the newer holds. <a href="${auditHref({ subject: `setting/${model.id}` })}">Changes in the audit</a></p>`
}
