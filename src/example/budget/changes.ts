import { MOVEMENT_KINDS } from '#cycle/budget/rules/index.ts'
import type { MovementKind } from '#cycle/budget/rules/index.ts'

/** Yearly rises of what is not driven by children, in parts per thousand (invented: near the pay award and prices of 2025 and 2026). */
export const RISES: Readonly<Record<string, number>> = {
  employees: 30,
  agency: 25,
  premises: 32,
  transport: 38,
  supplies: 22,
  'third-party': 33,
  transfers: 25,
  support: 30,
  'income-fees': 30,
  'income-contributions': 30,
  'income-grants': 20,
}

/** Grants that pay for lines directly: their lines rise with the letter and with nothing else. */
export const GRANT_RISES: Readonly<Record<string, number>> = {
  'children-families-grant': 15,
  'prevention-grant': 20,
}

/**
 * A decision about one or more lines. Amounts in thousands of pounds; a saving is written positive and takes away. Several
 * lines share it by their size. `to` names the line where a movement arrives: it has two ends then.
 */
export type Change = {
  readonly kind: MovementKind
  readonly service: string
  readonly subjective: string
  readonly stream: string
  readonly thousands: number
  readonly why: string
  readonly reference: string
  /** The cost centre of a line that the change opens. */
  readonly opens: number | undefined
  readonly oneOff: boolean
  readonly to:
    | { readonly service: string; readonly subjective: string; readonly stream: string }
    | undefined
}

/** Columns: kind, service, subjective, stream, thousands, reference, why; then `opens CENTRE`, `one-off` or `to SERVICE SUBJECTIVE STREAM`. */
const TABLE: Readonly<Record<number, string>> = {
  2026: `
restatement        | L13 | employees                  | core                    | 280  | R-01    | Post-16 commissioning joins the virtual college service | to L10 employees core
permanent-virement | S09 | employees.social-workers   | core                    | 420  | V-25-07 | Two children in need teams become family help teams | to P02 employees core
full-year-effect   | U4  | premises                   | core                    | -140 | S-25-11 | Two offices closed in October 2025
full-year-effect   | L09 | transport.post-16          | core                    | -260 | S-25-04 | Post-16 travel charge from September 2025
demand             | L09 | transport.special-needs    | core                    | 940  | D-01    | 61 more pupils with plans travel
demand             | S15 | transfers.allowances       | core                    | 210  | D-02    | 22 more special guardians
demand             | L21 | third-party.special-schools | dsg                    | 3100 | D-03    | 140 more special school places
demand             | P08a | transfers                 | core                    | 130  | D-04    | 19 more families with direct payments
law                | S07 | employees                  | core                    | 260  | L-01    | Family group decision making offered before proceedings
law                | S03 | transfers                  | core                    | 95   | L-02    | Staying close offer for care leavers
grant-new          | S18 | employees                  | families-first          | 880  | G-01    | Families First transformation, second year | opens 249 one-off
grant-changed      | P02 | employees                  | prevention-grant        | 340  | G-02    | Prevention grant rises in its letter for 2026-27
investment         | S01a | employees.fostering       | core                    | 450  | I-01    | Recruitment and retention of in-house foster carers
investment         | S18 | employees                  | core                    | 380  | I-02    | Edge of care team for 10 to 15 year olds
investment         | U2  | third-party                | reserve                 | 300  | I-03    | Design of two small children’s homes | opens 513 one-off
saving             | S04 | agency                     | core                    | 640  | S-26-01 | Agency social workers replaced by permanent staff
saving             | S03 | third-party.accommodation  | core                    | 290  | S-26-02 | Care leavers’ accommodation bought in blocks
saving             | U5  | employees                  | core                    | 310  | S-26-03 | Business support to a shared hub
saving             | L09 | transport.mainstream       | core                    | 420  | S-26-04 | Routes planned again for September 2026
saving             | P04 | third-party                | core                    | 80   | S-26-05 | Universal youth offer through parish councils
saving             | U6  | support                    | core                    | 150  | S-26-06 | Lower recharge for accommodation
saving             | S14 | supplies                   | core                    | 40   | S-26-07 | One case system in place of two
saving             | S16 | transport                  | core                    | 70   | S-26-08 | Contact closer to home
income             | S01b | income-contributions      | partner                 | 260  | N-01    | Health pays its part of 12 more joint placements
transfer           | P03 | premises                   | core                    | 60   | T-01    | Youth centres move into children’s centres | to P01 premises core
reserve            | S19 | third-party                | reserve                 | 250  | RV-01   | Backlog of care proceedings | opens 245 one-off
`,
  2027: `
full-year-effect   | L09 | transport.mainstream       | core                    | -300 | S-26-04 | Routes planned again for September 2026: the rest of the year
full-year-effect   | U5  | employees                  | core                    | -100 | S-26-03 | Business support to a shared hub: the rest of the year
demand             | L09 | transport.special-needs    | core                    | 880  | D-11    | 54 more pupils with plans travel
demand             | S15 | transfers.allowances       | core                    | 190  | D-12    | 19 more special guardians
demand             | L21 | third-party.special-schools | dsg                    | 2600 | D-13    | 115 more special school places
law                | S18 | employees                  | core                    | 310  | L-11    | Multi-agency child protection teams
`,
  2028: `
demand             | L09 | transport.special-needs    | core                    | 820  | D-21    | 50 more pupils with plans travel
demand             | S15 | transfers.allowances       | core                    | 190  | D-22    | 19 more special guardians
`,
  2029: `
demand             | L09 | transport.special-needs    | core                    | 760  | D-31    | 45 more pupils with plans travel
demand             | S15 | transfers.allowances       | core                    | 190  | D-32    | 19 more special guardians
`,
}

/** The decisions that shape a year's budget. All of them are invented. */
export function changesOf(start: number): readonly Change[] {
  const table = TABLE[start]
  if (table === undefined) throw new Error(`nothing is decided for the year from ${start}`)
  return table.trim().split('\n').map(change)
}

function change(row: string): Change {
  const cells = row.split('|').map((cell) => cell.trim())
  const at = (i: number): string => cells[i] ?? ''
  const kind = MOVEMENT_KINDS.find((k) => k === at(0))
  if (kind === undefined) throw new Error(`${at(0)} is not a kind of movement`)
  const extra = at(7)
  return {
    kind,
    service: at(1),
    subjective: at(2),
    stream: at(3),
    thousands: Number(at(4)),
    reference: at(5),
    why: at(6),
    opens: numberIn(/opens (\d+)/.exec(extra)),
    oneOff: extra.includes('one-off'),
    to: endOf(/to (\S+) (\S+) (\S+)/.exec(extra)),
  }
}

function numberIn(found: RegExpExecArray | null): number | undefined {
  return found === null ? undefined : Number(found[1])
}

function endOf(found: RegExpExecArray | null): Change['to'] {
  if (found === null) return undefined
  const [, service = '', subjective = '', stream = ''] = found
  return { service, subjective, stream }
}
