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
  in2012: 182,
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

/** Unaccompanied asylum-seeking children: England about 4,400 at 31 March 2016, 7,380 at 31 March 2024, nearly all 16 or 17. */
export const UASC = { before2021: 7, after: 26, ages: { from: 14.6, to: 17.7 } } as const

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
    kinds: { kinship: 18, inHouse: 44, agency: 22, parents: 9, centre: 7 },
  },
  {
    to: 10,
    kinds: { kinship: 22, inHouse: 40, agency: 33, parents: 4, home: 1 },
  },
  {
    to: 16,
    kinds: { kinship: 15, inHouse: 27, agency: 34, home: 19, parents: 4, custody: 1 },
  },
  {
    to: 18,
    kinds: { kinship: 4, inHouse: 11, agency: 16, home: 14, supported: 53, secure: 1, custody: 1 },
  },
]
export const UASC_PLACE: typeof FIRST_PLACE = [
  {
    to: 16,
    kinds: { agency: 68, inHouse: 24, kinship: 8 },
  },
  {
    to: 18,
    kinds: { supported: 66, agency: 26, inHouse: 8 },
  },
]
export const NEXT_PLACE: typeof FIRST_PLACE = [
  {
    to: 5,
    kinds: { kinship: 24, inHouse: 30, agency: 16, parents: 10, adoption: 20 },
  },
  {
    to: 10,
    kinds: { kinship: 22, inHouse: 36, agency: 34, parents: 5, home: 3 },
  },
  {
    to: 16,
    kinds: { kinship: 10, inHouse: 24, agency: 33, home: 28, school: 2, parents: 2, secure: 1 },
  },
  {
    to: 18,
    kinds: { kinship: 4, inHouse: 10, agency: 13, home: 20, supported: 51, secure: 1, custody: 1 },
  },
]

/** Moves a child-year by days in the placement; foster placements that ended in 2023-24 lasted 406 days on average (DfE). */
export const MOVES = [
  { to: 60, rate: 1.7 },
  { to: 365, rate: 0.62 },
  { to: 36_500, rate: 0.26 },
] as const
/** 24% of recorded placement changes are a change of status only (DfE 2023-24). */
export const STATUS_CHANGES_A_YEAR = 0.42
/** Of those who left under 18, the part that came back within two years. */
export const RETURNS = { share: 0.11, withinDays: 600 } as const

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
  { subType: 'custody', weekly: 60, cv: 0, uplift: 0, why: 'visits and allowances' },
  { subType: 'other-unregistered', weekly: 7_900, cv: 50, uplift: 4.6, why: 'spot, crisis' },
]
