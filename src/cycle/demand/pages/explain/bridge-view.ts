import { isoDay } from '#kernel/dates.ts'
import {
  count,
  countChange,
  dayMiddle,
  fig,
  html,
  monthText,
  more,
  oneDecimal,
  percentOne,
  plural,
  simpleTable,
  waterfallChart,
} from '#web'
import type { Html } from '#web'
import type { Bridge } from '../../bridge.ts'
import { explainHref } from '../../explain-figures.ts'
import type { ExplainedPart } from '../../explain-figures.ts'
import type { ExplainModel, Told } from './model.ts'

type At = Pick<ExplainModel, 'run' | 'importInUse'>

/** Where the difference in child-days lies: more or fewer came, they stayed longer or shorter, and they lived elsewhere. */
export function bridgeSection(b: Bridge, at: At, t: Told): Html {
  return html`<h2>Where the difference lies</h2>
<p>${t.within === true && 'The count lies within the band. '}From ${dayMiddle(isoDay(b.from))} to the end of ${monthText(t.month)} there were ${count(b.actual)} child-days in care, ${oneDecimal(b.actual / b.lengthInDays)} children on an average day; we had expected ${count(b.forecast)}, ${oneDecimal(b.forecast / b.lengthInDays)} a day.</p>
${waterfallChart({
  id: 'bridge',
  lead: leadOf(b),
  note: 'Child-days. Intake: those who came beyond, or short of, the number expected, each for the days of one who starts. Stay: all the rest',
  title: 'From the child-days expected to those that came',
  desc: `${count(b.forecast)} expected; intake ${countChange(b.intake)}, stay ${countChange(b.stay)}; ${count(b.actual)} came.`,
  startName: 'Expected',
  start: b.forecast,
  steps: [
    { name: 'Intake: more or fewer came', change: b.intake },
    { name: 'Stay: longer or shorter', change: b.stay },
  ],
  endName: 'came',
  format: count,
  formatChange: countChange,
  table: bridgeTable(b, at, t),
})}
${revised(b)}
<h2>Where children lived</h2>
<p>${mixLead(b)} Told in child-days and shares: demand holds no prices.</p>
${more('Table by placement', mixTable(b), true)}`
}

/** What the picture shows, in a sentence. */
function leadOf(b: Bridge): string {
  const came = b.starts - b.startsExpected
  const whole =
    b.difference === 0
      ? 'As many child-days as expected'
      : `${count(Math.abs(b.difference))} ${b.difference > 0 ? 'more' : 'fewer'} child-days than expected`
  const intake =
    Math.abs(came) < 0.5
      ? 'as many came as expected'
      : `${count(Math.abs(came))} ${came > 0 ? 'more' : 'fewer'} came`
  const stay =
    b.stay === 0 ? 'they stayed as long' : b.stay > 0 ? 'stays were longer' : 'stays were shorter'
  return `${whole}: ${intake}, and ${stay}`
}

function bridgeTable(b: Bridge, at: At, t: Told): Html {
  const link = (part: ExplainedPart, text: string) =>
    fig(text, explainHref(at.run, at.importInUse, t.month, part))
  return simpleTable({
    caption: 'Child-days expected, and that came',
    note: 'Starts: first entries and returns. Parts are rounded so that they add exactly.',
    columns: [{ head: 'Part' }, { head: 'How' }, { head: 'Child-days', kind: 'num' }],
    lines: [
      { cells: ['Expected', 'average over the draws', link('forecast', count(b.forecast))] },
      {
        cells: [
          'Intake',
          `${count(b.starts)} starts less ${oneDecimal(b.startsExpected)} expected, × ${oneDecimal(b.daysPerStart)} days of one who starts`,
          link('intake', countChange(b.intake)),
        ],
      },
      {
        cells: [
          'Stay',
          'all the rest: stays longer or shorter, of those here already too',
          link('stay', countChange(b.stay)),
        ],
      },
    ],
    foot: [{ cells: ['Came', '', link('actual', count(b.actual))], sum: true }],
  })
}

/** A correction of the past stands in the stay: it is not a difference in what happened. */
function revised(b: Bridge): Html {
  if (b.revised === 0) return html``
  return html`<p>The returns in use count ${plural(Math.abs(b.revised), 'child', 'children')} ${b.revised > 0 ? 'more' : 'fewer'} on the day before the forecast than it started from: later returns corrected the past, or ended children who had vanished. That part of the difference stands in the stay.</p>`
}

function mixLead(b: Bridge): string {
  const [most] = b.mix.toSorted((x, y) => Math.abs(y.mix) - Math.abs(x.mix))
  if (most === undefined || Math.abs(most.mix) < 0.5) return 'Children lived where it was expected.'
  const share = `${percentOne(most.actualShare)} of child-days, against ${percentOne(most.forecastShare)} expected`
  return `The share that moved most is ${most.name.toLowerCase()}: ${share}.`
}

function mixTable(b: Bridge): Html {
  const total = (of: (m: Bridge['mix'][number]) => number) =>
    b.mix.reduce((sum, m) => sum + of(m), 0)
  return simpleTable({
    caption: 'Child-days by placement',
    note: 'Volume: what more or fewer child-days in all bring at the share expected. Mix: what the changed share brings; over all placements it is nought. Figures may not add because of rounding.',
    columns: [
      { head: 'Placement' },
      { head: 'Expected', kind: 'num' },
      { head: 'Came', kind: 'num' },
      { head: 'Share expected', kind: 'num' },
      { head: 'Share', kind: 'num' },
      { head: 'Volume', kind: 'num' },
      { head: 'Mix', kind: 'num' },
    ],
    lines: b.mix.map((m) => ({
      cells: [
        m.name,
        count(m.forecast),
        count(m.actual),
        percentOne(m.forecastShare),
        percentOne(m.actualShare),
        countChange(m.volume),
        countChange(m.mix),
      ],
    })),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          count(b.forecast),
          count(b.actual),
          percentOne(total((m) => m.forecastShare)),
          percentOne(total((m) => m.actualShare)),
          countChange(total((m) => m.volume)),
          countChange(Math.round(total((m) => m.mix))),
        ],
      },
    ],
  })
}
