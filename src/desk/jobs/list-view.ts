import type { Role } from '#kernel/access.ts'
import type { RunRow } from '#jobs'
import { html, leaves, moment, nothingYet, pageHead, plural, simpleTable } from '#web'
import type { Html } from '#web'
import { officeNav } from '../account/office-nav.ts'
import { kindName, resultHref } from './kinds.ts'
import type { JobsModel } from './list.ts'
import { goingRun, stateTag } from './parts.ts'

/** A browser keeps six lines open to one address: more runs are followed when these have ended. */
const FOLLOWED = 3

export function listView(model: JobsModel, roles: readonly Role[], csrf: string): Html {
  return html`${officeNav(roles, '/jobs')}
${pageHead({
  kicker: 'Computations that take longer than a page',
  title: 'Jobs',
  lede: `${goingWords(model)} What a run found stands on its own page and never changes.`,
})}
${model.going.length > 0 && html`<h2>Under way</h2>${model.going.map((run, i) => html`<h3><a href="/jobs/${run.id}">${kindName(run.kind)}</a></h3><p class="small slate">Asked for on ${moment(run.createdAt)} by ${run.createdBy}</p>${goingRun(run, { csrf, refreshHref: '/jobs', follow: i < FOLLOWED })}`)}`}
${ended(model)}`
}

function goingWords(model: JobsModel): string {
  if (model.going.length === 0) return 'Nothing is running.'
  return `${plural(model.going.length, 'run is', 'runs are')} under way.`
}

function ended(model: JobsModel): Html {
  if (model.endedInAll === 0)
    return model.going.length > 0
      ? html``
      : nothingYet(
          'Nothing has run yet',
          'A forecast of children in care is such a run: it follows every child a thousand times.',
          html`<p><a class="btn" href="/demand/forecast">Ask for a forecast</a></p>`,
        )
  return html`<h2>Ended</h2>${simpleTable({
    caption: 'Runs that have ended, the newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Asked for' },
      { head: 'What' },
      { head: 'State' },
      { head: 'By' },
      { head: 'Ended' },
      { head: 'What it found, or why not' },
    ],
    lines: model.ended.map((run) => ({ cells: cells(run) })),
  })}${leaves({
    of: model.endedInAll,
    size: model.size,
    page: model.page,
    from: 0,
    to: 0,
    href: (page) => (page === 1 ? '/jobs' : `/jobs?page=${page}`),
  })}`
}

function cells(run: RunRow) {
  const href = resultHref(run)
  const found =
    run.state === 'finished' && href !== undefined
      ? html`<a href="${href}">What it found<span class="vh">: ${kindName(run.kind)}, asked for on ${moment(run.createdAt)}</span></a>`
      : (run.why ?? '')
  return [
    html`<a href="/jobs/${run.id}">${moment(run.createdAt)}</a>`,
    kindName(run.kind),
    stateTag(run.state),
    run.createdBy,
    run.finishedAt === undefined ? '' : moment(run.finishedAt),
    found,
  ]
}
