/** The published tables of children in need and of child protection, and what is read of them. 10-demand, section 3D. */

/** A published series. A part is written after its whole: `referral-source/police`. */
export type SeriesId = string

export type PublishedTable = {
  readonly id: string
  readonly name: string
  /** Columns that tell this table from the others. */
  readonly needs: readonly string[]
  readonly columns: readonly (readonly [column: string, series: SeriesId])[]
  /** Columns of single months, in the order of the financial year. */
  readonly months?: SeriesId
  /** The cell that a row must have to be read. */
  readonly only?: { readonly column: string; readonly text: string }
}

export const MONTHS = [
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'january',
  'february',
  'march',
] as const

function parts(whole: string, columns: readonly string[]): readonly (readonly [string, string])[] {
  return columns.map((c) => [c, `${whole}/${c.replaceAll('_', '-')}`] as const)
}

const SOURCES = parts('referral-source', [
  'individual',
  'schools',
  'education_services',
  'health_services',
  'housing',
  'la_services',
  'police',
  'other_legal_agency',
  'other',
  'anonymous',
  'unknown',
])
const DAYS = [
  'same_day',
  '1-10_days',
  '11-20_days',
  '21-30_days',
  '31-40_days',
  '41-45_days',
  '46-50_days',
  '51-60_days',
  '61+_days',
]
const TO_CONFERENCE = [
  'duration_0-10_days',
  'duration_11-15_days',
  'duration_16-20_days',
  'duration_21+_days',
]
const PLAN_LENGTHS = [
  '3_months_or_less',
  'more_than_3_months_6_months',
  'more_than_6_months_less_than_1_year',
  '1_year_less_than_2_years',
  '2_years_or_more',
]

export const PUBLISHED_TABLES: readonly PublishedTable[] = [
  {
    id: 'c1',
    name: 'Referrals and re-referrals',
    needs: ['referral_count', 'rereferral_count', 'no_further_action_count'],
    columns: [
      ['referral_count', 'referrals'],
      ['rereferral_count', 're-referrals'],
      ['no_further_action_count', 'no-further-action'],
    ],
  },
  {
    id: 'c6',
    name: 'Referrals by month',
    needs: ['referrals', ...MONTHS],
    columns: [['referrals', 'referrals']],
    months: 'referrals',
  },
  {
    id: 'c5',
    name: 'Referrals by source',
    needs: ['referrals', 'schools', 'police'],
    columns: [['referrals', 'referrals'], ...SOURCES],
  },
  {
    id: 'b1',
    name: 'Children in need',
    needs: ['started_episodes', 'ended_episodes', 'at31_episodes'],
    columns: [
      ['at31_episodes', 'in-need'],
      ['started_episodes', 'in-need-started'],
      ['ended_episodes', 'in-need-ended'],
    ],
  },
  {
    id: 'c2',
    name: 'Assessments and how long they took',
    needs: ['assessments_completed', 'same_day'],
    columns: [['assessments_completed', 'assessments'], ...parts('assessment-days', DAYS)],
  },
  {
    id: 'c4',
    name: 'Section 47 enquiries and initial conferences',
    needs: ['section47', 'icpc'],
    columns: [
      ['section47', 'section-47'],
      ['icpc', 'conferences'],
      ...parts('conference-days', TO_CONFERENCE),
    ],
  },
  {
    id: 'd1',
    name: 'Child protection plans',
    needs: ['cpp_start', 'cpp_end', 'cpp_at31'],
    columns: [
      ['cpp_at31', 'plans'],
      ['cpp_start', 'plans-started'],
      ['cpp_end', 'plans-ended'],
    ],
  },
  {
    id: 'd3',
    name: 'Second or later child protection plans',
    needs: ['cpp_start', 'cpp_subsequent'],
    columns: [
      ['cpp_start', 'plans-started'],
      ['cpp_subsequent', 'second-plans'],
    ],
  },
  {
    id: 'd5',
    name: 'Child protection plans at 31 March by length',
    needs: ['cpp_at31', '3_months_or_less'],
    columns: [['cpp_at31', 'plans'], ...parts('plan-length', PLAN_LENGTHS)],
  },
  {
    id: 'population',
    name: 'Population aged 0 to 17',
    needs: ['age_group', 'population_estimate'],
    columns: [['population_estimate', 'population']],
    only: { column: 'age_group', text: 'children aged 0 to 17 years' },
  },
  {
    id: 'headline',
    name: 'Headline figures of England',
    needs: ['children_in_need', 'child_protection_plans', 'completed_assessments'],
    columns: [
      ['children_in_need', 'in-need'],
      ['child_protection_plans', 'plans'],
      ['referrals', 'referrals'],
      ['completed_assessments', 'assessments'],
    ],
  },
]

/** Every series in the order of its table. */
export const SERIES: readonly SeriesId[] = [
  ...new Set(PUBLISHED_TABLES.flatMap((t) => t.columns.map(([, series]) => series))),
]

/** Names of series, in the council's words. */
const NAMES: Readonly<Record<string, string>> = {
  referrals: 'Referrals',
  're-referrals': 'Re-referrals within a year',
  'no-further-action': 'Referrals with no further action',
  'in-need': 'Children in need at 31 March',
  'in-need-started': 'Episodes of need started',
  'in-need-ended': 'Episodes of need ended',
  assessments: 'Assessments completed',
  'section-47': 'Section 47 enquiries',
  conferences: 'Initial child protection conferences',
  plans: 'Child protection plans at 31 March',
  'plans-started': 'Child protection plans started',
  'plans-ended': 'Child protection plans ended',
  'second-plans': 'Second or later plans',
  population: 'Children aged 0 to 17',
  started: 'Children starting to be looked after',
  ceased: 'Children ceasing to be looked after',
  count: 'Children looked after at 31 March',
  age16plus: 'Looked after at 31 March, aged 16 and over',
  share16plus: 'Share of those looked after aged 16 and over',
}

export function publishedName(series: SeriesId): string {
  const [whole = '', part] = series.split('/')
  if (part === undefined) return NAMES[whole] ?? whole
  const words = part.replaceAll(/(?<!\d)-|-(?!\d)/g, ' ').replace(/^duration /, '')
  const said = words
    .replace('la services', 'council services')
    .replace('less than', 'to less than')
    .replace(/months (?=6)/, 'months to ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
