import {
  actions,
  chips,
  columns,
  dateList,
  definitions,
  downloads,
  exactSwitch,
  fig,
  keys,
  leaves,
  more,
  nothingYet,
  pageHead,
  panel,
  readAdds,
  refusal,
  running,
  side,
  tag,
  tasks,
  tools,
  tree,
  way,
} from '../parts.ts'
import { dataTable, simpleTable } from '../table.ts'
import type { Line } from '../table.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'

/** Every part of a page, each with figures of an invented county. */
export function partsGallery(): Html {
  return html`${pageHead({
    kicker: 'Monday 23 November 2026',
    title: 'Where we are in the year',
    lede: html`The <span class="nowrap">2027\u201128</span> budget is ${fig('£1.9m', '#fig', '£1,915,877.52')} short after everything proposed so far, with 80 days to full council.`,
  })}
${tools([
  exactSwitch(),
  html`<b>Year:</b> <a href="#2027" aria-current="true">2027\u201128</a>, <a href="#2028">2028\u201129</a>`,
  downloads([
    { text: 'CSV', href: '#csv' },
    { text: 'XLSX', href: '#xlsx' },
    { text: 'JSON', href: '#json' },
  ]),
])}
${keys([
  { term: 'In our care', value: fig('742', '#742'), note: '1 more than expected' },
  { term: 'In three years', value: fig('781', '#781'), note: '8 in 10: 685 to 890' },
  { term: 'Cost in 2027\u201128', value: fig('£60.4m', '#cost', '£60,412,118.09') },
  { term: 'Gap', value: fig('£7.9m', '#gap', '£7,915,877.52'), note: 'before proposals' },
])}
${columns([
  { span: 7, body: work() },
  { span: 5, body: deadlines() },
])}
<h2>Tables</h2>${bigTable()}${wordsTable()}${pages()}
<h2>Workings</h2>${workings()}
<h2>States</h2>${states()}`
}

function work(): Html {
  return html`<h2>What needs you</h2>${tasks([
    {
      title: 'Clear the money of P03, family group conferences',
      href: '#p03',
      why: 'Asked by J. Okafor on 16 November. Without it P03 cannot join the plan.',
      state: tag('wait', 'Due today 5pm'),
    },
    {
      title: 'Decide on 95 rows set aside from the September return',
      href: '#rows',
      why: '4,118 rows are ready. Nothing is stored until you confirm.',
      state: tag('open', 'Due Thu 26 Nov'),
    },
  ])}
<p>${tag('done', 'Cleared')} ${tag('wait', 'Due today')} ${tag('stop', 'Blocks')} ${tag('open', 'Consulting')} ${tag('none', 'Not known')}</p>
${side(html`<p><b>Counted once.</b> P01 and P02 act on the same children. Alone they save £1.4m; together £1.3m.</p>`)}
${side('36 months: the band was too narrow, so it has been widened by a factor of 1.18.', 'clay')}`
}

function deadlines(): Html {
  return html`<h2>Deadlines</h2>${dateList([
    { when: 'Today', what: 'Clearance of P03 (finance)' },
    { when: 'Thu 24 Dec', what: html`<b>Key decision notice</b> for cabinet on 26 January` },
    { when: 'Thu 11 Feb', what: 'Full council sets the budget' },
  ])}
${definitions([
  { term: 'Rule', value: 'Demand pressure, version 4' },
  { term: 'In force', value: '1 April 2026' },
  { term: 'Set by', value: 'A. Rahman' },
])}`
}

function money(text: string): Html {
  return text === '0' ? html`<span class="slate">0</span>` : fig(text, '#m')
}

function line(name: string, ...cells: readonly string[]): Line {
  return { cells: [html`<a href="#p">${name}</a>`, ...cells.map(money)] }
}

