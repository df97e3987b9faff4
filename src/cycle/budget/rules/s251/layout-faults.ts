import type { CrosswalkRow, Layout } from './model.ts'

/** What is wrong with a layout, in words, with where: nothing is read with a layout that has a fault. */
export function layoutFaults(
  layout: Layout,
  crosswalk: ReadonlyMap<string, CrosswalkRow>,
): readonly { readonly where: string; readonly why: string }[] {
  const lines = new Set(layout.lines.map((l) => l.line))
  const own = new Set(layout.newIds.map((n) => n.id))
  return [
    ...doubles(layout.lines.map((l) => l.line)).map((line) => ({
      where: 'lines',
      why: `line ${line} stands twice`,
    })),
    ...layout.lines.flatMap((l) => {
      const at = `line ${l.line}`
      const unknown = (l.adds ?? []).filter((part) => !lines.has(part))
      const memo = (l.adds ?? []).filter((part) =>
        layout.lines.some((other) => other.line === part && other.memo),
      )
      return [
        ...(crosswalk.has(l.id) || own.has(l.id)
          ? []
          : [
              {
                where: at,
                why: `"${l.id}" is no stable id: use one of the crosswalk, or add it under "newIds" with its name and group`,
              },
            ]),
        ...unknown.map((part) => ({ where: at, why: `it adds line ${part}, which is not there` })),
        ...memo.map((part) => ({
          where: at,
          why: `it adds memo line ${part}, which is inside another line`,
        })),
        ...(l.comparable !== 'yes' && l.why === undefined
          ? [{ where: at, why: `it is ${l.comparable}: say why` }]
          : []),
      ]
    }),
    ...twiceAdded(layout),
    ...circles(layout),
    ...headingFaults(layout),
  ]
}

function doubles(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((t, i) => texts.indexOf(t) !== i))]
}

/** A line that two totals of the same height add would be counted twice; the total with CERA adds the one without. */
function twiceAdded(layout: Layout) {
  return layout.lines.flatMap((l) =>
    doubles(l.adds ?? []).map((part) => ({
      where: `line ${l.line}`,
      why: `it adds line ${part} twice`,
    })),
  )
}

function circles(layout: Layout) {
  const adds = new Map(layout.lines.map((l) => [l.line, l.adds ?? []]))
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (adds.get(from) ?? []).some((part) => {
      if (part === to) return true
      if (seen.has(part)) return false
      seen.add(part)
      return reaches(part, to, seen)
    })
  return layout.lines.flatMap((l) =>
    reaches(l.line, l.line, new Set())
      ? [{ where: `line ${l.line}`, why: 'it adds itself, by way of its parts' }]
      : [],
  )
}

function headingFaults(layout: Layout) {
  const used = Object.values(layout.columns).flat()
  const strange = used.filter((heading) => !layout.header.includes(heading))
  const needed = (['council', 'line', 'k'] as const).filter((c) => layout.columns[c] === undefined)
  return [
    ...strange.map((heading) => ({ where: 'columns', why: `"${heading}" is not in "header"` })),
    ...needed.map((c) => ({
      where: 'columns',
      why: `"${c}" is missing: no return is read without it`,
    })),
    ...(layout.year === undefined && layout.columns.year === undefined
      ? [{ where: 'year', why: 'say the year, or map the column that says it under "columns"' }]
      : []),
  ]
}
