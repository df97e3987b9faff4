import { tenth } from './scale.ts'

/** Width of a character in ems, from the widest face of our stack, so that an estimate is never too short. */
function emsOf(char: string): number {
  if (/\d|[£$€]/.test(char)) return 0.64
  if (/[ijlI.,:;'|!·’ ]/.test(char)) return 0.33
  if (/[ftr()[\]/\\"“”-]/.test(char)) return 0.42
  if (/[mMwWOQ%@–—…]/.test(char)) return 0.95
  return /[A-Z]/.test(char) ? 0.72 : 0.61
}

/** About how wide a text stands, in units of the drawing. */
export function widthOf(text: string, size = 14, bold = false): number {
  let ems = 0
  for (const char of text) ems += emsOf(char)
  return ems * size * (bold ? 1.13 : 1)
}

/** The text, cut with an ellipsis where it would not fit. The whole text stands in the table below the drawing. */
export function shortened(text: string, width: number, size = 14, bold = false): string {
  if (widthOf(text, size, bold) <= width) return text
  let cut = text
  while (cut.length > 1 && widthOf(`${cut}…`, size, bold) > width) cut = cut.slice(0, -1)
  return `${cut.trimEnd()}…`
}

/** The text on lines that fit, at most so many; what is left over is cut. */
export function wrapped(text: string, width: number, most = 2, size = 14): readonly string[] {
  const out: string[] = []
  for (const word of text.split(' ')) {
    const last = out.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    const fits = last !== undefined && widthOf(longer, size) <= width
    if (fits || out.length === most) out[out.length - 1] = longer
    else out.push(word)
  }
  return out.map((line) => shortened(line, width, size))
}

export type Label = {
  readonly y: number
  readonly text: string
  readonly classes: string
}

/** Labels moved apart, keeping their order, so that none stands on another; pushed back up from the foot if need be. */
export function apart<T extends { readonly y: number }>(
  labels: readonly T[],
  gap: number,
  low: number,
  top = Number.NEGATIVE_INFINITY,
): readonly T[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  const down = pushed(sorted, (y, last) => Math.max(y, last === undefined ? top : last + gap))
  const up = pushed(down.toReversed(), (y, last) =>
    Math.min(y, last === undefined ? low : last - gap),
  )
  return up.toReversed()
}

function pushed<T extends { readonly y: number }>(
  labels: readonly T[],
  place: (y: number, last: number | undefined) => number,
): readonly T[] {
  const out: T[] = []
  for (const label of labels) out.push({ ...label, y: tenth(place(label.y, out.at(-1)?.y)) })
  return out
}

export type Across = { readonly x: number; readonly width: number }

/** Which row each label takes when labels stand side by side: the first row where it touches none before it. */
export function rowsOf(labels: readonly Across[], gap = 10): readonly number[] {
  const ends: number[] = []
  return labels.map((label) => {
    const found = ends.findIndex((end) => end + gap <= label.x)
    const row = found < 0 ? ends.length : found
    ends[row] = label.x + label.width
    return row
  })
}
