import type { Invocation, Option, Outcome } from './command.ts'

/** One way of forecasting, or of testing a way, from files: its own options and form. Its code is loaded when it is asked for. */
export type Kind = {
  readonly kind: string
  readonly usage: string
  readonly options: readonly Option[]
  readonly example: string
  readonly load: () => Promise<(invocation: Invocation) => Promise<Outcome>>
}

export const LA: Option = {
  name: 'la',
  type: 'string',
  value: 'COUNCIL',
  help: 'The one council to read, by name or code as in the LA column, where the files hold several.',
}
const FROM: Option = {
  name: 'from',
  type: 'string',
  value: 'DAY',
  help: 'First day of the forecast (own: the day after the data end; matching: the day whose count is carried forward).',
}
const PRICES: Option = {
  name: 'prices',
  type: 'string',
  value: 'FILE',
  help: 'Price book (sub_type, provider, band, weekly_gbp, from, to, ...). Matching also reads label,weekly_gbp with the peer’s labels.',
}

const OWN: Kind = {
  kind: 'own',
  usage:
    'demand forecast FILES... --kind own [--from DAY] [--months N] [--draws N] [--seed S] [--prices FILE] [--workers N] [--la COUNCIL]',
  options: [
    FROM,
    { name: 'months', type: 'string', value: 'N', help: 'Months ahead (own; default 36).' },
    { name: 'draws', type: 'string', value: 'N', help: 'Simulated futures (own; default 1000).' },
    {
      name: 'seed',
      type: 'string',
      value: 'S',
      help: 'Makes the run repeatable (own; default 1).',
    },
    {
      name: 'workers',
      type: 'string',
      value: 'N',
      help: 'Threads (own; default 1). The result is the same with any number.',
    },
    PRICES,
    LA,
  ],
  example:
    'npm run -s headwater -- demand forecast examples/returns --kind own --from 2026-04-01 --months 36 --draws 1000 --seed 1 --prices examples/prices.csv',
  load: async () => (await import('./forecast-own.ts')).forecastOwnFromFiles,
}

const MATCHING: Kind = {
  kind: 'matching',
  usage:
    'demand forecast FILES... --kind matching [--reference A..B] [--from DAY] [--to DAY] [--prices FILE] [--inflation 5%] [--adjust FILE] [--entries FILE] [--shares FILE] [--rows FILE.csv]',
  options: [
    {
      name: 'reference',
      type: 'string',
      value: 'A..B',
      help: 'Days to learn from, both counted (matching; default all data).',
    },
    FROM,
    {
      name: 'to',
      type: 'string',
      value: 'DAY',
      help: 'Last day forecast (matching; default two years on).',
    },
    PRICES,
    {
      name: 'inflation',
      type: 'string',
      value: 'RATE',
      help: 'Yearly inflation of prices: 5% or 0.05 (matching; default none).',
    },
    {
      name: 'adjust',
      type: 'string',
      value: 'FILE',
      help: 'Changed rates: from,to,multiply_value,add_value (matching).',
    },
    {
      name: 'entries',
      type: 'string',
      value: 'FILE',
      help: 'Changed entries: state,multiply_value,add_value (matching).',
    },
    {
      name: 'shares',
      type: 'string',
      value: 'FILE',
      help: 'Changed shares of labels in their category: label,share (matching).',
    },
    {
      name: 'rows',
      type: 'string',
      value: 'FILE.csv',
      help: 'Write the cleaned rows in the peer’s columns (matching).',
    },
  ],
  example:
    'npm run -s headwater -- demand forecast examples/returns --kind matching --reference 2024-04-01..2026-03-31 --from 2026-03-31 --to 2029-03-31',
  load: async () => (await import('./forecast-matching.ts')).forecastMatchingFromFiles,
}

const RELEASE: Option = {
  name: 'release',
  type: 'string',
  value: 'YEAR',
  help: 'Take figures as published up to this release (annual; default the latest).',
}

const ANNUAL: Kind = {
  kind: 'annual',
  usage:
    'demand forecast FILES... --kind annual --origin YEAR [--horizon N] [--england-growth 1%] [--release YEAR]',
  options: [
    {
      name: 'origin',
      type: 'string',
      value: 'YEAR',
      help: 'Year of the 31 March to forecast from; nothing later is read (annual).',
    },
    {
      name: 'horizon',
      type: 'string',
      value: 'N',
      help: 'Years ahead, 1 to 5 (annual; default 5).',
    },
    {
      name: 'england-growth',
      type: 'string',
      value: 'RATE',
      help: 'England’s growth in the last year, in place of what the files say (annual).',
    },
    RELEASE,
  ],
  example:
    'npm run -s headwater -- demand forecast examples/published-counts.csv --kind annual --origin 2026 --horizon 5',
  load: async () => (await import('./demand-annual.ts')).runAnnual,
}

/** Every kind of `demand forecast`. */
export const FORECAST_KINDS: readonly Kind[] = [OWN, MATCHING, ANNUAL]

/** Every kind of `demand back-test`. */
export const BACK_TEST_KINDS: readonly Kind[] = [
  {
    kind: 'own',
    usage: 'demand back-test FILES... --kind own [--origins A..B] [--seed S] [--la COUNCIL]',
    options: [
      LA,
      {
        name: 'origins',
        type: 'string',
        value: 'A..B',
        help: 'Only past dates from A to B (own: YYYY-MM-DD; annual: years).',
      },
      { name: 'seed', type: 'string', value: 'S', help: 'Makes the test repeatable (default 1).' },
    ],
    example: 'npm run -s headwater -- demand back-test examples/returns --kind own',
    load: async () => (await import('./back-test-own.ts')).backTestOwnFromFiles,
  },
  {
    kind: 'annual',
    usage: 'demand back-test FILES... --kind annual [--origins 2013..2021] [--release YEAR]',
    options: [
      {
        name: 'origins',
        type: 'string',
        value: 'A..B',
        help: 'Only past dates from A to B (own: YYYY-MM-DD; annual: years).',
      },
      RELEASE,
    ],
    example:
      'npm run -s headwater -- demand back-test examples/published-counts.csv --kind annual --origins 2023..2025',
    load: async () => (await import('./demand-annual-back-test.ts')).runAnnualBackTest,
  },
]
