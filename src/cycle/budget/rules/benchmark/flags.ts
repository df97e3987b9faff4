import { privateNowhere } from '../s251/index.ts'
import type { Comparison } from './compare.ts'
import type { Measure, Sources } from './measures.ts'

/** A council that others came from or that came from others: figures before and after are of another place. */
export type Split = {
  readonly from: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly name: string
}

export type Flag = { readonly kind: FlagKind; readonly text: string }
export type FlagKind =
  | 'private-nowhere'
  | 'moved-line'
  | 'split'
  | 'no-figure'
  | 'rounded-to-5'
  | 'need'

/** What to know before a comparison is believed (30-budget rule 33). */
export function flagsOf(
  sources: Sources,
  measure: Measure,
  c: Comparison,
  splits: readonly Split[],
): readonly Flag[] {
  return [
    ...recording(sources, c),
    ...moved(sources, measure, c),
    ...split(c, splits),
    ...absent(c),
    ...(c.kind === 'unit-cost'
      ? [{ kind: 'rounded-to-5' as const, text: 'Published unit costs are rounded to £5.' }]
      : []),
    {
      kind: 'need',
      text: 'Not adjusted for need: the councils differ in deprivation, age and place.',
    },
  ]
}

function recording(sources: Sources, c: Comparison): readonly Flag[] {
  return [c.own, ...c.neighbours].flatMap((n) => {
    const years = privateNowhere(sources.returns, n.code)
    return years.length === 0
      ? []
      : [
          {
            kind: 'private-nowhere' as const,
            text: `${n.name} has private spending of 0 in every cell of ${years.join(', ')} and not in other years: a choice of how to record.`,
          },
        ]
  })
}

function moved(sources: Sources, measure: Measure, c: Comparison): readonly Flag[] {
  const layout = sources.returns.find((r) => r.year === c.year)?.layout
  return (layout?.lines ?? [])
    .filter((l) => l.comparable !== 'yes' && measure.ids.includes(l.id))
    .map((l) => ({
      kind: 'moved-line' as const,
      text: `${sources.nameOf(l.id)} is ${l.comparable} in ${c.year}${l.why === undefined ? '' : `: ${l.why}`}. Do not compare with the years before.`,
    }))
}

function split(c: Comparison, splits: readonly Split[]): readonly Flag[] {
  const codes = new Map([c.own, ...c.neighbours].map((n) => [n.code, n.name]))
  return splits.flatMap((s) => {
    const found = [...s.before, ...s.after].find((code) => codes.has(code))
    return found === undefined
      ? []
      : [
          {
            kind: 'split' as const,
            text: `${codes.get(found) ?? found}: ${s.name} in ${s.from}. No series crosses that year.`,
          },
        ]
  })
}

function absent(c: Comparison): readonly Flag[] {
  const without = c.neighbours.filter((n) => n.value === null)
  return without.length === 0
    ? []
    : [
        {
          kind: 'no-figure',
          text: `${without.map((n) => n.name).join(', ')} ${without.length === 1 ? 'has' : 'have'} no figure: not given, suppressed, or without a count of children. None is taken as 0.`,
        },
      ]
}
