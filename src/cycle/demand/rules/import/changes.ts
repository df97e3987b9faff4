/** What cleaning did to a row that it could read, in words: every one is listed, so that every one can be undone. */
export const CHANGES = {
  'duc-not-read': {
    title: 'The date unaccompanied status ceased could not be read',
    short: 'dates of unaccompanied status not read',
    step: 1,
  },
  'sex-not-read': {
    title: 'SEX is not a code of the return: taken as not stated',
    short: 'codes of sex not read',
    step: 3,
  },
  'birth-differs': {
    title: 'Date of birth differs between returns: the latest is used',
    short: 'dates of birth that differ between returns',
    step: 3,
  },
  'ends-after-return': {
    title: 'Ends after the end of its return: kept',
    short: 'ends after the end of the return',
    step: 4,
  },
  'same-start': {
    title: 'The same child and start as a later or fuller row: left out',
    short: 'rows with the start of another left out',
    step: 5,
  },
  'same-end': {
    title: 'The same child and end as a row that starts earlier: left out',
    short: 'rows with the end of another left out',
    step: 6,
  },
  'overlap-closed': {
    title: 'Overlapped the next: ended when the next began',
    short: 'overlaps closed',
    step: 7,
  },
  'open-closed': {
    title: 'Open though a later one began: ended when it began',
    short: 'open rows closed by a later one',
    step: 7,
  },
  vanished: {
    title: 'Open, and not in the later return: ended, end unknown',
    short: 'vanished rows ended',
    step: 8,
  },
  'place-flagged': {
    title: 'Place or provider not valid: kept and mapped',
    short: 'places or providers mapped and flagged',
    step: 9,
  },
} as const

export type ChangeKind = keyof typeof CHANGES

export type Change = {
  /** Index of the file. */
  readonly file: number
  readonly row: number
  readonly column: string
  readonly kind: ChangeKind
  readonly was: string
  readonly now: string
}
