import {
  fanChart,
  flowDiagram,
  lineChart,
  panelChart,
  panels,
  pyramidChart,
  timelineChart,
  trustChart,
  waterfallChart,
} from '../../charts/index.ts'
import type { Fared, Flow, Span } from '../../charts/index.ts'
import { count, countChange } from '../../format.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import { course, dayIn, monthAfter, outlook, TODAY } from './invented.ts'
import {
  barsExample,
  coveredExample,
  gapExample,
  monthsExample,
  yearsExample,
} from './money-charts.ts'

/** Every chart, each with figures of an invented county. */
export function chartsGallery(): Html {
  return html`<h2>The year</h2>${year()}
<h2>History and forecast</h2>${fan()}
<h2>How far to trust it</h2>${trust()}
<h2>Small forecasts side by side</h2>${small()}
<h2>From one number to another</h2>${why()}${gapExample()}
<h2>Need against funding</h2>${yearsExample()}
<h2>Parts of a whole</h2>${coveredExample()}
<h2>Cost by month</h2>${monthsExample()}
<h2>Amounts with their ranges</h2>${barsExample()}
<h2>Who moves where</h2>${flows()}
<h2>Ages</h2>${ages()}
<h2>Lines</h2>${lines()}
<h2>Nothing to draw</h2>${nothing()}`
}

function span(label: string, from: string, to: string): Span {
  return { label, from: dayIn(from), to: dayIn(to) }
}

function year(): Html {
  return timelineChart({
    id: 'year',
    lead: 'The forecast is made and the gap agreed; cabinet meets in nine weeks',
    note: 'Filled: done. Outlined: under way. Dashed: to come. Diamond: a meeting.',
    title: 'The council’s year by stage',
    desc: 'Demand and budget are done; this year’s delivery is under way on 23 November 2026; cabinet meets on 26 January and council on 11 February 2027; returns follow from April.',
    from: dayIn('2026-09-01'),
    to: dayIn('2027-07-01'),
    today: TODAY,
    turn: { label: 'new financial year', on: dayIn('2027-04-01') },
    lanes: [
      {
        name: 'Demand',
        spans: [
          span('forecast of record', '2026-09-21', '2026-10-09'),
          span('refresh', '2027-01-04', '2027-01-08'),
        ],
      },
      {
        name: 'Budget',
        spans: [
          span('gap agreed', '2026-09-14', '2026-10-16'),
          span('settlement, section 25 report', '2026-12-14', '2027-01-29'),
        ],
      },
      { name: 'Proposals', spans: [span('11 proposals', '2026-10-05', '2026-11-27')] },
      {
        name: 'Decisions',
        meetings: [
          { label: 'cabinet 26 January', on: dayIn('2027-01-26') },
          { label: 'council 11 February', on: dayIn('2027-02-11') },
        ],
      },
      {
        name: 'Delivery',
        spans: [
          span('savings of this year', '2026-09-01', '2027-04-01'),
          span('2027-28', '2027-04-01', '2027-07-01'),
        ],
      },
      { name: 'Returns', spans: [span('SSDA903, Section 251', '2027-04-01', '2027-06-30')] },
    ],
  })
}

function fan(): Html {
  return fanChart({
    id: 'fan',
    lead: 'Growth slows: known 18th birthdays take out 231 of those here today',
    note: 'Children looked after at each month’s end, April 2019 to October 2026, and forecast to October 2029',
    title: 'Children in our care: history and forecast',
    desc: 'From 612 in April 2019 to 742 in October 2026. The middle forecast reaches 781 in October 2029, with an 8 in 10 chance of between 685 and 890. The no-change line is dotted at 742.',
    what: 'Children in our care, each month end',
    history: course('2019-04', 91, 612, 742),
    ahead: outlook('2026-11', 36, 742, 781),
    format: count,
  })
}

function fared(name: string, error: number, errorNoChange: number, cover80: number): Fared {
  return { name, error, errorNoChange, cover80 }
}

function trust(): Html {
  return trustChart({
    id: 'trust',
    lead: 'Smaller error than no change at every distance; the three-year band was too narrow',
    note: 'Circles: our forecast. Squares: assuming no change. The shaded strip is where a good band lands.',
    title: 'Error and coverage by distance',
    desc: 'At 3 months our error was 2.1% against 2.3%, at 12 months 4.9% against 5.9%, at 36 months 9.6% against 11.3%; the 8 in 10 band held 84%, 79% and 73% of the time.',
    rows: [
      fared('3 months', 0.021, 0.023, 0.84),
      fared('12 months', 0.049, 0.059, 0.79),
      fared('24 months', 0.074, 0.09, 0.79),
      fared('36 months', 0.096, 0.113, 0.73),
    ],
  })
}

function small(): Html {
  const kinds = [
    ['In-house fostering', 205, 188, 191],
    ['Independent fostering agency', 172, 231, 246],
    ['Residential', 61, 89, 101],
    ['Supported accommodation', 30, 82, 88],
    ['With parents', 60, 48, 46],
    ['Secure', 1, 2, 2],
  ] as const
  return panels(
    kinds.map(([name, from, now, then], i) =>
      panelChart({
        id: `panel-${i}`,
        name,
        note: `${count(now)} now; about ${count(then)} in 2029`,
        title: `${name}: history and forecast`,
        desc: `${count(from)} in 2019, ${count(now)} now, about ${count(then)} in October 2029.`,
        history: course('2019-04', 91, from, now),
        ahead: outlook('2026-11', 36, now, then),
        format: count,
      }),
    ),
  )
}

