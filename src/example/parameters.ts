/**
 * What the invented county is made of. Every child, price and pound of it is drawn from these figures by a seeded
 * generator; none is real. Where a figure follows a published one, the source stands beside it.
 */
export const COUNTY = {
  name: 'Marlshire County Council',
  /** Not a code that the Department for Education has given out. */
  code: '999',
  seed: 20_261_124,
  /** The lives begin here so that the first return already holds long stays. */
  livesFrom: '2008-04-01',
  /** 31 March of the first and of the last collection year. */
  firstReturn: 2022,
  lastReturn: 2026,
} as const

/** First entries to care in the year beginning 1 April, before chance. */
export const ENTRIES = {
  in2012: 174,
  /** England: 28,220 starts in 2012, 31,680 in 2018-19 (DfE): about 2% a year. */
  growthAYear: 0.021,
  /** 2020-21 fell everywhere (England 28,440 against 31,010 the year before). */
  pandemicYear: 2020,
  pandemicFactor: 0.87,
  /** A little more in the school terms than in August. */
  season: [1.02, 1.0, 1.03, 1.02, 0.9, 0.98, 1.04, 1.03, 0.96, 1.0, 0.98, 1.04],
} as const

/**
 * Age at entry: England 2018-19 starts by age 6,010 / 5,440 / 5,320 / 8,540 / 6,370 (under 1, 1-4, 5-9, 10-15, 16+), the last less
 * the unaccompanied children, who are drawn apart.
 */
export const ENTRY_AGE = [
  { from: 0, to: 1, weight: 6010 },
  { from: 1, to: 5, weight: 5440 },
  { from: 5, to: 10, weight: 5320 },
  { from: 10, to: 16, weight: 8140 },
  { from: 16, to: 17.9, weight: 3100 },
] as const

/**
 * Unaccompanied asylum-seeking children who enter in the year that begins on 1 April, before chance. England had 2,230 at 31 March
 * 2012, 4,340 in 2016, 5,080 in 2020, 4,150 in 2021, 5,680 in 2022, 7,380 in 2024 (DfE): at most about 9% of all looked after;
 * nearly all are 16 or 17. Few leave before they are 18, so an ending is this much less likely than another child's.
 */
export const UASC = {
  entries: [
    { until: 2016, mean: 10 },
    { until: 2020, mean: 24 },
    { until: 2021, mean: 14 },
    { until: 2022, mean: 30 },
    { until: 9999, mean: 36 },
  ],
  ages: { from: 14.6, to: 17.7 },
  endings: 0.3,
} as const

/**
 * Endings a child-year by age, 18th birthdays apart, shaped on England 2018-19 (ceased over the mean of two stocks: 0.533, 0.638,
 * 0.268, 0.144), and how the length of care bends them.
 */
export const ENDINGS = {
  byAge: [
    { to: 1, rate: 0.5 },
    { to: 5, rate: 0.6 },
    { to: 10, rate: 0.27 },
    { to: 16, rate: 0.15 },
    { to: 18, rate: 0.2 },
  ],
  byDays: [
    { to: 28, factor: 2.6 },
    { to: 182, factor: 1.5 },
    { to: 730, factor: 1 },
    { to: 36_500, factor: 0.62 },
  ],
} as const

export const KINDS = {
  kinship: {
    places: { U1: 3, U2: 1, U3: 2 },
    providers: { PR1: 1 },
  },
  inHouse: {
    places: { U4: 4, U5: 1, U6: 6 },
    providers: { PR1: 1 },
  },
  agency: {
    places: { U4: 4, U6: 6 },
    providers: { PR4: 17, PR5: 3 },
  },
  home: {
    places: { K2: 1 },
    providers: { PR1: 15, PR4: 78, PR5: 7 },
  },
  school: {
    places: { S1: 1 },
    providers: { PR4: 3, PR2: 1 },
  },
  secure: { places: { K1: 1 }, providers: { PR2: 1 } },
  supported: {
    places: { H5: 3, P2: 1 },
    providers: { PR4: 7, PR1: 2, PR5: 1 },
  },
  parents: { places: { P1: 1 }, providers: { PR0: 1 } },
  adoption: {
    places: { A3: 1, A4: 2, A5: 2, A6: 4 },
    providers: { PR1: 3, PR5: 1 },
  },
  centre: { places: { R3: 1 }, providers: { PR3: 1 } },
  custody: { places: { R5: 1 }, providers: { PR3: 1 } },
} as const
export type Kind = keyof typeof KINDS
/** How often each is chosen, relative to the others. */
export type Weights<T extends string> = Readonly<Partial<Record<T, number>>>

/**
 * Where children go, by age. England, 31 March 2024: 67% foster care, of whom about 60% with the council's own or kinship carers; 10% in
 * secure and children's homes; supported accommodation mostly at 16 and 17 (DfE, looked after in England).
 */
export const FIRST_PLACE: readonly {
  readonly to: number
  readonly kinds: Weights<Kind>
}[] = [
  {
    to: 5,
    kinds: { kinship: 18, inHouse: 40, agency: 21, parents: 14, centre: 7 },
  },
  {
    to: 10,
    kinds: { kinship: 22, inHouse: 39, agency: 31, parents: 7, home: 1 },
  },
  {
    to: 16,
    kinds: { kinship: 15, inHouse: 26, agency: 32, home: 19, parents: 7, custody: 1 },
  },
  {
    to: 18,
    kinds: { kinship: 4, inHouse: 8, agency: 12, home: 13, supported: 61, secure: 1, custody: 1 },
  },
]
export const UASC_PLACE: typeof FIRST_PLACE = [
  {
    to: 16,
    kinds: { agency: 68, inHouse: 24, kinship: 8 },
  },
  {
    to: 18,
    kinds: { supported: 80, agency: 15, inHouse: 5 },
  },
]
export const NEXT_PLACE: typeof FIRST_PLACE = [
  {
    to: 5,
    kinds: { kinship: 22, inHouse: 24, agency: 12, parents: 12, adoption: 30 },
  },
  {
    to: 10,
    kinds: { kinship: 21, inHouse: 34, agency: 31, parents: 9, home: 3, adoption: 2 },
  },
  {
    to: 16,
    kinds: { kinship: 10, inHouse: 23, agency: 31, home: 27, school: 2, parents: 6, secure: 1 },
  },
  {
    to: 18,
    kinds: { kinship: 3, inHouse: 6, agency: 9, home: 17, supported: 63, secure: 1, custody: 1 },
  },
]

