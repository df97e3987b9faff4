import { subjectiveGroup } from '#cycle/budget/rules/index.ts'
import { pence } from '#kernel/money.ts'
import { drawKey, stream as chanceOf } from '#kernel/random.ts'
import { isIncome, perMille, tidy } from './lines.ts'
import type { Row } from './lines.ts'

/** How far spending on general money strays from its budget, in parts per thousand, and why (invented). */
const STRAYS: readonly {
  readonly is: (r: Row) => boolean
  readonly share: number
  readonly why: string
}[] = [
  {
    is: (r) => r.driver === 'home-agency',
    share: 102,
    why: 'more children in homes, and dearer ones',
  },
  { is: (r) => r.driver === 'secure-home', share: 380, why: 'one or two more secure places' },
  { is: (r) => r.driver === 'agency-foster', share: 38, why: 'agency places in place of our own' },
  { is: (r) => r.driver === 'supported-accommodation', share: 88, why: 'more care at 16 and 17' },
  { is: (r) => r.driver !== undefined, share: 12, why: 'children as they were' },
  { is: (r) => group(r) === 'agency', share: 190, why: 'cover of vacancies' },
  { is: (r) => r.line.subjective === 'transport.special-needs', share: 46, why: 'more pupils' },
  { is: (r) => group(r) === 'employees', share: -27, why: 'vacancies' },
  { is: () => true, share: -4, why: '' },
]

/** What was spent in the first year, line by line: known whole, so nothing is driven any more. */
export function outturnRows(rows: readonly Row[], seed: number): readonly Row[] {
  return strayed(rows, seed + 5, 1)
}

/** What the second year was expected to spend at its seventh month. */
export function forecastRows(rows: readonly Row[], seed: number): readonly Row[] {
  return strayed(rows, seed + 6, 0.9)
}

function strayed(rows: readonly Row[], seed: number, part: number): readonly Row[] {
  const chance = chanceOf(drawKey(seed, 0))
  return rows.map((r) => {
    const stray = STRAYS.find((s) => s.is(r))
    const luck = (chance() - 0.5) * 16
    const { line, oneOff } = r
    const fixed = line.stream !== 'core' || isIncome(line)
    if (fixed || stray === undefined) return { line, oneOff, pence: tidy(r.pence), note: r.note }
    const strays = perMille(r.pence, stray.share * part + luck)
    return { line, oneOff, pence: pence(tidy(r.pence) + strays), note: stray.why }
  })
}

function group(r: Row): string {
  return subjectiveGroup(r.line.subjective)
}
