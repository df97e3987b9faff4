import { wholeSetting } from '#office/settings/rules/index.ts'

/** Largest file of an import. */
export const LARGEST_FILE = wholeSetting({
  id: 'demand.largest-file',
  name: 'Largest file of an import',
  sentence: 'A file with more megabytes than this is refused before it is read.',
  unit: 'MB',
  least: 1,
  most: 1000,
  shipped: [{ from: '2026-01-01', value: 200, source: 'Specification of demand, section 3' }],
})

/** Share of rows set aside above which an import is refused. */
export const MOST_SET_ASIDE = wholeSetting({
  id: 'demand.most-set-aside',
  name: 'Most rows set aside',
  sentence:
    'An import with a greater share of its rows set aside than this can be looked at, and not stored.',
  unit: '%',
  least: 0,
  most: 100,
  shipped: [{ from: '2026-01-01', value: 25, source: 'Specification of demand, section 3' }],
})

export const IMPORT_SETTINGS = [LARGEST_FILE, MOST_SET_ASIDE]
