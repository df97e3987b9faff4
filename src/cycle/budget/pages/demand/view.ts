import { button, definitions, fieldError, form, html, moment, side } from '#web'
import type { Html } from '#web'
import type { Refusal } from '#kernel/result.ts'
import type { GapModel } from '../gap/model.ts'

/** The field that a refusal of the bringing-in points at. */
const FIELD = 'demand'

/** Which forecast the gap plans with, whether there is a newer one, and the one step. */
export function demandSection(
  model: GapModel,
  options: { readonly csrf: string; readonly refusals: readonly Refusal[] },
): Html {
  const { demand, record } = model
  return html`<h2 id="${FIELD}">The forecast behind it</h2>
${wrong(options.refusals)}
${demand === undefined ? nothingIn() : broughtIn(demand)}
${record !== undefined && record.run !== demand?.run && newer(record, demand !== undefined)}
${record === undefined && demand === undefined && html`<p><a href="/demand/forecast">Make a forecast of children in care</a> first.</p>`}
${record !== undefined && model.mayBringIn && step(options.csrf, demand !== undefined)}`
}

function wrong(refusals: readonly Refusal[]): Html {
  const text = fieldError(refusals, FIELD)
  return text === undefined
    ? html``
    : html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${text}</p>`
}

function nothingIn(): Html {
  return side(
    'No costed forecast has been brought in. Need follows the lines alone, and the gap has no band.',
    'clay',
  )
}

function broughtIn(demand: NonNullable<GapModel['demand']>): Html {
  return definitions([
    {
      term: 'Forecast',
      value: html`<a href="/placements/cost/${demand.run}">Its cost</a>, <a href="/demand/forecast/${demand.run}">its children</a>`,
    },
    { term: 'Prices', value: demand.priceBook },
    { term: 'Brought in', value: html`by ${demand.by}, ${moment(demand.at)}` },
  ])
}

function newer(record: NonNullable<GapModel['record']>, stale: boolean): Html {
  return html`<p>${stale ? 'A newer forecast is there' : 'A forecast is there'}: asked for by ${record.by}, ${moment(record.at)}. <a href="/demand/forecast/${record.run}">See it</a>.</p>`
}

function step(csrf: string, again: boolean): Html {
  return form(
    { action: '/budget/gap/demand', csrf },
    html`<p>The forecast of record is costed at the price book in use; what it costs more or less than the placement lines becomes need, with its band.</p>`,
    button({
      text: again ? 'Bring in the forecast of record again' : 'Bring in the costed forecast',
      ...(again ? { classes: 'govuk-button--secondary' } : {}),
    }),
  )
}
