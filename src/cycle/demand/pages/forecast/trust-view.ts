import { count, dataTable, html, percent, percentOne, plural, tag, trustChart } from '#web'
import type { Html } from '#web'
import type { FinishedModel } from './model.ts'

type Judged = FinishedModel['skill'][number]

/** Whether to trust it: the method run again from past dates, each time knowing only what was known then. */
export function trustSection(model: FinishedModel): Html {
  const whole = model.skill.filter((j) => j.series === 'all')
  if (whole.length === 0)
    return html`<h2>Can this forecast be trusted?</h2><p>${model.skillInWords} ${TOO_LITTLE}</p>`
  return html`<h2>Can this forecast be trusted?</h2>
<p>It was run again from ${plural(testsOf(whole), 'past date', 'past dates')}, each time knowing only what was known then. ${beaten(whole)} ${widened(whole)}</p>
${trustFigure(whole)}
<p class="small"><a href="/demand/back-test/${model.provenance.run}">Each test, by date and by placement</a></p>`
}

export const TOO_LITTLE =
  'At least three years of returns are needed to look back from two of them.'

/** The most tests at any distance. */
export function testsOf(judged: readonly Judged[]): number {
  return judged.reduce((n, j) => Math.max(n, j.n), 0)
}

/** Error and coverage by distance of one series, with their table. */
export function trustFigure(judged: readonly Judged[]): Html {
  return trustChart({
    id: 'trust',
    lead: leadOf(judged),
    note: 'Circles: our forecast. Squares: assuming no change. The shaded strip is where a good band lands.',
    title: 'Error and coverage by distance',
    desc: judged
      .map(
        (j) =>
          `At ${count(j.horizon)} months our error was ${percentOne(j.error)} against ${percentOne(j.errorNoChange)} for no change, and the 8 in 10 band held ${percent(j.cover80)} of the time.`,
      )
      .join(' '),
    rows: judged.map((j) => ({
      name: `${count(j.horizon)} months`,
      error: j.error,
      errorNoChange: j.errorNoChange,
      cover80: j.cover80,
    })),
    table: skillTable('Skill and coverage, tested on our own past', [{ lines: judged }]),
  })
}

/** What the picture shows, in a sentence. */
function leadOf(whole: readonly Judged[]): string {
  const better = whole.filter((j) => j.skill !== undefined && j.skill > 0).length
  const narrow = whole.filter((j) => j.cover80 < 0.75).length
  const errors =
    better === whole.length
      ? 'Smaller error than no change at every distance'
      : `Smaller error than no change at ${count(better)} of ${count(whole.length)} distances`
  const bands = narrow === 0 ? 'the bands held' : `the bands were too narrow at ${count(narrow)}`
  return `${errors}; ${bands}`
}

export function beaten(whole: readonly Judged[]): string {
  const better = whole.filter((j) => j.skill !== undefined && j.skill > 0)
  if (better.length === whole.length) return 'It beat “no change” at every distance.'
  if (better.length === 0)
    return 'It was no better than “no change” at any distance: use the band, not the line.'
  const others = whole.filter((j) => !better.includes(j))
  return `It beat “no change” at ${monthsOf(better)} months, and not at ${monthsOf(others)}.`
}

function monthsOf(judged: readonly Judged[]): string {
  const words = judged.map((j) => count(j.horizon))
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

export function widened(whole: readonly Judged[]): string {
  const wider = whole.filter((j) => j.width > 1.005)
  if (wider.length === 0) return ''
  const words = wider.map((j) => `${j.width.toFixed(2)} at ${count(j.horizon)} months`)
  return `The bands have been widened by a factor of ${words.join(', ')}.`
}

/** Skill and coverage: every figure that the judgement of a series gives, by distance. */
export function skillTable(
  caption: string,
  groups: readonly { readonly head?: string; readonly lines: readonly Judged[] }[],
): Html {
  return dataTable({
    caption,
    note: 'Error: mean distance from what happened, as a share of it. Skill: how much less it erred than “no change”.',
    columns: [
      { head: 'Distance' },
      { head: 'Our error', kind: 'num' },
      { head: 'No change', kind: 'num' },
      { head: 'Skill', kind: 'num' },
      { head: 'Bias', kind: 'num' },
      { head: 'Truth in 8 in 10 band', kind: 'num' },
      { head: 'Truth in 19 in 20 band', kind: 'num' },
      { head: 'Width used', kind: 'num' },
      { head: 'Tests', kind: 'num' },
    ],
    groups: groups.map((g) => ({ ...g, lines: g.lines.map(judgedLine) })),
  })
}

function judgedLine(j: Judged) {
  return {
    cells: [
      `${count(j.horizon)} months`,
      percentOne(j.error),
      percentOne(j.errorNoChange),
      j.skill === undefined ? 'nothing changed' : percent(j.skill),
      percentOne(j.bias),
      percent(j.cover80),
      percent(j.cover95),
      html`× ${j.width.toFixed(2)}${j.width > 1.005 && html` ${tag('wait', 'widened')}`}`,
      count(j.n),
    ],
  }
}
