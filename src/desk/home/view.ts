import { gapHref } from '#cycle/budget/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Role } from '#kernel/access.ts'
import {
  columns,
  count,
  dateList,
  dayLong,
  dayMiddle,
  dayShort,
  exactPounds,
  fig,
  html,
  keys,
  nothingYet,
  pageHead,
  plural,
  pounds,
  tag,
  tasks,
  year as yearText,
} from '#web'
import type { Html, Part } from '#web'
import { ROLE_WORDS } from '../people/role-words.ts'
import { gapSection } from './gap-view.ts'
import type { HomeModel } from './model.ts'
import { dayIn } from './dates.ts'
import type { HomeTask, Missing } from './port.ts'
import { yearTimeline } from './timeline.ts'

type Opens = (href: string) => boolean

export function homeView(model: HomeModel, opens: Opens): Html {
  const known = model.rooms.flatMap((r) => r.keys)
  return html`${pageHead({
    kicker: dayLong(model.dates.today),
    title: 'Where we are in the year',
    lede: ledeOf(model),
  })}
${model.missing.length > 0 && columns(model.missing.map((m) => ({ span: 6, body: nothing(m.what, m.mine) })))}
${known.length > 0 ? keys(known) : ''}
${yearTimeline(model)}
${columns([
  { span: 7, body: html`${needsYou(model, opens)}${gapSection(model)}` },
  { span: 5, body: html`${deadlines(model)}${since(model)}` },
])}`
}

function ledeOf(model: HomeModel): Part {
  return html`${gapSentence(model)} ${waiting(model)}`
}

function gapSentence({ gap, dates }: HomeModel): Part {
  const left = dates.budgetBy - dates.today
  const days = `${plural(left, 'day is', 'days are')} left to the last day for ${dates.budgetWords}`
  if (gap === undefined) return `There is no budget yet, and so no gap; ${days}.`
  const y = html`<span class="nowrap">${yearText(gap.line.year)}</span>`
  const amount = gap.line.cumulativePence
  if (amount === null)
    return html`The gap of ${y} is not known: its funding is not recorded; ${days}.`
  const figure = fig(
    pounds(Math.abs(amount)),
    gapHref(gap.line.year, 'cumulative'),
    exactPounds(Math.abs(amount)),
  )
  if (amount <= 0)
    return html`What is known to come in covers the need of ${y}, with ${figure} of headroom; ${days}.`
  return html`The need of ${y} is ${figure} more than what is known to come in; ${days}.`
}

const NUMBERS = ['Nothing', 'One thing', 'Two things', 'Three things', 'Four things', 'Five things']

function waiting({ mine, missing }: HomeModel): string {
  if (mine.length === 0 && missing.some((m) => m.mine)) return 'The first step is below.'
  const many = NUMBERS[mine.length] ?? `${count(mine.length)} things`
  const due = mine[0]?.due
  const verb = mine.length > 1 ? 'wait' : 'waits'
  return `${many} ${verb} for you${due === undefined ? '' : `; the first is due by ${dayMiddle(due)}`}.`
}

/** What a room lacks: the one step for whoever can take it, and whom to ask for everybody else. */
function nothing(missing: Missing, mine: boolean): Html {
  const { step, roles } = missing
  return nothingYet(
    missing.title,
    missing.why,
    mine
      ? html`<p><a class="btn" href="${step.href}">${step.text}</a></p>`
      : html`<p class="small">This is done by people with the role ${orRoles(roles)}.</p>`,
  )
}

function orRoles(roles: readonly Role[]): string {
  return roles.map((r) => ROLE_WORDS[r].name.toLowerCase()).join(' or ')
}

function needsYou(model: HomeModel, opens: Opens): Html {
  const { mine, others, running } = model
  return html`<h2>What needs you</h2>
${
  mine.length === 0
    ? html`<p>${model.missing.some((m) => m.mine) ? 'Begin with the step above.' : 'Nothing waits for you.'}</p>`
    : tasks(mine.map((t) => ({ title: t.title, href: t.href, why: t.why, ...stateOf(t) })))
}
${running.map((r) => html`<p>${opens('/demand/forecast') ? html`<a href="/demand/forecast/${r.id}">A run is under way</a>` : 'A run is under way'}: ${count(r.done)} of ${count(r.of)} parts done.</p>`)}
${
  others.length > 0 &&
  html`<details class="more"><summary>${plural(others.length, 'thing waits', 'things wait')} for others</summary><ul>${others.map((t) => html`<li>${t.title} <span class="slate small">(${orRoles(t.roles)})</span></li>`)}</ul></details>`
}`
}

function stateOf(task: HomeTask) {
  if (task.state !== undefined) return { state: tag(task.state.kind, task.state.text) }
  return task.due === undefined ? {} : { state: tag('open', `Due ${dayShort(task.due)}`) }
}

function deadlines({ rooms, dates }: HomeModel): Html {
  const coming = rooms
    .flatMap((r) => r.dates)
    .filter((d) => d.on >= dates.today)
    .toSorted((a, b) => a.on - b.on)
  return html`<h2>Deadlines</h2>${dateList(
    coming.map((d) => ({
      when: whenOf(d.on, dates.today),
      what: html`${d.what}<span class="why">${d.source}</span>`,
    })),
  )}`
}

function whenOf(on: Day, today: Day): Part {
  return on === today ? 'Today' : html`<time datetime="${iso(on)}">${dayShort(on)}</time>`
}

function since({ lately }: HomeModel): Html {
  return html`<h2>${lately.since === undefined ? 'Lately' : 'Since you were last here'}</h2>${
    lately.acts.length === 0
      ? html`<p>Nobody else has changed anything${lately.since !== undefined && ` since ${dayMiddle(dayIn(lately.since))}`}.</p>`
      : dateList(
          lately.acts.map((a) => ({
            when: dayShort(dayIn(a.at)),
            what: a.href === undefined ? a.words : html`<a href="${a.href}">${a.words}</a>`,
          })),
        )
  }`
}
