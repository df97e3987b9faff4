/** The tables of the SSDA903 return, by their columns. 10-demand, section 3A. */
export const TABLES = [
  {
    name: 'header',
    required: ['CHILD', 'SEX', 'DOB', 'ETHNIC'],
    others: ['UPN', 'MOTHER', 'MC_DOB'],
  },
  {
    name: 'episodes',
    required: ['CHILD', 'DECOM', 'RNE', 'PLACE', 'PLACE_PROVIDER', 'DEC', 'REC'],
    others: ['LS', 'CIN', 'REASON_PLACE_CHANGE', 'HOME_POST', 'PL_POST', 'URN'],
  },
  { name: 'uasc', required: ['CHILD', 'DUC'], others: ['SEX', 'DOB'] },
  { name: 'reviews', required: ['CHILD', 'REVIEW', 'REVIEW_CODE'], others: ['DOB'] },
  {
    name: 'oc2',
    required: ['CHILD', 'SDQ_SCORE', 'CONVICTED', 'HEALTH_CHECK'],
    others: [
      'DOB',
      'SDQ_REASON',
      'IMMUNISATIONS',
      'TEETH_CHECK',
      'HEALTH_ASSESSMENT',
      'SUBSTANCE_MISUSE',
      'INTERVENTION_RECEIVED',
      'INTERVENTION_OFFERED',
    ],
  },
  { name: 'oc3', required: ['CHILD', 'IN_TOUCH', 'ACTIV', 'ACCOM'], others: ['DOB'] },
  {
    name: 'ad1',
    required: ['CHILD', 'DATE_INT', 'DATE_MATCH'],
    others: ['DOB', 'FOSTER_CARE', 'NB_ADOPTR', 'SEX_ADOPTR', 'LS_ADOPTR'],
  },
  {
    name: 'placed for adoption',
    required: ['CHILD', 'DATE_PLACED', 'DATE_PLACED_CEASED', 'REASON_PLACED_CEASED'],
    others: ['DOB'],
  },
  {
    name: 'previous permanence',
    required: ['CHILD', 'PREV_PERM', 'LA_PERM', 'DATE_PERM'],
    others: ['DOB'],
  },
  { name: 'missing', required: ['CHILD', 'MISSING', 'MIS_START', 'MIS_END'], others: ['DOB'] },
  {
    name: 'social worker episodes',
    required: ['CHILD', 'SW_ID', 'SW_DECOM', 'SW_DEC', 'SW_REASON'],
    others: ['DOB'],
  },
  {
    name: 'deprivation of liberty',
    required: ['CHILD', 'DOLO_START', 'DOLO_END'],
    others: ['DOB'],
  },
] as const

export type Table = (typeof TABLES)[number]
export type TableName = Table['name']

/** Tables that the demand room computes on; the others are kept for the returns. */
export const USED: readonly TableName[] = ['header', 'episodes', 'uasc']

/** Columns of a regional extract, allowed in every table. */
export const EXTRA = ['LA', 'YEAR'] as const

export type Recognised =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'two'; readonly tables: readonly Table[] }
  | { readonly kind: 'missing'; readonly table: Table; readonly columns: readonly string[] }
  | { readonly kind: 'none' }

/**
 * The table with the most required columns of those that are all there. When none is complete, the one most nearly
 * there, with what it lacks, if at least half is there besides CHILD.
 */
export function recognise(columns: readonly string[]): Recognised {
  const have = new Set(columns)
  const whole = TABLES.filter((t) => t.required.every((c) => have.has(c)))
  if (whole.length > 0) {
    const most = Math.max(...whole.map((t) => t.required.length))
    const best = whole.filter((t) => t.required.length === most)
    const [table] = best
    if (table === undefined) throw new Error('a greatest of some is one of them')
    return best.length === 1 ? { kind: 'table', table } : { kind: 'two', tables: best }
  }
  return nearest(have)
}

function nearest(have: ReadonlySet<string>): Recognised {
  let best: { table: Table; share: number; columns: readonly string[] } | undefined
  for (const table of TABLES) {
    const all: readonly string[] = [...table.required, ...table.others]
    const named = all.filter((c) => c !== 'CHILD' && c !== 'DOB')
    const share = named.filter((c) => have.has(c)).length / named.length
    const columns = table.required.filter((c) => !have.has(c))
    if (share >= 0.5 && (best === undefined || share > best.share)) best = { table, share, columns }
  }
  return best === undefined ? { kind: 'none' } : { kind: 'missing', ...best }
}
