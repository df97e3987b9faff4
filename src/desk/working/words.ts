import { isoDay, parseIso } from '#kernel/dates.ts'
import type { Combine, Origin, Unit } from '#kernel/working.ts'
import { count, dayMiddle, figure, html, moment, monthText, plural, year } from '#web'
import type { Html, Part } from '#web'
import type { Branch, WorkingModel } from './model.ts'

/** A label as people read it: days and months in words, financial years that never break over a line. */
export function spoken(label: string): string {
  return label
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (text) =>
      parseIso(text) === undefined ? text : dayMiddle(isoDay(text)),
    )
    .replaceAll(/\b(\d{4})-(\d{2})\b(?!-)/g, (text, first: string, second: string) => {
      if ((Number(first) + 1) % 100 === Number(second)) return year(text)
      return Number(second) >= 1 && Number(second) <= 12 ? monthText(text) : text
    })
}

/** The name of a part below its whole, without the whole's name when it begins with it. */
export function within(whole: string, part: string): string {
  const start = `${whole}, `
  return part.startsWith(start) ? part.slice(start.length) : part
}

/** A moment or a day as it was recorded; said in words when it was not. */
export function when(text: string): string {
  if (text === '') return 'on a day that was not recorded'
  return parseIso(text) === undefined ? `on ${moment(text)}` : `on ${dayMiddle(isoDay(text))}`
}

export function exactly(branch: Pick<Branch, 'value' | 'unit'>, value = branch.value): string {
  return figure(value, branch.unit, true)
}

const UNITS: Readonly<Partial<Record<Unit, readonly [one: string, many: string]>>> = {
  children: ['child', 'children'],
  'child-days': ['child-day', 'child-days'],
  'child-weeks': ['child-week', 'child-weeks'],
  days: ['day', 'days'],
}

/** Exactly, with what is counted: `730 children`, `£943,210.55`. */
export function exactWords(branch: Pick<Branch, 'value' | 'unit'>): string {
  const names = UNITS[branch.unit]
  const text = exactly(branch)
  return names === undefined ? text : `${text} ${names[branch.value === 1 ? 0 : 1]}`
}

/** `row 14`, `rows 2, 9 and 14`, `rows 2, 9, 14 and 120 more`. */
export function rowsText(rows: readonly number[], most = 5): string {
  const texts = rows.map(count)
  if (texts.length === 1) return `row ${texts[0]}`
  if (texts.length > most)
    return `rows ${texts.slice(0, most - 1).join(', ')} and ${count(texts.length - most + 1)} more`
  return `rows ${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}

/** Where a figure came from, in one line; the file, the run or the setting leads to its page where the reader may open it. */
export function originLine(origin: Origin): Html {
  const linked = (text: Part): Part =>
    'href' in origin && origin.href !== undefined
      ? html`<a href="${origin.href}">${text}</a>`
      : text
  switch (origin.kind) {
    case 'import':
      return html`${linked(origin.file)}${origin.sheet !== undefined && `, sheet ${origin.sheet}`}, ${rowsText(origin.rows)}, imported ${when(origin.at)} by ${origin.by}`
    case 'person':
      return origin.name === 'not recorded'
        ? html`Not recorded: nobody and no file is named for it`
        : html`${origin.name}, ${when(origin.at)}${origin.why !== undefined && `: ${origin.why}`}`
    case 'setting':
      return html`Setting “${linked(origin.id)}”, from ${spoken(origin.from)}: ${origin.source}`
    case 'run':
      return html`${linked('The run')}, seed ${String(origin.seed)}, input ${origin.inputHash.slice(0, 12)}, rules ${origin.rulesVersion}`
    case 'catalogue':
      return html`Shipped with the program, ${origin.file}: ${origin.source}`
  }
}

const HOW: Readonly<Record<Combine, (n: number) => string>> = {
  sum: (n) => (n === 1 ? 'one part' : `sum of ${count(n)} parts`),
  difference: (n) => (n === 1 ? 'one part' : `difference of ${count(n)} parts`),
  product: (n) => `product of ${count(n)} parts`,
  weeks: () => 'price a week × days ÷ 7',
  derived: (n) => (n === 0 ? 'computed' : `computed from ${plural(n, 'part', 'parts')}`),
}

/** How a figure was made, in a few words for a table. */
export function howMade(branch: Branch): Html {
  if (branch.made.kind === 'origin') return originLine(branch.made.origin)
  return html`${capital(HOW[branch.made.combine](branch.made.partsInAll))}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const DONE: Readonly<Record<Exclude<Combine, 'derived'>, (n: number) => string>> = {
  sum: (n) =>
    n === 1
      ? 'Its one part, read again when this page was opened, makes'
      : `Its ${count(n)} parts, added again when this page was opened, make`,
  difference: () => 'Its first part less the others, taken again when this page was opened, makes',
  product: () => 'Its parts, multiplied again when this page was opened, make',
  weeks: () =>
    'Its price a week, times its days, divided by seven and rounded once when this page was opened, makes',
}

export type ReAddWords = {
  readonly kind: 'agrees' | 'differs' | 'not-re-added'
  readonly words: string
}

/** What the page says of the check that it made. */
export function reAddWords(model: Pick<WorkingModel, 'figure' | 'reAdded'>): ReAddWords {
  const { figure: figureOf, reAdded: found } = model
  const { made } = figureOf
  if (made.kind === 'origin')
    return { kind: 'not-re-added', words: 'It has no parts: it stands as it was received.' }
  if (found.kind === 'not-re-added' || made.combine === 'derived')
    return {
      kind: 'not-re-added',
      words:
        made.partsInAll === 0
          ? 'There are no parts to add here.'
          : 'Its rule is a computation whose result is not a sum of what went in. What went in is below; the same input gives the same figure.',
    }
  const start = `${DONE[made.combine](made.partsInAll)} ${exactly(figureOf, found.value)}`
  if (found.kind === 'agrees')
    return {
      kind: 'agrees',
      words: figureOf.unit === 'pence' ? `${start} to the penny.` : `${start}.`,
    }
  const by = exactly(figureOf, Math.abs(found.by))
  return {
    kind: 'differs',
    words: `${start}. The figure is ${exactly(figureOf)}: ${by} ${found.by > 0 ? 'more' : 'less'} than its parts. Tell the person who runs the service: a figure that differs from its parts is a fault of ours.`,
  }
}
