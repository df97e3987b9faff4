import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SimInput, SubType } from '#cycle/demand/rules/index.ts'
import { turns } from '../capacity/run-calendar.ts'
import type { RunCalendar } from '../capacity/run-calendar.ts'

/** Birthdays that are in the diary today: certain, whatever else the forecast says (20-placements, 4E15). */
export type DiaryMonth = {
  readonly month: number
  /** Of children there now, by sub-type: who comes of age, so that their place is free by then at the latest. */
  readonly free: readonly { readonly subType: SubType; readonly children: number }[]
  /** Who turns sixteen, and may be placed in supported accommodation or lodgings from then on. */
  readonly sixteen: number
}

export function birthdayDiary(
  input: Pick<SimInput, 'people' | 'origin'>,
  calendar: RunCalendar,
): readonly DiaryMonth[] {
  const born = input.people.born.map((b) => b - input.origin)
  const within = (years: number) =>
    born.map((b) =>
      calendar.months.findIndex(({ from, to }) => inside(turns(calendar, b, years), from, to)),
    )
  const [adult, sixteen] = [within(18), within(16)]
  return calendar.months.map((_, month) => ({
    month,
    sixteen: sixteen.filter((m) => m === month).length,
    free: SUB_TYPES.map((subType, s) => ({
      subType,
      children: adult.filter((m, i) => m === month && input.people.subType[i] === s).length,
    })).filter((f) => f.children > 0),
  }))
}

function inside(on: number, from: number, to: number): boolean {
  return on >= from && on < to
}
