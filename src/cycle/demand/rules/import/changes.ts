/** What cleaning did to a row that it kept, in words: every one is listed, so that every one can be undone. */
export const CHANGES = {
  'duc-not-read': { title: 'The date unaccompanied status ceased could not be read', step: 1 },
  'sex-not-read': { title: 'SEX is not a code of the return: taken as not stated', step: 3 },
  'birth-differs': { title: 'Date of birth differs between returns: the latest is used', step: 3 },
  'ends-after-return': { title: 'Ends after the end of its return: kept', step: 4 },
  'overlap-closed': { title: 'Overlapped the next: ended when the next began', step: 7 },
  'open-closed': { title: 'Open though a later one began: ended when it began', step: 7 },
  vanished: { title: 'Open, and not in the later return: ended, end unknown', step: 8 },
  'place-flagged': { title: 'Place or provider not valid: kept and mapped', step: 9 },
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
