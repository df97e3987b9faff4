import { day, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import { yearOfDay, yearStart } from '#kernel/year.ts'
import type { Cleaning } from '../cleaning/clean.ts'

/** Files sent now for a return whose year has not begun: a slip in the year, for nobody has been in care in it yet. */
export function futureReturns(cleaning: Cleaning, today: Day): readonly Refusal[] {
  return cleaning.files
    .filter((f) => f.used && !f.earlier)
    .flatMap((f) =>
      f.returns
        .filter((r) => yearStart(yearOfDay(day(r.end - 1))) > today)
        .map((r) => ({
          kind: 'future-return',
          file: f.name,
          value: r.label,
          message: `${f.name} is the return ${r.label}, whose year begins after today, ${iso(today)}.`,
          mend: 'Correct the year in the name of the file, in its YEAR column, or in the box below the files.',
        })),
    )
}
