import { isoDay } from '#kernel/dates.ts'
import {
  count,
  countChange,
  dayMiddle,
  fanChart,
  html,
  monthText,
  more,
  panelChart,
  panels,
  plural,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { fanOfTests, held } from './model.ts'
import type { BackTestModel, PastDate, Tested } from './model.ts'

/** Date by date: one fan large, with what happened, and all of them small. */
export function datesSection(model: BackTestModel): Html {
  const chosen = model.dates.find((d) => d.origin === model.chosen)
  return html`<h2>What was said, and what happened</h2>
<p>The black line is the count as the returns tell it now; the fan is what the method would have said on the date where it begins. Bands are as simulated, before they were widened.</p>
${chosen !== undefined && large(chosen)}
<h3>Every date tested</h3>
<p>Each panel shows the change since its date, so that nought is “no change”. A date leads to its own picture above.</p>
${panels(model.dates.map((d) => small(model, d)))}
${more('Table of every test', datesTable(model))}`
}

function large(date: PastDate): Html {
  const last = date.tests.at(-1)
  if (last === undefined) return html``
  const at = dayMiddle(isoDay(date.origin))
  const inside = date.tests.filter(held).length
  return fanChart({
    id: 'past',
    lead: `From ${at}: what happened lay in the 8 in 10 band at ${count(inside)} of ${plural(date.tests.length, 'distance', 'distances')}`,
    note: `Forecast from ${at}, tested to ${monthText(last.month)}. Straight lines join the distances tested`,
    title: `Forecast from ${at}, and what happened`,
    desc: `${date.tests.map((t) => `After ${plural(t.horizon, 'month', 'months')} the middle was ${count(t.middle)}, the 8 in 10 band ${count(t.low80)} to ${count(t.high80)}, and ${count(t.actual)} came`).join('; ')}.`,
    what: 'Counted, each month end',
    history: date.before,
    ahead: fanOfTests(date),
    after: date.after,
    format: count,
    table: oneDate(date),
  })
}

function oneDate(date: PastDate): Html {
  return simpleTable({
    caption: `Tests from ${dayMiddle(isoDay(date.origin))}`,
    columns: [
      { head: 'Distance' },
      { head: 'Month' },
      { head: 'No change', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
      { head: 'What happened', kind: 'num' },
      { head: '8 in 10 band' },
    ],
    lines: date.tests.map((t) => ({
      cells: [
        plural(t.horizon, 'month', 'months'),
        monthText(t.month),
        count(t.noChange),
        count(t.middle),
        `${count(t.low80)} to ${count(t.high80)}`,
        `${count(t.low95)} to ${count(t.high95)}`,
        count(t.actual),
        held(t) ? tag('done', 'held') : tag('wait', 'missed'),
      ],
    })),
  })
}

/** The change since the date: the bands are narrow beside the count itself. */
function small(model: BackTestModel, date: PastDate): Html {
  const at = dayMiddle(isoDay(date.origin))
  const query = new URLSearchParams({ from: date.origin })
  if (model.show !== 'all') query.set('show', model.show)
  const now = date.before.at(-1)?.value ?? date.tests[0]?.noChange ?? 0
  const last = date.after.at(-1)
  const shift = (value: number) => value - now
  const missed = date.tests.filter((t) => !held(t))
  const said =
    missed.length === 0
      ? 'held at each distance'
      : `missed at ${missed.map((t) => count(t.horizon)).join(', ')} months`
  return panelChart({
    id: `from-${date.origin}`,
    name: html`<a href="/demand/back-test/${model.run}?${query.toString()}">${at}</a>`,
    note: `${count(now)} then, ${countChange(shift(last?.value ?? now))} since; band ${said}`,
    title: `Forecast from ${at}, and what happened`,
    desc: `${date.tests.map((t) => `${plural(t.horizon, 'month', 'months')}: ${count(t.actual)} came, 8 in 10 band ${count(t.low80)} to ${count(t.high80)}`).join('; ')}.`,
    history: date.before.map((p) => ({ ...p, value: shift(p.value) })),
    ahead: fanOfTests(date).map((a) => ({
      month: a.month,
      middle: shift(a.middle),
      low80: shift(a.low80),
      high80: shift(a.high80),
      low95: shift(a.low95),
      high95: shift(a.high95),
    })),
    after: date.after.map((p) => ({ ...p, value: shift(p.value) })),
    format: countChange,
    hereName: 'then',
  })
}

/** One line for each date: what happened beside the band, at each distance. */
function datesTable(model: BackTestModel): Html {
  const horizons = [...new Set(model.dates.flatMap((d) => d.tests.map((t) => t.horizon)))]
  const sorted = horizons.toSorted((a, b) => a - b)
  return simpleTable({
    caption: 'What happened, beside the 8 in 10 band, by date and distance',
    columns: [
      { head: 'From' },
      ...sorted.map((h) => ({ head: plural(h, 'month', 'months'), kind: 'num' as const })),
    ],
    lines: model.dates.map((d) => ({
      cells: [
        dayMiddle(isoDay(d.origin)),
        ...sorted.map((h) => cellOf(d.tests.find((t) => t.horizon === h))),
      ],
    })),
  })
}

function cellOf(t: Tested | undefined): Html | string {
  if (t === undefined) return 'not yet'
  const band = `${count(t.low80)} to ${count(t.high80)}`
  return html`<b>${count(t.actual)}</b>; ${band}${!held(t) && html` ${tag('wait', 'missed')}`}`
}
