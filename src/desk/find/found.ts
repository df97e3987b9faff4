import type { Eyes } from '#cycle/budget/index.ts'
import type { Tx } from '#db'
import type { Unit } from '#kernel/working.ts'

/** A figure that can be found by its words. */
export type Findable = {
  readonly room: string
  readonly label: string
  /** Other words that people use for it. */
  readonly also?: string
  readonly value: number
  readonly unit: Unit
  /** Its working. */
  readonly href: string
}

/** A room's figures for the search: a fixed list, from what the room holds now. Only those inside the service get divisions that may be small. */
export type Finds = (tx: Tx, eyes: Eyes) => Promise<readonly Findable[]>

/** Figures in whose words every word of the search begins a word, the ones named most nearly so first. */
export function search(all: readonly Findable[], asked: string): readonly Findable[] {
  const wanted = wordsOf(asked)
  if (wanted.length === 0) return []
  return all
    .map((f) => ({ f, score: scoreOf(f, wanted) }))
    .filter(({ score }) => score !== undefined)
    .toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))
    .map(({ f }) => f)
}

/** The fewer words a figure has beside those asked for, the nearer it is; undefined when a word is missing. */
function scoreOf(f: Findable, wanted: readonly string[]): number | undefined {
  const label = wordsOf(f.label)
  const words = [...label, ...wordsOf(f.also ?? ''), ...wordsOf(f.room)]
  if (!wanted.every((w) => words.some((each) => each.startsWith(w)))) return undefined
  const inLabel = wanted.filter((w) => label.some((each) => each.startsWith(w))).length
  return (wanted.length - inLabel) * 100 + label.length
}

/** Words without accents, marks or case; `2027-28` is one word. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}-]+/u)
    .map((w) => w.replaceAll(/^-+|-+$/g, ''))
    .filter((w) => w !== '')
}
