import { day, iso } from '#kernel/dates.ts'
import { markNote } from '#office/disclosure/index.ts'
import { shownCare, shownOn, shownRows } from '../../rules/index.ts'
import type { CleanedCare, Count } from '../../rules/index.ts'
import type { Finished } from '../forecast/downloads.ts'
import { seriesFrom } from '../forecast/model.ts'
import type { Series } from '../forecast/model.ts'
import { bridgeOf, toldMonths } from '../../bridge.ts'
import type { Bridge } from '../../bridge.ts'

/** A month of the forecast that has happened since. */
export type Told = {
  readonly month: string
  readonly months: number
  readonly middle: Count
  readonly low80: Count
  readonly high80: Count
  readonly low95: Count
  readonly high95: Count
  readonly actual: Count
  /** Whether what happened lies in the 8 in 10 band; null where either is hidden. */
  readonly within: boolean | null
}

export type OtherRun = { readonly run: string; readonly origin: string; readonly askedAt: string }

export type ExplainModel = {
  readonly run: string
  readonly origin: string
  readonly askedAt: string
  readonly askedBy: string
  readonly inside: boolean
  readonly mark: string
  readonly markNote: string
  readonly importInUse: string
  /** The last day that the returns in use cover. */
  readonly lastDay: string
  readonly firstMonth: string
  readonly whole: Series
  readonly told: readonly Told[]
  /** The month looked at: the last of those told unless another is chosen. */
  readonly chosen: Told | undefined
  readonly bridge: Bridge | undefined
  readonly others: readonly OtherRun[]
}

export type InUse = { readonly importId: string; readonly care: CleanedCare }

export function explainModel(
  found: Finished,
  inUse: InUse,
  others: readonly OtherRun[],
  asked: string | null,
): ExplainModel {
  const { forecast, reader, provenance: p } = found
  const now = shownOn(found.care, day(forecast.origin - 1), reader)
  const { months } = shownCare(inUse.care, reader)
  const history = months.filter((m) => m.month < forecast.firstMonth)
  const rows = shownRows(forecast, now, reader)
  const whole = seriesFrom({ rows, history, skill: [] }, 'all', 'Children in care')
  const actual = new Map<string, Count>(months.map((m) => [m.month, m.all]))
  const told = toldOf(whole, actual, new Set(toldMonths(forecast, inUse.care)))
  const chosen = told.find((t) => t.month === asked) ?? told.at(-1)
  return {
    run: p.run,
    origin: p.origin,
    askedAt: p.askedAt,
    askedBy: p.askedBy,
    inside: reader.inside,
    mark: reader.profile.mark,
    markNote: markNote(reader.profile),
    importInUse: inUse.importId,
    lastDay: iso(day(inUse.care.to - 1)),
    firstMonth: forecast.firstMonth,
    whole,
    told,
    chosen,
    bridge:
      reader.inside && chosen !== undefined
        ? bridgeOf(p.run, found, inUse.care, chosen.months)
        : undefined,
    others: others.filter((o) => o.run !== p.run),
  }
}

function toldOf(
  whole: Series,
  actual: ReadonlyMap<string, Count>,
  covered: ReadonlySet<string>,
): readonly Told[] {
  return whole.ahead.flatMap((a, i) => {
    if (!covered.has(a.month)) return []
    const count = actual.get(a.month) ?? null
    const { month, middle, low80, high80, low95, high95 } = a
    const known = count !== null && low80 !== null && high80 !== null
    const within = known ? low80 <= count && count <= high80 : null
    return [{ month, months: i + 1, middle, low80, high80, low95, high95, actual: count, within }]
  })
}
