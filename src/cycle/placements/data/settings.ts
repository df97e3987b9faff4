import { isSubType } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { choiceSetting, wholeSetting } from '#office/settings/rules/index.ts'
import type { Setting } from '#office/settings/rules/index.ts'
import { LINE_IDS } from '../rules/index.ts'
import type { LineMap } from '../rules/index.ts'

/** An object of sub-types, each with a value that may stand there; undefined when anything else is in it. */
function bySubType<T>(
  value: unknown,
  may: (each: unknown) => T | undefined,
): Readonly<Partial<Record<SubType, T>>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const out: Partial<Record<SubType, T>> = {}
  for (const [key, each] of Object.entries(value)) {
    const read = may(each)
    if (!isSubType(key) || read === undefined) return undefined
    out[key] = read
  }
  return out
}

/** Where costs go that do not go to the default line of their kind. */
export const S251_LINES: Setting<LineMap> = {
  id: 'placements.s251-lines',
  name: 'Lines of Section 251',
  sentence:
    'Kinds of placement that go to another line of Section 251 than the usual one. Kinds that are not listed keep theirs. A mapping holds for whole financial years: the one of 1 April counts.',
  unit: 'kind of placement to line',
  allowed: `kinds of placement, each with one of ${LINE_IDS.join(', ')}`,
  read: (value) => bySubType(value, (line) => LINE_IDS.find((id) => id === line)),
  shipped: [
    {
      from: '2015-04-01',
      value: {},
      source: 'Specification of placements, section 2: the usual lines',
    },
  ],
}

/** Whether unaccompanied children's costs are on the line of asylum seekers. */
export const UNACCOMPANIED_LINE = choiceSetting({
  id: 'placements.unaccompanied-line',
  name: 'Line of unaccompanied children',
  sentence:
    'Whether placements of unaccompanied children are on the line of their placement, or all on the line of asylum seekers (3.1.10). It holds for whole financial years.',
  unit: '',
  choices: ['of the placement', 'asylum seekers'],
  shipped: [
    {
      from: '2015-04-01',
      value: 'of the placement',
      source: 'Not checked against the guidance of the year: check it before you change it',
    },
  ],
})

/** Spread of prices where the book does not state one, in per cent. */
export const PRICE_SPREADS: Setting<Readonly<Partial<Record<SubType, number>>>> = {
  id: 'placements.price-spreads',
  name: 'Spread of prices',
  sentence:
    'How far prices of single placements lie from the book’s, as a coefficient of variation in per cent, where a row of the book does not say. Kinds that are not listed have none.',
  unit: '%',
  allowed: 'kinds of placement, each with a whole number from 0 to 300',
  read: (value) =>
    bySubType(value, (cv) =>
      typeof cv === 'number' && Number.isInteger(cv) && cv >= 0 && cv <= 300 ? cv : undefined,
    ),
  shipped: [
    {
      from: '2015-04-01',
      value: {
        'in-house-foster': 15,
        'agency-foster': 20,
        'home-own': 0,
        'home-agency': 40,
        'supported-lodgings': 45,
        'supported-accommodation': 45,
        'independent-living': 45,
      },
      source: 'Specification of placements, rule 4A3: not measured; replace it by your own',
    },
  ],
}

/** How long a placement keeps its price. */
export const PLACEMENT_DAYS = wholeSetting({
  id: 'placements.placement-days',
  name: 'How long a placement lasts',
  sentence:
    'Days that a placement lasts on average. The longer, the longer a dear (or cheap) set of placements stays dear (or cheap).',
  unit: 'days',
  least: 7,
  most: 3650,
  shipped: [
    {
      from: '2015-04-01',
      value: 406,
      source:
        'DfE, looked after children 2023-24: foster placements that ended lasted 406 days on average; used for every kind',
    },
  ],
})

export const COST_SETTINGS = [S251_LINES, UNACCOMPANIED_LINE, PRICE_SPREADS, PLACEMENT_DAYS]
