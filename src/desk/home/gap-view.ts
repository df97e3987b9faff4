import { gapHref } from '#cycle/budget/index.ts'
import type { GapLine } from '#cycle/budget/index.ts'
import { exactPounds, fig, html, inMillions, pounds, stackedBar, tag, year } from '#web'
import type { Html, Part } from '#web'
import type { HomeModel } from './model.ts'

/** The gap of the year to come: need, funding, what is not covered, with its band. */
export function gapSection({ gap }: HomeModel): Html {
  if (gap === undefined) return html``
  const { line } = gap
  return html`<h2>The gap for <span class="nowrap">${year(line.year)}</span></h2>${
    line.cumulativePence === null ? unknown(line) : known(line, line.cumulativePence)
  }`
}

function figure(line: GapLine, what: string, pence: number): Html {
  return fig(pounds(pence), gapHref(line.year, what), exactPounds(pence))
}

function unknown(line: GapLine): Html {
  return html`<p>${tag('none', 'Not known')} Need is ${figure(line, 'need', line.needPence)}. What general money brings in is not recorded for the year, so there is no gap to show.</p><p><a href="/budget/gap">The gap over the years</a></p>`
}

function known(line: GapLine, gap: number): Html {
  const funding = line.fundingPence ?? 0
  const band = line.cumulativeBand
  return html`<p>Children’s services need ${figure(line, 'need', line.needPence)}; ${figure(line, 'funding', funding)} is known to come in. ${gap > 0 ? html`Nothing covers the other ${figure(line, 'cumulative', gap)} yet.` : html`${figure(line, 'cumulative', gap)} below nought is headroom.`}${line.newPence !== null && html` The year adds ${figure(line, 'new', line.newPence)} to the gap of the year before.`}</p>
${stackedBar({
  id: 'gap',
  title: `Need of ${line.year} and what covers it`,
  lead: leadOf(line, gap),
  note: noteOf(band),
  desc: `Need ${exactPounds(line.needPence)}, funding known ${exactPounds(funding)}, gap ${exactPounds(gap)}.`,
  format: inMillions,
  parts:
    gap > 0
      ? [
          { name: 'funded', value: line.needPence - gap, look: 'water' },
          { name: 'not covered', value: gap, look: 'broad' },
        ]
      : [
          { name: 'needed', value: line.needPence, look: 'water' },
          { name: 'headroom', value: 0 - gap, look: 'pale' },
        ],
})}<p><a href="/budget/gap">The gap over the years</a></p>`
}

function leadOf(line: GapLine, gap: number): Part {
  return gap > 0
    ? `${pounds(line.needPence - gap)} is funded; ${pounds(gap)} is not covered`
    : `${pounds(line.needPence)} is needed; ${pounds(0 - gap)} is headroom`
}

function noteOf(band: GapLine['cumulativeBand']): string {
  const scope = 'Children’s services only, net, before anything is done to close it.'
  if (band === null) return `${scope} No band: no costed forecast has been brought into the year.`
  if (band.p90 <= 0)
    return `${scope} 8 in 10 chance of headroom between ${pounds(0 - band.p90)} and ${pounds(0 - band.p10)}.`
  return `${scope} 8 in 10 chance that the gap is between ${pounds(band.p10)} and ${pounds(band.p90)}.`
}
