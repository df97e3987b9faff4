import { ageOn } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { segments } from './segments.ts'
import type { Keep } from './segments.ts'

/** Age bands, entered exactly on birthdays (10-demand, 4B1). */
export const AGE_BANDS = ['0', '1-4', '5-9', '10-15', '16', '17'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

export const AGE_BAND_NAMES: Readonly<Record<AgeBand, string>> = {
  '0': 'Under 1',
  '1-4': '1 to 4',
  '5-9': '5 to 9',
  '10-15': '10 to 15',
  '16': '16',
  '17': '17',
}

/** Place in AGE_BANDS of an age in completed years. */
export function ageBandOf(age: number): number {
  if (age < 1) return 0
  if (age < 5) return 1
  if (age < 10) return 2
  return age < 16 ? 3 : Math.min(age, 17) - 12
}

/** Children of one age in completed years, by sex as recorded. */
export type AgeRow = {
  readonly age: number
  readonly male: number
  readonly female: number
  readonly notStated: number
}

/** Who is in care on a day, by single year of age and sex. */
export function agesOn(care: CleanedCare, on: Day, keep?: Keep): readonly AgeRow[] {
  const rows = Array.from({ length: 18 }, (_, age) => ({ age, male: 0, female: 0, notStated: 0 }))
  for (const s of segments(care, keep)) {
    const child = care.children[s.child]
    if (child === undefined || on < s.from || on >= s.to) continue
    const row = rows[ageOn(child.born, on)]
    if (row === undefined) continue
    if (child.sex === '1') row.male += 1
    else if (child.sex === '2') row.female += 1
    else row.notStated += 1
  }
  return rows
}