/** Moves a child-year by days in the placement; foster placements that ended in 2023-24 lasted 406 days on average (DfE). */
export const MOVES = [
  { to: 60, rate: 1.7 },
  { to: 365, rate: 0.62 },
  { to: 36_500, rate: 0.26 },
] as const
/** At 16 and 17 more move, most of them to supported accommodation (invented, so that the mix by age comes out near England's). */
export const MOVES_BY_AGE = [
  { to: 16, factor: 1 },
  { to: 18, factor: 1.9 },
] as const
/** 24% of recorded placement changes are a change of status only (DfE 2023-24). */
export const STATUS_CHANGES_A_YEAR = 0.42
/** Of those who left under 18, the part that came back within two years. */
export const RETURNS = { share: 0.11, withinDays: 600 } as const

/** What goes wrong in a cell: the reader must notice each of them. */
export type SlipKind = 'none' | 'blank' | 'short year' | 'serial' | 'year early' | 'late' | 'U7'
export type Slip = { readonly to: number; readonly column: string; readonly kind: SlipKind }

/**
 * The slips that real returns hold, each with the chance below which it happens (invented: a few rows in a thousand, so that the
 * page of what is set aside has something to show).
 */
export const SLIPS: { readonly episodes: readonly Slip[]; readonly header: readonly Slip[] } = {
  episodes: [
    { to: 0.0009, column: 'DECOM', kind: 'short year' },
    { to: 0.0015, column: 'DECOM', kind: 'serial' },
    { to: 0.0023, column: 'DEC', kind: 'year early' },
    { to: 0.0036, column: 'DEC', kind: 'late' },
    { to: 0.0041, column: 'CHILD', kind: 'blank' },
    { to: 0.0052, column: 'PLACE', kind: 'U7' },
    { to: 1, column: 'DECOM', kind: 'none' },
  ],
  header: [
    { to: 0.0012, column: 'DOB', kind: 'blank' },
    { to: 0.002, column: 'DOB', kind: 'short year' },
    { to: 1, column: 'DOB', kind: 'none' },
  ],
}

/** Of all children, the part that may drop out of the returns on the way (about a third of them are in care at the time). */
export const LOST_CHILDREN = 0.006

/**
 * Pounds a week in 2025-26. England, S251 outturn 2024-25: residential 7,385, fostering 765, all 2,100 (LAIT, rounded to 5); large
 * agencies about 820 in 2021 (CMA). The split between own and agency is invented.
 */
export const PRICES: readonly {
  readonly subType: string
  readonly weekly: number
  readonly cv: number
  readonly uplift: number
  readonly why: string
}[] = [
  { subType: 'kinship-foster', weekly: 296, cv: 10, uplift: 3.2, why: 'allowance scheme' },
  {
    subType: 'in-house-foster',
    weekly: 498,
    cv: 15,
    uplift: 3.2,
    why: 'fee scheme with support costs',
  },
  {
    subType: 'other-public-foster',
    weekly: 610,
    cv: 15,
    uplift: 3.2,
    why: 'recharge of another council',
  },
  {
    subType: 'agency-foster',
    weekly: 1_012,
    cv: 20,
    uplift: 3.4,
    why: 'regional framework, lot 1',
  },
  { subType: 'home-own', weekly: 5_240, cv: 0, uplift: 3.5, why: 'cost model, 90% filled' },
  {
    subType: 'home-public',
    weekly: 5_600,
    cv: 20,
    uplift: 3.5,
    why: 'recharge of another council',
  },
  {
    subType: 'home-agency',
    weekly: 6_870,
    cv: 40,
    uplift: 4.6,
    why: 'regional framework and spot',
  },
  { subType: 'residential-school', weekly: 5_950, cv: 30, uplift: 4.2, why: 'contracts register' },
  { subType: 'residential-other', weekly: 2_850, cv: 30, uplift: 4.2, why: 'contracts register' },
  { subType: 'secure-home', weekly: 8_950, cv: 5, uplift: 4, why: 'national placement unit rate' },
  { subType: 'supported-lodgings', weekly: 465, cv: 15, uplift: 3.2, why: 'host scheme' },
  {
    subType: 'supported-accommodation',
    weekly: 1_318,
    cv: 45,
    uplift: 3.6,
    why: 'framework after registration',
  },
  { subType: 'independent-living', weekly: 640, cv: 45, uplift: 3.6, why: 'framework' },
  { subType: 'with-parents', weekly: 45, cv: 0, uplift: 2, why: 'support packages' },
  { subType: 'placed-for-adoption', weekly: 182, cv: 10, uplift: 2, why: 'settling-in allowances' },
  { subType: 'health-or-family-centre', weekly: 3_450, cv: 25, uplift: 4, why: 'spot' },
  { subType: 'custody', weekly: 0, cv: 0, uplift: 0, why: 'no charge; visits are the team’s' },
  { subType: 'other-unregistered', weekly: 7_900, cv: 50, uplift: 4.6, why: 'spot, crisis' },
]
