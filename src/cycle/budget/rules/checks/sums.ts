import { PPM } from '#kernel/rate.ts'
import { allocate } from '../allocation.ts'
import type { Pot, Published } from '../model.ts'
import { itemised } from '../published.ts'
import { failed, passed } from './check.ts'
import type { Check } from './check.ts'

/** C4: the uses of a pot make the pot, or less with the rest shown as not allocated; shares make 100%. */
export function allocationCheck(pots: readonly Pot[]): readonly Check[] {
  return pots.map((pot) => {
    const where = `${pot.year}, pot ${pot.id}`
    const shared = pot.uses.some((u) => u.share !== undefined)
    const left = shared
      ? pot.uses.reduce((total, u) => total + (u.share ?? 0), 0)
      : pot.uses.reduce((total, u) => total + (u.pence ?? 0), 0)
    const about = {
      id: 'C4',
      severity: 'block',
      what: shared ? 'shares make 100%' : 'the uses make the pot, or leave a rest that is shown',
      unit: shared ? ('ppm' as const) : ('pence' as const),
      left,
      right: shared ? PPM : pot.pence,
      where,
    } as const
    const result = allocate(pot)
    if (!result.ok)
      return failed({
        ...about,
        fix: result.refusals.map((r) => `${r.message}. ${r.mend}`).join('; '),
      })
    return { ...passed({ ...about, left: left + (shared ? 0 : result.value.left) }) }
  })
}

/** C6: a printed total equals the parts it lists; what is not itemised is said. It blocks our own texts, and warns of others'. */
export function publishedCheck(published: readonly Published[]): readonly Check[] {
  return published.map((p) => {
    const { listed, notItemised } = itemised(p)
    const about = {
      id: 'C6',
      severity: p.source === 'ours' ? 'block' : 'warn',
      what: 'a published total equals the sum of its listed parts',
      left: p.total,
      right: listed,
      where: p.where,
    } as const
    return notItemised === 0
      ? passed(about)
      : failed({
          ...about,
          fix:
            notItemised > 0
              ? 'Show the rest as "not itemised", or list the parts that make it'
              : 'The parts exceed the total: correct one of them',
        })
  })
}
