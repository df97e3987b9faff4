/** The lines that a total adds, as a layout writes them: `1..3`, `4+14+19`, `17..19+28`; codes are joined by `+`. */
export function linesOf(adds: string): readonly string[] | undefined {
  const parts = adds.split('+').map((part) => spanOf(part.trim()))
  if (parts.some((p) => p === undefined)) return undefined
  return parts.flatMap((p) => p ?? [])
}

function spanOf(part: string): readonly string[] | undefined {
  const span = /^(\d+)\.\.(\d+)$/.exec(part)
  if (span === null) return /^\d[\w.]*$/.test(part) && !part.includes('..') ? [part] : undefined
  const [from, to] = [Number(span[1]), Number(span[2])]
  if (to < from || to - from > 500) return undefined
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
}

/** The number or code that leads a label: `11` of `11Short breaks`, `3.1.2a` of `3.1.2a Fostering services`. */
export function lineOfLabel(label: string): string | undefined {
  return /^\s*(\d+(?:\.\d+)*)([a-z](?![a-z]))?/.exec(label)?.slice(1).join('')
}

/** A heading as it is compared: letters and digits alone, small. */
export function headingKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
}

/** A label as it is compared with the word that it should hold. */
export function labelKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z-]+/g, ' ')
}
