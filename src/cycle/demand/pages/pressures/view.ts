import {
  button,
  count,
  dayMiddle,
  downloads,
  empty,
  fieldError,
  fig,
  fileUpload,
  form,
  html,
  moment,
  monthText,
  more,
  nothingYet,
  pageHead,
  side,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import { isoDay } from '#kernel/dates.ts'
import { demandTools } from '../navigation.ts'
import { markLine } from '../shown.ts'
import { againstSection, headingSection, monthsSection } from './charts-view.ts'
import type { AlertLine, PressuresModel, SeriesRow } from './model.ts'

export const FILES_FIELD = 'files'

export function pressuresView(model: PressuresModel, csrf: string): Html {
  if (model.pressures.length === 0) return emptyView(model, csrf)
  return html`${head(model)}
${demandTools('/demand/pressures', { take: downloads([{ text: 'JSON', href: '/demand/pressures.json' }]) })}
<section><h2>What stands out</h2>${alerts(model)}</section>
<section><h2>Beside children starting to be looked after</h2>${againstSection(model)}</section>
<section><h2>Where each is heading</h2>${headingSection(model)}</section>
<section><h2>Referrals month by month</h2>${monthsSection(model)}</section>
<section><h2>Every published figure</h2>${table(model)}${markLine(model)}</section>
<section><h2>Sources</h2>${sources(model)}${model.maySend ? send(model, csrf) : empty}</section>`
}

const WHY =
  'Referrals, need and protection explain the pressure on families and on social workers. They hardly improve the count of children in care: adding all five to the annual forecast improved its error by at most a third of a per cent of itself. So no forecast here uses them.'

function head(model: PressuresModel): Html {
  const now = model.alerts.filter((a) => a.current).length
  const referrals = model.pressures.find((p) => p.series === 'referrals') ?? model.pressures[0]
  const last = referrals?.years.at(-1)
  return pageHead({
    kicker: `Published by the Department for Education, release ${model.release ?? ''}, as known on ${dayMiddle(isoDay(model.asAt))}`,
    title:
      now > 0
        ? `${now === 1 ? 'One series stands' : `${count(now)} series stand`} outside what was expected`
        : last === undefined
          ? 'Pressures before care'
          : `${referrals?.name ?? ''}: ${count(last.value)} in ${last.year}`,
    lede: WHY,
  })
}

function alerts(model: PressuresModel): Html {
  const current = model.alerts.filter((a) => a.current)
  const past = model.alerts.filter((a) => !a.current)
  return html`${
    current.length === 0
      ? html`<p>No series ends with two months or two years running outside its own 19 in 20 band.</p>`
      : current.map((a) =>
          side(
            html`<p><strong>${a.name}</strong>: ${outsideWords(a)}. Something changed: what, the figures do not say. Ask first whether recording changed.</p>`,
            'clay',
          ),
        )
  }
${past.length === 0 ? empty : more(`${count(past.length)} earlier ${past.length === 1 ? 'time' : 'times'} two running stood outside`, html`<ul>${past.map((a) => html`<li>${a.name}: ${outsideWords(a)}.</li>`)}</ul>`)}`
}

function outsideWords({ outside, by }: AlertLine): string {
  const said = outside.map(
    (o) =>
      `${count(o.value)} in ${by === 'month' ? monthText(o.when) : `the year to March ${o.when}`}, ${o.side} the ${count(o.low95)} to ${count(o.high95)} expected`,
  )
  return said.join('; ')
}

const REASONS: Readonly<Record<string, string>> = {
  'rounds-to-zero': 'k',
  'not-applicable': 'z',
  'not-available': '',
  'low-reliability': 'u',
}

function table(model: PressuresModel): Html {
  const whole = model.table.filter((r) => !r.series.includes('/'))
  const parts = model.table.filter((r) => r.series.includes('/'))
  return html`${seriesTable(model, whole, 'Published figures by year')}${parts.length === 0 ? empty : more('By source, by length and by how long they took', byWhole(model, parts))}`
}

const WHOLES: Readonly<Record<string, string>> = {
  'referral-source': 'Referrals by who made them',
  'assessment-days': 'Assessments by the days they took',
  'conference-days': 'Initial conferences by days from the enquiry',
  'plan-length': 'Child protection plans at 31 March by their length',
}

function byWhole(model: PressuresModel, parts: readonly SeriesRow[]): Html {
  const groups = Map.groupBy(parts, (r) => r.series.split('/')[0] ?? '')
  return html`${[...groups].map(([whole, rows]) => seriesTable(model, rows, WHOLES[whole] ?? whole))}`
}

function seriesTable(model: PressuresModel, rows: readonly SeriesRow[], caption: string): Html {
  return simpleTable({
    caption,
    note: 'Years ending 31 March; population is of the middle of the year. c: suppressed; k: rounds to nought; z: not applicable; u: low reliability; empty: not published.',
    columns: [
      { head: 'Series' },
      ...model.tableYears.map((y) => ({ head: String(y), kind: 'num' as const })),
    ],
    lines: rows.map((r) => ({
      cells: [
        r.name,
        ...r.cells.map((c) =>
          c.value === null ? (REASONS[c.kind] ?? model.mark) : fig(count(c.value), c.href),
        ),
      ],
    })),
  })
}

function sources(model: PressuresModel): Html {
  return html`${simpleTable({
    caption: 'Published tables loaded, the latest last',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'File' },
      { head: 'Table' },
      { head: 'Release', kind: 'num' },
      { head: 'Loaded' },
    ],
    lines: model.files.map((f) => ({
      cells: [
        f.name,
        `${f.table_name} (${f.table_id})`,
        String(f.release),
        html`${moment(f.loaded_at)}, ${f.loaded_by_name}`,
      ],
    })),
  })}
<p class="small slate">Every release is kept; a page shows, of each figure, the latest release that is not after its day. Bands: specification of demand, section 4F, measured on the published tables of 2013 to 2022.${model.missing.length === 0 ? '' : ` Not loaded: ${model.missing.join(', ')}.`}</p>`
}

function send(model: PressuresModel, csrf: string): Html {
  const text = fieldError(model.refusals, FILES_FIELD)
  return form(
    { action: '/demand/pressures', csrf, files: true },
    fileUpload({
      id: FILES_FIELD,
      name: FILES_FIELD,
      label: { text: 'Published tables' },
      hint: {
        text: 'CSV files as they were downloaded: c1, c6, b1, c2, c4, c5, d1, d3, d5, population, and those of children looked after.',
      },
      multiple: true,
      javascript: true,
      errorMessage: text === undefined ? undefined : { text },
    }),
    button({ text: 'Load the tables' }),
  )
}

function emptyView(model: PressuresModel, csrf: string): Html {
  return html`${pageHead({ title: 'Pressures before care', lede: WHY })}
${demandTools('/demand/pressures', {})}
${nothingYet(
  'No published figures have been loaded',
  'The Department for Education publishes, each autumn, referrals (c1, by month c6), children in need (b1), assessments (c2), section 47 enquiries and conferences (c4) and child protection plans (d1) of every council. Download them as CSV from “Children in need” on Explore education statistics, whole, and load them here.',
)}
${model.maySend ? send(model, csrf) : html`<p>They are loaded by people with the returns or analyst role.</p>`}`
}
