import { isoDay } from '#kernel/dates.ts'
import { percent } from '#kernel/rate.ts'
import type { LawRule, Policy, PreferenceList } from './types.ts'

const RULE =
  'Specification of placements, rule 4D12: the council’s own policy, to be changed by date'

/** Own places first, as policy ships: the rest keep the shares that the returns show. */
export const SHIPPED_LISTS: readonly PreferenceList[] = [
  {
    from: isoDay('2000-04-01'),
    ageFrom: 0,
    ageTo: 17,
    wanted: ['in-house-foster', 'agency-foster'],
    prefer: ['in-house-foster', 'agency-foster'],
    source: RULE,
  },
  {
    from: isoDay('2000-04-01'),
    ageFrom: 0,
    ageTo: 17,
    wanted: ['home-own', 'home-agency'],
    prefer: ['home-own', 'home-agency'],
    source: RULE,
  },
  {
    from: isoDay('2000-04-01'),
    ageFrom: 0,
    ageTo: 17,
    wanted: ['supported-lodgings', 'supported-accommodation'],
    prefer: ['supported-lodgings', 'supported-accommodation'],
    source: RULE,
  },
]

/**
 * The law as a filter (20-placements, 4D14). Earlier years keep their own rule: the papers of 2010 to 2018 used settings that
 * were lawful then.
 */
export const SHIPPED_LAW: readonly LawRule[] = [
  {
    from: isoDay('2021-09-09'),
    subTypes: ['supported-lodgings', 'supported-accommodation', 'independent-living'],
    under: 16,
    instead: 'home-agency',
    source:
      'Care Planning, Placement and Case Review (England) (Amendment) Regulations 2021; first day from memory: check',
  },
  {
    from: isoDay('2023-10-28'),
    subTypes: ['independent-living'],
    under: 18,
    instead: 'supported-accommodation',
    source:
      'Supported accommodation for ages 16 and 17 is registered with Ofsted from 28 October 2023',
  },
]

export const SHIPPED_POLICY: Policy = {
  lists: SHIPPED_LISTS,
  law: SHIPPED_LAW,
  areas: [],
  across: percent(50),
}
