import type { RunRow, RunState } from '#jobs'
import { button, form, hiddenField, html, running, tag } from '#web'
import type { Html, TagKind } from '#web'
import { kindName, progressWords } from './kinds.ts'
import type { RunLine } from './list.ts'

const STATES: Readonly<Record<RunState, readonly [TagKind, string]>> = {
  queued: ['open', 'Waiting'],
  running: ['open', 'Running'],
  finished: ['done', 'Finished'],
  failed: ['stop', 'Failed'],
  cancelled: ['none', 'Cancelled'],
}

export function stateTag(state: RunState): Html {
  const [kind, words] = STATES[state]
  return tag(kind, words)
}

/** A run under way, with its bar and its button. `follow`: the page keeps a line open to it. */
export function goingRun(
  run: RunLine,
  options: { readonly csrf: string; readonly refreshHref: string; readonly follow: boolean },
): Html {
  return running({
    id: `run-${run.id}`,
    done: run.done,
    of: run.of,
    words: progressWords(run),
    refreshHref: options.refreshHref,
    ...(options.follow ? { eventsHref: `/jobs/${run.id}/events` } : {}),
    ...(run.mayStop ? { cancel: stopForm(run, options.csrf) } : {}),
  })
}

function stopForm(run: RunRow, csrf: string): Html {
  return form(
    { action: `/jobs/${run.id}`, csrf },
    hiddenField('do', 'stop'),
    button({
      text: html`Stop this run<span class="vh">: ${kindName(run.kind)}, asked for by ${run.createdBy}</span>`,
      classes: 'govuk-button--secondary',
    }),
  )
}
