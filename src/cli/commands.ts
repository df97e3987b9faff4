import type { Entry } from './command.ts'

/** Every command, in the order of the list. The code of each is loaded when it is called, so that `--help` is quick. */
export const COMMANDS: readonly Entry[] = [
  {
    words: ['demand', 'clean'],
    summary: 'Read and clean SSDA903 files; list every row that cannot be used',
    load: async () => (await import('./demand-clean.ts')).DEMAND_CLEAN,
  },
  {
    words: ['demand', 'forecast'],
    summary: 'Forecast children in care from files alone',
    load: async () => (await import('./demand-forecast.ts')).DEMAND_FORECAST,
  },
  {
    words: ['demand', 'back-test'],
    summary: 'Test a forecast on the past of the files, against assuming no change',
    load: async () => (await import('./demand-forecast.ts')).DEMAND_BACK_TEST,
  },
  {
    words: ['demand', 'import'],
    summary: 'Read returns into the council’s database; --confirm puts them in use',
    load: async () => (await import('./demand-import.ts')).DEMAND_IMPORT,
  },
  {
    words: ['demand', 'imports'],
    summary: 'List the imports of returns',
    load: async () => (await import('./demand-import.ts')).DEMAND_IMPORTS,
  },
  {
    words: ['demand', 'run'],
    summary: 'Forecast on the returns in use, and keep the forecast in the council’s database',
    load: async () => (await import('./demand-run.ts')).DEMAND_RUN,
  },
  {
    words: ['demand', 'published', 'import'],
    summary: 'Load published tables of need, protection and population into the council’s database',
    load: async () => (await import('./demand-leading.ts')).PUBLISHED_IMPORT,
  },
  {
    words: ['demand', 'pressures'],
    summary:
      'Where referrals, need and protection of a council are heading, from published tables alone',
    load: async () => (await import('./demand-leading.ts')).DEMAND_PRESSURES,
  },
  {
    words: ['placements', 'price', 'check'],
    summary:
      'Read a price book from a file alone: what it holds, what is asked about, what has no price',
    load: async () => (await import('./placements-price-check.ts')).PRICE_CHECK,
  },
  {
    words: ['placements', 'price', 'import'],
    summary: 'Read a price book into the council’s database; --confirm puts it in use',
    load: async () => (await import('./placements-price.ts')).PRICE_IMPORT,
  },
  {
    words: ['placements', 'cost'],
    summary: 'What a forecast costs at the price book in use, by year, kind of placement and line',
    load: async () => (await import('./placements-cost.ts')).PLACEMENTS_COST,
  },
  {
    words: ['budget', 'check'],
    summary: 'Check that a budget adds up to the penny, from files alone',
    load: async () => (await import('./budget-check.ts')).BUDGET_CHECK,
  },
  {
    words: ['budget', 'import'],
    summary: 'Read a budget into the council’s database; --confirm stores it',
    load: async () => (await import('./budget-import.ts')).BUDGET_IMPORT,
  },
  {
    words: ['budget', 'gap'],
    summary: 'Need against funding over the years, children’s services alone',
    load: async () => (await import('./budget-gap.ts')).BUDGET_GAP,
  },
  {
    words: ['budget', 'export'],
    summary: 'Write a year’s budget as lines.csv, or as a workbook with totals and checks',
    load: async () => (await import('./budget-export.ts')).BUDGET_EXPORT,
  },
  {
    words: ['budget', 's251'],
    summary: 'Read Section 251 outturn; test every identity and total; list what does not follow',
    load: async () => (await import('./budget-s251.ts')).BUDGET_S251,
  },
  {
    words: ['budget', 's251-import'],
    summary: 'Keep published tables beside the council’s budget: returns, layouts, benchmarks',
    load: async () => (await import('./budget-s251-import.ts')).BUDGET_S251_IMPORT,
  },
  {
    words: ['budget', 's251-crosswalk'],
    summary:
      'Every stable id of Section 251 with its line in each layout, and where a series breaks',
    load: async () => (await import('./budget-s251-crosswalk.ts')).BUDGET_S251_CROSSWALK,
  },
  {
    words: ['budget', 's251-export'],
    summary: 'Lay a budget on the form of Section 251 in whole pounds, with its reconciliation',
    load: async () => (await import('./budget-s251-export.ts')).BUDGET_S251_EXPORT,
  },
  {
    words: ['budget', 'benchmark'],
    summary:
      'Compare a council with its statistical neighbours: spending a child, unit costs, shares',
    load: async () => (await import('./budget-benchmark.ts')).BUDGET_BENCHMARK,
  },
  {
    words: ['serve'],
    summary: 'Serve the pages',
    load: async () => (await import('./serve.ts')).SERVE,
  },
  {
    words: ['work'],
    summary: 'Compute for a PostgreSQL server: a worker host, without pages',
    load: async () => (await import('./work.ts')).WORK,
  },
  {
    words: ['jobs'],
    summary: 'List the latest long computations of a council',
    load: async () => (await import('./jobs.ts')).JOBS,
  },
  {
    words: ['backup'],
    summary: 'Write everything the database holds to a file, also while the program serves',
    load: async () => (await import('./keeping.ts')).BACKUP,
  },
  {
    words: ['restore'],
    summary:
      'Bring the councils of a backup into the database; those that are there are never touched',
    load: async () => (await import('./keeping.ts')).RESTORE,
  },
  {
    words: ['audit', 'verify'],
    summary: 'Check the chain of everything recorded; name the first entry that does not fit',
    load: async () => (await import('./audit-verify.ts')).AUDIT_VERIFY,
  },
  {
    words: ['council', 'add'],
    summary: 'Add a council with its first administrator',
    load: async () => (await import('./people.ts')).COUNCIL_ADD,
  },
  {
    words: ['person', 'add'],
    summary: 'Give somebody an account in a council',
    load: async () => (await import('./people.ts')).PERSON_ADD,
  },
  {
    words: ['demo'],
    summary: 'Load an example council: county, which is invented',
    load: async () => (await import('./demo.ts')).DEMO,
  },
]