function why(): Html {
  return waterfallChart({
    id: 'why',
    lead: 'More come in than leave, but the diary of 18th birthdays is long',
    note: 'October 2026 to October 2029, expected. Solid black is known: birthdays of children already here.',
    title: 'From 742 to 781',
    desc: 'First entries +1,004, returns +121, home to family −438, adoption and guardianship −243, 18th birthdays in the diary −231, of later entrants −134, other endings −40.',
    startName: 'Children now',
    start: 742,
    steps: [
      { name: 'First entries to care', change: 1004 },
      { name: 'Returns within two years', change: 121 },
      { name: 'Home to family', change: -438 },
      { name: 'Adoption, guardianship', change: -243 },
      { name: '18th birthdays in the diary', change: -231, firm: true },
      { name: '18th birthdays of later entrants', change: -134 },
      { name: 'Other endings', change: -40 },
    ],
    endName: 'in October 2029',
    format: count,
    formatChange: countChange,
  })
}

const GROUPS = ['Not in care', 'Fostering', 'Residential', 'Supported', 'With parents']

function f(stage: number, from: string, to: string, value: number): Flow {
  return { stage, from, to, value }
}

function yearOfMoves(stage: number, k: number): readonly Flow[] {
  return [
    f(stage, 'Not in care', 'Fostering', 186 + k),
    f(stage, 'Not in care', 'Residential', 21 + k),
    f(stage, 'Not in care', 'Supported', 38),
    f(stage, 'Not in care', 'With parents', 24),
    f(stage, 'Fostering', 'Not in care', 148),
    f(stage, 'Fostering', 'Fostering', 352 + k),
    f(stage, 'Fostering', 'Residential', 19),
    f(stage, 'Fostering', 'With parents', 11),
    f(stage, 'Residential', 'Not in care', 23),
    f(stage, 'Residential', 'Residential', 54 + k),
    f(stage, 'Residential', 'Supported', 12),
    f(stage, 'Supported', 'Not in care', 41),
    f(stage, 'Supported', 'Supported', 37),
    f(stage, 'With parents', 'Not in care', 19),
    f(stage, 'With parents', 'With parents', 24),
    f(stage, 'With parents', 'Fostering', 6),
  ]
}

function flows(): Html {
  return flowDiagram({
    id: 'flows',
    lead: 'Of those who leave fostering for another placement, most go to residential homes',
    note: 'Children by placement on 31 March of each year. Pale: stayed. Dark: came, moved or left.',
    title: 'Moves between placements, 2024 to 2026',
    desc: 'In 2024-25, 186 children came into fostering and 148 left care from it; 19 moved from fostering to residential homes and 12 from residential homes to supported accommodation.',
    stages: ['31 March 2024', '31 March 2025', '31 March 2026'],
    groups: GROUPS,
    flows: [...yearOfMoves(0, 0), ...yearOfMoves(1, 8)],
    format: count,
  })
}

function ages(): Html {
  const rows = [
    ['16 and 17', 62, 118],
    ['10 to 15', 138, 161],
    ['5 to 9', 71, 78],
    ['1 to 4', 47, 49],
    ['Under 1', undefined, 14],
  ] as const
  return pyramidChart({
    id: 'ages',
    lead: 'Four in ten are boys and girls of 10 to 15; boys outnumber girls at 16 and 17',
    note: 'Children in our care on 31 March 2026; c: hidden, under five children',
    title: 'Children in our care by age and sex',
    desc: 'Girls and boys: 16 and 17, 62 and 118; 10 to 15, 138 and 161; 5 to 9, 71 and 78; 1 to 4, 47 and 49; under 1, hidden and 14.',
    leftName: 'Girls',
    rightName: 'Boys',
    rows: rows.map(([name, left, right]) => ({ name, left, right })),
    format: count,
  })
}

function lines(): Html {
  const along = Array.from({ length: 30 }, (_, i) => monthAfter('2024-04', i))
  return lineChart({
    id: 'lines',
    lead: 'Agency placements have passed our own since the spring of 2025',
    note: 'Children at each month’s end. A gap in a line: not known.',
    title: 'Fostering by who provides it',
    desc: 'In-house from 208 to 188; agency from 196 to 231; connected carers from 92 to 104.',
    along,
    series: [
      { name: 'agency', values: course('2024-04', 30, 196, 231).map((p) => p.value) },
      { name: 'in-house', values: course('2024-04', 30, 208, 188).map((p) => p.value) },
      {
        name: 'connected carers',
        values: course('2024-04', 30, 92, 104).map((p, i) =>
          i > 11 && i < 15 ? undefined : p.value,
        ),
      },
    ],
    format: count,
  })
}

function nothing(): Html {
  return lineChart({
    id: 'nothing',
    lead: 'A chart of nothing says so',
    note: 'An empty drawing would look like a count of none',
    title: 'Nothing',
    desc: 'There are no figures.',
    along: [],
    series: [],
    format: count,
  })
}
