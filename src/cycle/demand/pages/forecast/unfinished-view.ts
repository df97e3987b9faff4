import { button, count, dayMiddle, form, html, moment, pageHead, refusal, running } from '#web'
import type { Html } from '#web'
import type { RunRow } from '#jobs'

import { isoDay } from '#kernel/dates.ts'
import type { Provenance } from './model.ts'

/** How far a run is, in words. */
export function progressWords(run: Pick<RunRow, 'state' | 'done' | 'of'>): string {
  if (run.state === 'queued') return 'The forecast is waiting for its turn.'
  if (run.done >= run.of) return 'Putting the parts together.'
  return `${run.done} of ${run.of} parts are done: draws of the future, and tests on our own past.`
}

/** A run that is under way, or that ended without a result. */
export function unfinishedView(p: Provenance, run: RunRow, csrf: string | undefined): Html {
  const head = pageHead({
    kicker: `Asked for on ${moment(p.askedAt)} by ${p.askedBy}`,
    title: 'How many children will be in our care?',
    lede: html`A forecast from ${dayMiddle(isoDay(p.origin))} over ${count(p.months)} months, with ${count(p.draws)} draws and seed ${p.seed}.`,
  })
  const again = html`<p><a class="btn" href="/demand/forecast">Ask for another forecast</a></p>`
  if (run.state === 'failed')
    return html`${head}${refusal('The forecast could not be made', html`<p>${run.why ?? 'Nothing was kept.'}</p>${again}`)}`
  if (run.state === 'cancelled')
    return html`${head}${refusal('The forecast was cancelled', html`<p>${run.why ?? ''}. Nothing was kept; forecasts made before stand.</p>${again}`)}`
  const at = `/demand/forecast/${p.run}`
  return html`${head}${running({
    id: 'run',
    done: run.done,
    of: run.of,
    words: progressWords(run),
    refreshHref: at,
    eventsHref: `${at}/events`,
    ...(csrf === undefined
      ? {}
      : {
          cancel: form(
            { action: `${at}/cancel`, csrf },
            button({ text: 'Stop this forecast', classes: 'govuk-button--secondary' }),
          ),
        }),
  })}`
}
