import { count, definitions, html, moment, pageHead, refusal } from '#web'
import type { Html } from '#web'
import { isGoing, kindName, resultHref } from './kinds.ts'
import type { RunLine } from './list.ts'
import { goingRun, stateTag } from './parts.ts'

export function runView(run: RunLine, csrf: string): Html {
  return html`${pageHead({
    kicker: `Asked for on ${moment(run.createdAt)} by ${run.createdBy}`,
    title: kindName(run.kind),
    lede: ledeOf(run),
  })}
${isGoing(run) && goingRun(run, { csrf, refreshHref: `/jobs/${run.id}`, follow: true })}
${run.state === 'failed' && refusal('It could not be finished', html`<p>${run.why ?? 'Nothing was kept.'}</p><p>Nothing was kept, and what was found before stands.</p>`)}
${toResult(run)}
<h2>What makes it one that can be made again</h2>
<p>The same input, rules and seed give the same result, bit for bit.</p>
${definitions(provenance(run))}`
}

function ledeOf(run: RunLine): string {
  switch (run.state) {
    case 'queued':
      return 'It waits for its turn.'
    case 'running':
      return 'It is under way.'
    case 'finished':
      return `It finished${run.finishedAt === undefined ? '' : ` on ${moment(run.finishedAt)}`}.`
    case 'failed':
      return 'It ended without a result.'
    case 'cancelled':
      return `${run.why ?? 'It was cancelled'}. Nothing was kept.`
  }
}

function toResult(run: RunLine): Html {
  const href = resultHref(run)
  if (href === undefined) return html``
  const words = run.state === 'finished' ? 'See what it found' : 'Its page in its own room'
  return html`<p><a class="${run.state === 'finished' ? 'btn' : 'govuk-link'}" href="${href}">${words}</a></p>`
}

function provenance(run: RunLine) {
  return [
    { term: 'State', value: stateTag(run.state) },
    { term: 'Parts done', value: `${count(run.done)} of ${count(run.of)}` },
    { term: 'Begun', value: run.startedAt === undefined ? 'Not yet' : moment(run.startedAt) },
    { term: 'Input', value: code(run.inputHash) },
    { term: 'Rules', value: code(run.rulesVersion) },
    { term: 'Seed', value: code(String(run.seed)) },
    { term: 'Result', value: code(run.resultHash) },
    ...(run.subject === undefined ? [] : [{ term: 'Made of', value: code(run.subject) }]),
  ]
}

function code(text: string | undefined): Html {
  return text === undefined ? html`<span class="slate">None yet</span>` : html`<code>${text}</code>`
}
