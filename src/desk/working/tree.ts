import { count, html, tree } from '#web'
import type { Html, Part } from '#web'
import type { Branch } from './model.ts'
import { exactly, howMade, originLine, spoken, within } from './words.ts'

type Twig = Parameters<typeof tree>[0][number]

/** Branches of the first level that a page opens, and about how many lines hang below them all. */
const MOST_OPENED = 8
const MOST_LINES = 24

/** Twigs of a branch by its level: fewer when there are many branches. */
function mostTwigs(branches: number): readonly number[] {
  const first = Math.max(2, Math.min(8, Math.floor(MOST_LINES / (branches * 2))))
  const second = Math.max(1, Math.min(4, Math.floor(MOST_LINES / (branches * first))))
  return [0, first, second]
}

/** The parts opened to where they came from: the largest, when there are many. */
export function treeView(figure: Branch): Html {
  if (figure.made.kind === 'origin' || figure.made.parts.length === 0) return html``
  const { parts } = figure.made
  // Where every part is an origin, the table of parts has said so already.
  if (parts.every((p) => p.made.kind === 'origin')) return html``
  const shown = largest(parts, MOST_OPENED)
  const all = shown.length === figure.made.partsInAll
  return html`<h2 id="tree">Down to where it came from</h2>
<p>${all ? 'Every branch ends in a row of a file, a run, a setting, or a person and a date.' : `The ${count(shown.length)} largest of its parts, opened. The others open on pages of their own.`}</p>
${tree(shown.map((b) => twig(b, figure.label, 1, mostTwigs(shown.length))))}`
}

function largest(parts: readonly Branch[], most: number): readonly Branch[] {
  const ranked = parts.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, most)
  return parts.filter((p) => ranked.includes(p))
}

function twig(b: Branch, above: string, level: number, most: readonly number[]): Twig {
  const head = { label: labelOf(b, above, level), value: exactly(b) }
  if (b.made.kind === 'origin') return { ...head, note: originLine(b.made.origin) }
  const shown = largest(b.made.parts, most[level] ?? 0)
  const left = b.made.partsInAll - shown.length
  if (shown.length === 0) return { ...head, note: left > 0 ? howMade(b) : b.made.rule.name }
  return {
    ...head,
    branches: [
      ...shown.map((child) => twig(child, b.label, level + 1, most)),
      ...(left > 0 ? [{ label: rest(b, left) }] : []),
    ],
  }
}

function labelOf(b: Branch, above: string, level: number): Part {
  const name = spoken(within(above, b.label))
  const text = b.href === undefined ? name : html`<a href="${b.href}">${name}</a>`
  return level === 1 ? html`<strong>${text}</strong>` : text
}

function rest(b: Branch, left: number): Part {
  const words = `and ${count(left)} more`
  return b.href === undefined ? words : html`<a href="${b.href}">${words}</a>`
}
