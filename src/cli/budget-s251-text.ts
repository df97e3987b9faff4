import { s251Result } from '#cycle/budget/index.ts'
import type { S251Year } from '#cycle/budget/index.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

/** What was found, for a person to read. */
export function s251Text(years: readonly S251Year[]): string {
  const results = years.map((y) => ({ ...s251Result(y), y }))
  const faults = results.flatMap((r) => r.faults.map((f) => ({ year: r.year, ...f })))
  return [
    textTable(
      ['Year', 'Layout', 'Councils', 'Rows', 'Totals that add', 'England, gross without CERA'],
      results.map((r) => [
        r.year,
        r.layout,
        whole(r.councils),
        whole(r.rows),
        totalsText(r.totals),
        r.england.grossPence === null ? 'not given' : poundsOf(r.england.grossPence),
      ]),
    ),
    '',
    textTable(
      ['Year', 'Identity', 'Tested', 'Failed'],
      results.flatMap((r) =>
        r.identities.map((i) => [r.year, i.rule, whole(i.tested), whole(i.failed)]),
      ),
    ),
    '',
    ...faultLines(faults),
    ...years.flatMap(beside),
  ].join('\n')
}

function totalsText(
  totals: readonly { readonly councils: number; readonly adding: number }[],
): string {
  const tested = totals.reduce((n, t) => n + t.councils, 0)
  const adding = totals.reduce((n, t) => n + t.adding, 0)
  return `${whole(adding)} of ${whole(tested)}`
}

type Told = ReturnType<typeof s251Result>['faults'][number] & { readonly year: string }

function faultLines(faults: readonly Told[]): readonly string[] {
  if (faults.length === 0) return ['Nothing printed departs from the rest of its return.']
  return [
    `${whole(faults.length)} printed ${faults.length === 1 ? 'figure does' : 'figures do'} not follow from the rest of the return:`,
    '',
    textTable(
      ['Year', 'Council', 'Line', 'Column', 'Printed', 'Computed', 'Why'],
      faults.map((f) => [
        f.year,
        `${f.name} (${f.council})`,
        String(f.line),
        f.column,
        f.printedPence === null ? 'empty' : poundsOf(f.printedPence),
        f.computedPence === null ? 'none' : poundsOf(f.computedPence),
        f.why,
      ]),
    ),
  ]
}

/** What was rounded, left out or missing. */
function beside({ read }: S251Year): readonly string[] {
  return [
    ...(read.residues.length === 0
      ? []
      : [
          `${read.year}: ${whole(read.residues.length)} cells have more than two decimals and were rounded to the penny.`,
        ]),
    ...(read.setAside.length === 0
      ? []
      : [
          `${read.year}: ${whole(read.setAside.length)} rows set aside, such as row ${read.setAside[0]?.row ?? 0}: ${read.setAside[0]?.reason ?? ''}.`,
        ]),
    ...read.notes.map((note) => `${read.year}: ${note}.`),
  ]
}
