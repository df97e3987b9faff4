/** The headings of the statutory return, table by table, as councils send them. */
export const EPISODES: readonly string[] = [
  'CHILD',
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
  'HOME_POST',
  'PL_POST',
  'URN',
]
export const HEADER: readonly string[] = [
  'CHILD',
  'SEX',
  'DOB',
  'ETHNIC',
  'UPN',
  'MOTHER',
  'MC_DOB',
]
export const UASC_COLUMNS: readonly string[] = ['CHILD', 'SEX', 'DOB', 'DUC']
