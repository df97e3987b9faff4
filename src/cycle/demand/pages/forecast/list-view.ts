import { addMonths, isoDay, monthOf } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import {
  button,
  count,
  dayMiddle,
  downloads,
  fieldError,
  form,
  html,
  input,
  moment,
  month,
  more,
  nothingYet,
  pageHead,
  simpleTable,
  tag,
} from '#web'
import type { Html, TagKind } from '#web'
import type { ForecastLine } from '../../store/forecasts.ts'
import { DRAWS_DEFAULT, MONTHS_DEFAULT } from './form.ts'
import type { Count } from '../../rules/index.ts'
import { demandTools } from '../navigation.ts'
import { counted, markLine } from '../shown.ts'
import type { Marked } from '../shown.ts'
import type { Typed } from './form.ts'

type Outcome = 'now' | 'middle' | 'low' | 'high'

/** A forecast of the list: null is hidden, undefined is not known yet. */
export type SeenLine = Omit<ForecastLine, Outcome> & {
  readonly [K in Outcome]: Count | undefined
}

export type ListModel = Marked & {
  readonly mayAsk: boolean
  /** The day after the last day of the data in use. */
  readonly dataEnd: string | undefined
  readonly forecasts: readonly SeenLine[]
  readonly typed: Typed
  readonly refusals: readonly Refusal[]
}

export function listView(model: ListModel, csrf: string): Html {
  return html`${pageHead({
    kicker: 'Our model: every child lives on, a thousand times over',
    title: 'Forecasts of children in care',
    lede: 'A forecast follows each child in care from today, with known birthdays, and those who may come. It is tested on our own past before it is shown.',
  })}
${demandTools('/demand/forecast', { take: downloads([{ text: 'JSON', href: '/demand/forecast.json' }]) })}
${model.dataEnd === undefined ? noData() : ask(model, model.dataEnd, csrf)}
<h2>Forecasts so far</h2>
${model.forecasts.length === 0 ? html`<p>None yet.</p>` : list(model)}${markLine(model)}`
}

function noData(): Html {
  return nothingYet(
    'No return is in use',
    'Forecasts start from the children who are and were in care.',
    html`<p><a class="btn" href="/demand/import">Import the return</a></p>`,
  )
}

function ask(model: ListModel, dataEnd: string, csrf: string): Html {
  if (!model.mayAsk) return html`<p>Forecasts are asked for by analysts and finance.</p>`
  return form(
    { action: '/demand/forecast', csrf },
    number(
      model,
      'months',
      'Months ahead',
      `${MONTHS_DEFAULT} when left empty, at most 60`,
      String(MONTHS_DEFAULT),
    ),
    more(
      'How the forecast is computed',
      html`${number(model, 'draws', 'Draws', `${count(DRAWS_DEFAULT)} when left empty: more draws steady the ends of the bands`, String(DRAWS_DEFAULT))}
${number(model, 'seed', 'Seed', 'Any number. The same seed on the same data gives the same forecast, digit for digit', '')}
${input({
  id: 'from',
  name: 'from',
  label: { text: 'First day of the forecast' },
  hint: {
    text: `Left empty: ${dayMiddle(isoDay(dataEnd))}, the day after the data end. An earlier day, such as 2025-04-01, uses only what was known then`,
  },
  classes: 'govuk-input--width-10',
  value: model.typed.from,
  errorMessage: errorFor(model, 'from'),
})}`,
      model.refusals.some((r) => r.field !== 'months'),
    ),
    button({ text: 'Make a forecast', preventDoubleClick: true }),
  )
}

function number(
  model: ListModel,
  name: 'months' | 'draws' | 'seed',
  text: string,
  hint: string,
  usual: string,
): Html {
  return input({
    id: name,
    name,
    label: { text },
    hint: { text: hint },
    classes: 'govuk-input--width-4',
    inputmode: 'numeric',
    value: model.typed[name] === '' ? usual : model.typed[name],
    errorMessage: errorFor(model, name),
  })
}

function errorFor(model: ListModel, field: string) {
  const text = fieldError(model.refusals, field)
  return text === undefined ? undefined : { text }
}

const STATES: Readonly<Record<ForecastLine['state'], readonly [TagKind, string]>> = {
  queued: ['wait', 'Waiting'],
  running: ['wait', 'Running'],
  finished: ['done', 'Finished'],
  failed: ['stop', 'Failed'],
  cancelled: ['none', 'Cancelled'],
}

function list(model: ListModel): Html {
  const seen = (value: Count | undefined): string =>
    value === undefined ? '' : counted(value, model)
  return simpleTable({
    caption: 'Forecasts, newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Asked for' },
      { head: 'State' },
      { head: 'From' },
      { head: 'To' },
      { head: 'In care then', kind: 'num' },
      { head: 'Middle at the end', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: 'By' },
    ],
    lines: model.forecasts.map((l) => ({
      cells: [
        html`<a href="/demand/forecast/${l.run}">${moment(l.askedAt)}</a>`,
        tag(...STATES[l.state]),
        dayMiddle(l.origin),
        month(addMonths(monthOf(l.origin), l.months - 1)),
        seen(l.now),
        seen(l.middle),
        l.low === undefined || l.high === undefined ? '' : `${seen(l.low)} to ${seen(l.high)}`,
        l.askedBy,
      ],
    })),
  })
}
