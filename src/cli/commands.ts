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
    words: ['budget', 'check'],
    summary: 'Check that a budget adds up to the penny, from files alone',
    load: async () => (await import('./budget-check.ts')).BUDGET_CHECK,
  },
  {
    words: ['serve'],
    summary: 'Serve the pages',
    load: async () => (await import('./serve.ts')).SERVE,
  },
]
