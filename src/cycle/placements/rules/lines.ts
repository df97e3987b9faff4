import { defaultS251, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import type { FinancialYear } from '#kernel/year.ts'

/** The line of what no line of Section 251 takes: custody, and placements that are not recognised. */
export const NO_LINE = 'none'
/** Unaccompanied children. The code is [from memory: check against the guidance of the year]. */
export const ASYLUM_LINE = 'cla.asylum'

const CODES: ReadonlyMap<string, string> = new Map([
  ...SUB_TYPES.flatMap((s): [string, string][] => {
    const line = defaultS251(s)
    return line === undefined ? [] : [[line.id, line.code]]
  }),
  [ASYLUM_LINE, '3.1.10'],
])

const NAMES: Readonly<Record<string, string>> = {
  'cla.residential': 'Residential care',
  'cla.fostering-bought': 'Fostering, bought',
  'cla.fostering-own': 'Fostering, own',
  'cla.adoption': 'Adoption services',
  'cla.other': 'Other looked after services',
  'cla.family-friends': 'Family and friends care',
  [ASYLUM_LINE]: 'Asylum seekers',
  [NO_LINE]: 'No line of Section 251',
}

/** Stable ids that a council may map a sub-type to. */
export const LINE_IDS: readonly string[] = Object.keys(NAMES)

/** The code of a line in the layouts from 2015-16 on; undefined where it has none. Numbers move: ids never do. */
export function lineCode(id: string): string | undefined {
  return CODES.get(id)
}

export function lineName(id: string): string {
  return NAMES[id] ?? id
}

/** `3.1.2b Fostering, own` */
export function lineText(id: string): string {
  const code = lineCode(id)
  return code === undefined ? lineName(id) : `${code} ${lineName(id)}`
}

/** A council's own mapping: sub-type to the stable id of a line. What is not in it keeps its default. */
export type LineMap = Readonly<Partial<Record<SubType, string>>>

/** The line that takes a sub-type's cost. */
export function lineOf(subType: SubType, own: LineMap = {}): string {
  return own[subType] ?? defaultS251(subType)?.id ?? NO_LINE
}

/** How costs go to lines in a year: the mapping that holds on 1 April, and whether unaccompanied children have their own. */
export type YearLines = {
  readonly year: FinancialYear
  readonly own: LineMap
  readonly unaccompaniedApart: boolean
}
