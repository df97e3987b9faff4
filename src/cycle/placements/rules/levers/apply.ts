import { drawKey, join } from '#kernel/random.ts'
import { real, whole } from '../capacity/read.ts'
import type { RunCalendar } from '../capacity/run-calendar.ts'
import type { SpellPrices } from '../capacity/spell-prices.ts'
import type { Pool } from '../capacity/types.ts'
import { addPlaces, drawPipeline } from '../pipeline/pipeline.ts'
import type { PipelineChanges, PipelinePlan } from '../pipeline/pipeline.ts'
import type { PlainRates } from '../pipeline/rates.ts'
import { saltOf } from '../capacity/place-rules.ts'
import type { DrawnLevers, PriceChange } from './scenario.ts'

/** A pool whose places come of a pipeline. */
export type Supply = {
  readonly pool: number
  readonly plan: PipelinePlan
  readonly rates: PlainRates
}

const LUCK_PIPELINE = 0x70697065

/**
 * Usable places of a draw, `day * pools + pool`: those stated, what the pipelines bring, and what levers add. The same luck
 * in every scenario. `stated` is not changed.
 */
export function usableOfDraw(
  stated: Int32Array,
  pools: readonly Pool[],
  supplies: readonly Supply[],
  levers: Pick<DrawnLevers, 'places' | 'pipelines'>,
  given: { readonly calendar: RunCalendar; readonly seed: number; readonly draw: number },
): Int32Array {
  const usable = stated.slice()
  for (const { pool, plan, rates } of supplies) {
    const of = pools[pool]
    if (of === undefined) continue
    const key = join(join(drawKey(given.seed, given.draw), LUCK_PIPELINE), saltOf(of.id))
    const changes = changesFor(plan, of, levers)
    const { places } = drawPipeline({ ...plan, changes }, rates, key)
    addPlaces(usable, pools.length, pool, places, given.calendar.months)
  }
  for (const { pools: own, byDay } of levers.places) addByDay(usable, pools.length, own, byDay)
  return usable
}

function addByDay(
  usable: Int32Array,
  pools: number,
  own: readonly number[],
  byDay: Int32Array,
): void {
  for (const pool of own) {
    for (const [day, more] of byDay.entries()) {
      const at = day * pools + pool
      usable[at] = Math.max(0, (usable[at] ?? 0) + more)
    }
  }
}

/** The plan's own changes times those of every lever on this pool. */
function changesFor(
  plan: PipelinePlan,
  pool: Pool,
  levers: Pick<DrawnLevers, 'pipelines'>,
): PipelineChanges {
  const own = levers.pipelines.filter(
    ({ target }) => target.pool === pool.kind && target.area === pool.area,
  )
  return own.reduce<PipelineChanges>((all, { target, changes }) => {
    const factors = changes[target.figure] ?? []
    const before = all[target.figure]
    return {
      ...all,
      [target.figure]: factors.map((f, m) => f * (before?.[m] ?? 1)),
    }
  }, plan.changes)
}

/** Prices of a draw with what levers do to them, to the penny a week. Prices that nothing changes are those given. */
export function pricesOfDraw(prices: SpellPrices, changes: DrawnLevers['prices']): SpellPrices {
  if (changes.length === 0) return prices
  const weekly = prices.weekly.slice()
  for (const change of changes) changeOne(prices, weekly, change)
  return { ...prices, weekly }
}

function changeOne(prices: SpellPrices, weekly: Float64Array, change: PriceChange): void {
  const { firstPiece, months, calendar } = prices
  const width = calendar.months.length + 1
  const to = whole(firstPiece, change.subType * width + width - 1)
  for (let p = whole(firstPiece, change.subType * width); p < to; p += 1) {
    const was = real(weekly, p)
    if (was < 0) continue
    const month = whole(months, p)
    weekly[p] = Math.max(0, Math.round(was * real(change.times, month) + real(change.more, month)))
  }
}
