import type { Figure, Origin, Rule } from '#kernel/working.ts'
import { isoDay } from '#kernel/dates.ts'
import type { Bridge } from './bridge.ts'
import type { RunFacts } from './forecast-figures.ts'
import { daysBetween, startsBetween } from './rules/index.ts'
import type { CleanedCare, Stay } from './rules/index.ts'

/** The import that says what happened. */
export type ActualFacts = {
  readonly importId: string
  readonly by: string
  readonly at: string
}

const RULE: Rule = {
  id: 'demand.explain',
  name: 'Forecast against actual',
  sentence:
    'The difference in child-days is split in two. Intake: how many more or fewer started than expected, each for the child-days of one who starts. Stay: all the rest. Both are whole numbers that add to the difference.',
  source: 'Specification of demand, section 4G',
}

export const EXPLAINED = ['forecast', 'actual', 'intake', 'stay'] as const
export type ExplainedPart = (typeof EXPLAINED)[number]

export function isExplained(text: string): text is ExplainedPart {
  return EXPLAINED.some((p) => p === text)
}

/** Where the working of a part of the difference is. */
export function explainHref(run: string, importId: string, month: string, part: ExplainedPart) {
  return `/working/demand/explain/${run}/${importId}/${month}/${part}`
}

type Given = {
  readonly bridge: Bridge
  readonly month: string
  readonly run: RunFacts
  readonly actual: ActualFacts
  /** The care of that import. */
  readonly care: CleanedCare
}

/** A part of the difference between what was expected and what came, down to the run and the import behind it. */
export function explainFigure(given: Given, part: ExplainedPart): Figure {
  const { bridge, month, run, actual } = given
  const made = {
    unit: 'child-days',
    href: explainHref(run.run, actual.importId, month, part),
  } as const
  const whole = `from ${bridge.from} to the end of ${month}`
  switch (part) {
    case 'forecast':
      return {
        ...made,
        label: `Child-days expected, ${whole}`,
        value: bridge.forecast,
        note: 'rounded to whole child-days',
        working: rule('derived', expectedByPlacement(given)),
      }
    case 'actual':
      return {
        ...made,
        label: `Child-days that came, ${whole}`,
        value: bridge.actual,
        working: rule('sum', cameByPlacement(given)),
      }
    case 'intake':
      return {
        ...made,
        label: `Intake: child-days of more or fewer starts, ${whole}`,
        value: bridge.intake,
        note: 'starts less starts expected, times days of one who starts',
        working: rule('derived', startsOf(given)),
      }
    case 'stay':
      return {
        ...made,
        label: `Stay: the rest of the difference, ${whole}`,
        value: bridge.stay,
        note: 'what came, less what was expected, less intake',
        working: rule('difference', [
          explainFigure(given, 'actual'),
          explainFigure(given, 'forecast'),
          explainFigure(given, 'intake'),
        ]),
      }
  }
}

function rule(combine: 'sum' | 'derived' | 'difference', parts: readonly Figure[]) {
  return { kind: 'rule', rule: RULE, combine, parts: () => parts } as const
}

function expectedByPlacement({ bridge, run }: Given): readonly Figure[] {
  return bridge.mix.map((m) => ({
    label: `${m.name}: child-days expected`,
    value: m.forecast,
    unit: 'child-days',
    working: { kind: 'origin', origin: runOrigin(run) },
  }))
}

function cameByPlacement(given: Given): readonly Figure[] {
  const { bridge, care } = given
  const all = daysBetween(care, isoDay(bridge.from), isoDay(bridge.until))
  return bridge.mix.flatMap((m): readonly Figure[] => {
    const these = all.filter(({ stay }) => stay.subType === m.subType)
    if (these.length === 0) return []
    const counted = these.map(({ stay, days }) => ({ stay, value: days }))
    return [
      {
        label: `${m.name}: child-days`,
        value: m.actual,
        unit: 'child-days',
        working: rule('sum', byFile(given, counted, 'child-days')),
      },
    ]
  })
}

function startsOf(given: Given): readonly Figure[] {
  const { bridge, run, care } = given
  const began = startsBetween(care, isoDay(bridge.from), isoDay(bridge.until))
  const counted = began.map((stay) => ({ stay, value: 1 }))
  return [
    {
      label: 'Starts: first entries and returns',
      value: bridge.starts,
      unit: 'count',
      working: rule('sum', byFile(given, counted, 'count')),
    },
    {
      label: 'Starts expected, average over the draws',
      value: bridge.startsExpected,
      unit: 'count',
      working: { kind: 'origin', origin: runOrigin(run) },
    },
    {
      label: 'Child-days, to the end of the month, of one who starts',
      value: bridge.daysPerStart,
      unit: 'days',
      working: { kind: 'origin', origin: runOrigin(run) },
    },
  ]
}

/** The end of the thread: the rows of each file behind a number. */
function byFile(
  { care, actual }: Given,
  counted: readonly { readonly stay: Stay; readonly value: number }[],
  unit: 'child-days' | 'count',
): readonly Figure[] {
  return [...Map.groupBy(counted, (c) => c.stay.origin.file)].map(([index, these]): Figure => {
    const file = care.files[index]
    if (file === undefined) throw new Error(`the import ${actual.importId} has no file ${index}`)
    const rows = these.map((c) => c.stay.origin.row).toSorted((a, b) => a - b)
    const { importId, by, at } = actual
    const href = `/demand/import/${importId}/rows/${index}/${rows[0] ?? 2}`
    const origin = { importId, file: file.name, sha256: file.sha256, rows, by, at, href }
    return {
      label: `Placements in ${file.name}`,
      value: these.reduce((sum, c) => sum + c.value, 0),
      unit,
      working: { kind: 'origin', origin: { kind: 'import', ...origin } },
    }
  })
}

function runOrigin({ run: runId, seed, inputHash, rulesVersion }: RunFacts): Origin {
  return { kind: 'run', runId, seed, inputHash, rulesVersion, href: `/demand/forecast/${runId}` }
}