function bigTable(): Html {
  return html`${chips(
    [
      { text: 'All 4', href: '#all', current: true },
      { text: 'Placements (2)', href: '#pl' },
      { text: 'Weak evidence (1)', href: '#we' },
    ],
    'Which proposals',
  )}${dataTable({
    caption: 'Proposals for 2027\u201128',
    note: 'Effect in the year. Headings sort the table.',
    columns: [
      { head: 'Proposal', sortHref: '#s1', sorted: 'ascending' },
      { head: 'Invest', kind: 'num', sortHref: '#s2' },
      { head: 'Cashable saving', kind: 'num', sortHref: '#s3' },
      { head: 'Avoidance', kind: 'num' },
      { head: 'Income', kind: 'num' },
    ],
    groups: [
      {
        head: '1. Invest',
        lines: [
          line(
            'P01 Recruit and keep more in-house foster carers',
            '£260,000',
            '£943,000',
            '0',
            '0',
          ),
          line('P03 Family group conferences', '£240,000', '0', '£610,000', '0'),
        ],
      },
      {
        head: '2. Manage contracts',
        lines: [
          line('P08 Regional residential framework', '0', '£847,000', '0', '0'),
          { ...line('P09 Health contributions', '0', '0', '0', '£310,000'), here: true },
        ],
      },
    ],
    foot: [
      {
        cells: ['Plan, each ledger apart', '£0.5m', '£1.8m', '£0.6m', '£0.3m'],
        sum: true,
      },
    ],
  })}`
}

function wordsTable(): Html {
  return simpleTable({
    caption: 'Rows set aside',
    note: 'Row numbers are those of your file, with the heading as row 1.',
    stack: true,
    columns: [
      { head: 'File' },
      { head: 'Row', kind: 'num' },
      { head: 'Column' },
      { head: 'Value' },
      { head: 'What is wrong' },
      { head: 'How to mend it' },
    ],
    lines: [
      {
        cells: [
          'episodes-2026-09.csv',
          '118',
          html`<b>DECOM</b>`,
          html`<code>31/02/2026</code>`,
          'Not a date: February 2026 has 28 days',
          'Write the true start of the episode as dd/mm/yyyy',
        ],
      },
      {
        cells: [
          'header-2026-09.csv',
          '310',
          html`<b>SEX</b>`,
          html`<code>U</code>`,
          'Not a code: 1 or 2',
          'Use the return’s code',
        ],
      },
    ],
  })
}

function pages(): Html {
  return leaves({ from: 51, to: 100, of: 495, page: 2, size: 50, href: (p) => `#page-${p}` })
}

function workings(): Html {
  return html`${readAdds('Six parts, recomputed when this page was opened, make £3,497,643.87 to the penny.')}
${way([
  { title: 'Episode rows', note: '2,861 rows, October extract' },
  { title: 'Child-days', note: 'forecast of 20 November' },
  { title: 'Pressure £3.5m', note: 'you are here', here: true },
  { title: 'Gap £7.9m', note: '2027\u201128', href: '#gap' },
  { title: 'Resolution', note: 'council, 11 February', todo: true },
])}
${tree([
  {
    label: html`<b>Residential, agency home</b>`,
    value: '£2,092,405.00',
    branches: [
      {
        label: 'Extra child-days, 2027\u201128',
        value: '+2,191',
        branches: [
          {
            label: 'Forecast: mean of 1,000 draws',
            value: '31,755',
            note: 'Run 0192f3, seed 20261120',
            branches: [
              {
                label: html`<a href="#rows">episodes-2026-10.csv</a>, rows 2 to 2,862, imported 19 November 2026 by A. Rahman`,
              },
            ],
          },
          { label: 'Budgeted child-days, 2026\u201127', value: '29,564' },
        ],
      },
      { label: 'Price a week, from 1 April 2026', value: '£6,685.00' },
    ],
  },
])}
${more('Earlier values', html`<p>20 November £3.5m; 9 October £3.4m.</p>`)}`
}

function states(): Html {
  return columns([
    {
      span: 6,
      body: html`${nothingYet(
        'No forecast yet',
        'A forecast needs two years of episodes. You have none loaded.',
        html`<p><a class="btn" href="#load">Load the SSDA903 files</a></p>`,
      )}${refusal(
        'Wednesday 18 November is one day late',
        html`<p>A key decision on Thursday 17 December needs 28 clear days’ notice.</p><ul><li><a href="#meet">Meet on Friday 18 December</a></li><li><a href="#ge">General exception</a>: notice by Wednesday 9 December</li></ul>`,
      )}`,
    },
    {
      span: 6,
      body: html`${panel(
        running({
          id: 'run',
          done: 640,
          of: 1000,
          words: 'Forecast: 640 of 1,000 draws, about 1 minute left',
          refreshHref: '#again',
          cancel: actions([html`<a class="btn btn-2" href="#cancel">Stop the run</a>`]),
        }),
      )}${side(html`<p><b>J. Okafor saved P06 at 2.14pm, while you were editing.</b> Nothing is lost. Yours: £292,000. Theirs: £310,000.</p>`, 'clay')}`,
    },
  ])
}
