import { count, dataTable, fig, html, lineChart, oneDecimal, panelChart, panels } from '#web'
import type { Html } from '#web'
import { pressureHref } from '../../published-figures.ts'
import type { PressureLine, PressuresModel } from './model.ts'

/** Starts beside the four leading series, each 100 in the first year in common. */
export function againstSection(model: PressuresModel): Html {
  const { years, lines, names } = model.against
  if (years.length < 2)
    return html`<p>${model.starts === undefined ? 'Children starting to be looked after are not known yet: load the returns, or the published table of children looked after.' : 'There are not two years in common to draw.'}</p>`
  const first = years[0] ?? 0
  const ends = lines.map((l, i) => ({
    name: names[i] ?? '',
    last: l.findLast((v) => v !== undefined) ?? 100,
  }))
  const starts = ends[0]?.last ?? 100
  return lineChart({
    id: 'against',
    lead: `Starts to be looked after stand at ${count(starts)} where ${first} is 100`,
    note: html`Years ending 31 March; ${first} is 100 for each. Starts are ${model.starts?.source === 'returns' ? 'from the returns in use' : 'as published'}. Lines that rise together need not have one cause.`,
    title: 'Starts to be looked after beside referrals, need and protection',
    desc: `${ends.map((e) => `${e.name}: ${count(e.last)}`).join('; ')}, where ${first} is 100.`,
    along: years.map((y) => String(y)),
    series: lines.map((values, i) => ({ name: names[i] ?? '', values })),
    format: count,
  })
}

/** Each leading series: its history, its trend in its band, no change dotted; then every number. */
export function headingSection(model: PressuresModel): Html {
  const { pressures } = model
  const best = pressures.every((p) => p.noChangeError <= p.trendError)
  return html`<p>Each by year ending 31 March, with three years ahead: the middle of the trend, its 8 in 10 band, and no change dotted. ${best ? 'Over English councils no change has missed by less than the trend, in every series: the dotted line is the better guess, and the band says how far both may miss.' : ''}</p>
${panels(pressures.map(panelOf))}
${aheadTable(pressures)}`
}

function panelOf(line: PressureLine): Html {
  const last = line.years.at(-1)
  const next = line.forecast?.ahead[0]
  return panelChart({
    id: `p-${line.series}`,
    name: line.name,
    note: last === undefined ? '' : `${count(last.value)} in ${last.year}${changeText(line)}`,
    title: `${line.name}, by year`,
    desc: `${line.years.map((p) => `${p.year}: ${count(p.value)}`).join('; ')}.${next === undefined ? '' : ` ${next.year}: about ${count(next.middle)}, 8 in 10 chance of ${count(next.low80)} to ${count(next.high80)}; no change ${count(next.noChange)}.`}`,
    history: line.years.map((p) => ({ month: `${p.year}-03`, value: p.value })),
    ahead: (line.forecast?.ahead ?? []).map((a) => ({
      month: `${a.year}-03`,
      middle: a.middle,
      low80: a.low80,
      high80: a.high80,
      low95: a.low95,
      high95: a.high95,
    })),
    format: count,
  })
}

function changeText(line: PressureLine): string {
  const last = line.years.at(-1)
  const before = line.years.find((p) => p.year === (last?.year ?? 0) - 1)
  if (last === undefined || before === undefined || before.value === 0) return ''
  const share = Math.round((100 * (last.value - before.value)) / before.value)
  if (share === 0) return ', about as many as the year before'
  return `, ${Math.abs(share)}% ${share > 0 ? 'more' : 'fewer'} than the year before`
}

function aheadTable(lines: readonly PressureLine[]): Html {
  return dataTable({
    caption: 'Years ahead',
    note: 'Missed by: the mean error one year ahead over English councils, origins 2016 to 2021.',
    columns: [
      { head: 'Year ending 31 March' },
      ...['No change', 'Trend', '8 in 10', '19 in 20'].map((head) => ({
        head,
        kind: 'num' as const,
      })),
    ],
    groups: lines.map((line) => ({
      head: `${line.name}. Missed by: no change ${oneDecimal(line.noChangeError)}%, trend ${oneDecimal(line.trendError)}%`,
      lines: (line.forecast?.ahead ?? []).map((a) => ({
        cells: [
          String(a.year),
          count(a.noChange),
          fig(count(a.middle), pressureHref(line.series, a.year)),
          `${count(a.low80)} to ${count(a.high80)}`,
          `${count(a.low95)} to ${count(a.high95)}`,
        ],
      })),
    })),
  })
}

/** Referrals of each month, in the band that was expected of it. */
export function monthsSection(model: PressuresModel): Html {
  const { months } = model
  const last = months.at(-1)
  if (last === undefined)
    return html`<p>Load the table of referrals by month (c6) to see each month in the band that was expected of it.</p>`
  const out = months.filter((m) => isOutside(m)).length
  return lineChart({
    id: 'months',
    lead: `${count(out)} of the last ${count(months.length)} months stood outside the band that was expected of them`,
    note: 'Referrals each month. The band is 19 in 20, made from what was known the month before: the same month a year earlier, moved by half of how the last twelve months stand to the twelve before.',
    title: 'Referrals each month, in the band expected of them',
    desc: `${count(last.value)} in ${last.month}; expected between ${count(last.low95 ?? 0)} and ${count(last.high95 ?? 0)}.`,
    along: months.map((m) => m.month),
    series: [
      { name: 'referrals', values: months.map((m) => m.value) },
      { name: 'top of 19 in 20', values: months.map((m) => m.high95) },
      { name: 'foot of 19 in 20', values: months.map((m) => m.low95) },
    ],
    format: count,
  })
}

export function isOutside(m: PressuresModel['months'][number]): boolean {
  return (
    m.low95 !== undefined && m.high95 !== undefined && (m.value < m.low95 || m.value > m.high95)
  )
}
