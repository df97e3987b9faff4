import { isCouncil } from '../import/council-names.ts'
import { ENGLAND } from '../annual/read/published.ts'
import type { AreaNamed, PublishedFile, PublishedRow } from './read.ts'

/** What a release must not be after. */
export type ViewDate = { readonly release: number }

/**
 * What was known on a date: of each figure, the one of the latest release that is not after it. Of two files of one
 * release, the one given later stands. 10-demand, 3C6.
 */
export function publishedAt(
  values: readonly PublishedRow[],
  { release }: ViewDate,
): readonly PublishedRow[] {
  const latest = new Map<string, PublishedRow>()
  for (const value of values) {
    if (value.release > release) continue
    const key = `${value.area} ${value.series} ${value.year} ${value.month ?? ''}`
    const held = latest.get(key)
    if (held === undefined || value.release >= held.release) latest.set(key, value)
  }
  return [...latest.values()]
}

/** Who a council is to the published tables. */
export type CouncilKnown = { readonly name: string; readonly laCode: string | undefined }

/** The code of a council in a file: by its code, else by its name; undefined when it is not there. */
export function codeIn(file: PublishedFile, council: CouncilKnown): string | undefined {
  const { laCode, name } = council
  const coded = file.areas.find(
    (a) => laCode !== undefined && [a.code, a.longCode].includes(laCode),
  )
  return (coded ?? file.areas.find((a) => isNamed(a, name)))?.code
}

function isNamed(area: AreaNamed, name: string): boolean {
  return area.name !== undefined && isCouncil([name], area.name)
}

/** The rows of a file that are a council's own, and England's beside them. The area of its own is `own`. */
export function rowsFor(file: PublishedFile, council: CouncilKnown): readonly PublishedRow[] {
  const code = codeIn(file, council)
  return file.values.flatMap((v) => {
    if (v.area === ENGLAND) return [v]
    return v.area === code ? [{ ...v, area: OWN }] : []
  })
}

export const OWN = 'own'
