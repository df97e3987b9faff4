import { fig, html, count, monthText, simpleTable } from '#web'
import type { Html } from '#web'
import type { Count } from '../../rules/index.ts'
import { fanOf, inWords } from '../forecast/fan-view.ts'
import { counted, figured } from '../shown.ts'
import type { Ahead, OverviewModel, RecordModel } from './model.ts'

/** The forecast of record: its fan with the table under it, and the reasons. */
export function recordSection(model: OverviewModel, record: RecordModel): Html {
  const { birthdays } = record.why
  return html`${fanOf(
    { show: 'all', whole: record.whole, diary: birthdays },
    aheadTable(model, record),
  )}
<p class="small"><a href="/demand/forecast/${record.run}">The whole forecast</a>: by placement and age, how far to trust it, what it takes as given.</p>
${why(record, model)}`
}

/** The working of a figure of the forecast of record. */
export function workingHref(record: RecordModel, months: number, measure: string): string {
  return `/working/demand/forecast/${record.run}/all/${months}/${measure}`
}

function aheadTable(model: OverviewModel, record: RecordModel): Html {
  const { history } = model
  const figure = (a: Ahead, value: Count, measure: string) =>
    figured(value, workingHref(record, a.months, measure), history)
  return simpleTable({
    caption: 'Children in care at the month’s end',
    note: 'Middle: as likely to be more as less. No change: the last count, carried on.',
    columns: [
      { head: 'Month' },
      { head: 'No change', kind: 'num' },
      { head: 'Middle', kind: 'num' },
      { head: '8 in 10 chance', kind: 'num' },
      { head: '19 in 20 chance', kind: 'num' },
    ],
    lines: record.ahead.map((a) => ({
      cells: [
        monthText(a.month),
        counted(record.now, history),
        figure(a, a.middle, 'p50'),
        html`${figure(a, a.low, 'p10')} to ${figure(a, a.high, 'p90')}`,
        html`${figure(a, a.lowest, 'p2_5')} to ${figure(a, a.highest, 'p97_5')}`,
      ],
    })),
  })
}

function why(record: RecordModel, model: OverviewModel): Html {
  const last = record.ahead.at(-1)
  if (last === undefined) return html``
  const flow = (value: Count, of: string) =>
    figured(value, `/working/demand/forecast/${record.run}/${of}/${last.months}`, model.history)
  const { starts, returns, birthdays } = record.why
  return html`<h2>Why</h2><ul class="govuk-list govuk-list--bullet">
<li>We expect about ${flow(starts, 'flow/all-starts')} children to come into care for the first time over the next ${inWords(last.months)}, and about ${flow(returns, 'flow/returns')} to come back.</li>
<li>${birthdays === null ? 'Some' : fig(count(birthdays), `/working/demand/forecast/${record.run}/diary/${last.months}`)} of those here today will turn 18, if still in care: those days are known.</li>
<li>The rest leave home to parents, by adoption or another order, or to live independently, at the rates of the last three years.</li></ul>`
}
