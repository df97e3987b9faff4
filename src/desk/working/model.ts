import { reAdd } from '#kernel/working.ts'
import type { Combine, Figure, Origin, ReAdded, Rule, Unit } from '#kernel/working.ts'
import { partHref } from './asked.ts'
import type { Asked } from './asked.ts'

/** One figure of a working, with as many of its parts as the page opens. */
export type Branch = {
  readonly label: string
  readonly value: number
  readonly unit: Unit
  readonly note?: string
  /** Page of its own working; for an origin, the page that shows the row, the run or the setting. */
  readonly href?: string
  readonly made:
    | {
        readonly kind: 'rule'
        readonly rule: Rule
        readonly combine: Combine
        readonly partsInAll: number
        readonly parts: readonly Branch[]
      }
    | { readonly kind: 'origin'; readonly origin: Origin }
}

export type WorkingModel = {
  readonly figure: Branch
  readonly reAdded: ReAdded
  /** The figures that this one was reached through, nearest last. */
  readonly above: readonly { readonly label: string; readonly href: string }[]
  /** From the origin of its largest part to the figure itself. */
  readonly thread: readonly Branch[]
  readonly address: string
  readonly page: number
  readonly pageSize: number
}

/** Parts, or rows of a file, on one page. */
export const PAGE_SIZE = 50
/** Parts of a part that a page holds ready. */
const MOST_BELOW = 50
/** Below two levels, a page opens no more than this many figures. */
const MOST_DEEP = 300

/** How far the thread is followed, and how many of its stops are shown. */
const DEEPEST = 12
const MOST_STOPS = 5

type Context = { readonly asked: Asked; readonly opens: (href: string) => boolean }

/** The page of a figure; undefined when it has no such part or page. Parts are made only as far as the page opens them. */
export function workingModel(
  root: Figure,
  asked: Asked,
  opens: (href: string) => boolean,
): WorkingModel | undefined {
  const line = [root]
  for (const step of asked.part) {
    const next = partsOf(line.at(-1))[step]
    if (next === undefined) return undefined
    line.push(next)
  }
  const figure = line.at(-1) ?? root
  const from = (asked.page - 1) * PAGE_SIZE
  if (from > 0 && from >= lengthOf(figure)) return undefined
  const context = { asked, opens }
  return {
    figure: grown(context, figure, asked.part, from),
    reAdded: reAdd(figure),
    above: line.slice(0, -1).map((above, i) => ({
      label: above.label,
      href: i === 0 ? asked.address : (above.href ?? partHref(asked, asked.part.slice(0, i))),
    })),
    thread: threadOf(context, figure, asked.part),
    address: partHref(asked, asked.part),
    page: asked.page,
    pageSize: PAGE_SIZE,
  }
}

function partsOf(figure: Figure | undefined): readonly Figure[] {
  return figure?.working.kind === 'rule' ? figure.working.parts() : []
}

/** What a page of it counts: parts, or rows. */
function lengthOf(figure: Figure): number {
  if (figure.working.kind === 'rule') return figure.working.parts().length
  const { origin } = figure.working
  return origin.kind === 'import' ? origin.rows.length : 1
}

/** The figure, the parts of this page, theirs, and below as long as there is room. */
function grown(c: Context, figure: Figure, steps: readonly number[], from: number): Branch {
  let room = MOST_DEEP
  const grow = (f: Figure, at: readonly number[], level: number): Branch => {
    if (f.working.kind === 'origin') return leaf(c, f, at, f.working.origin)
    const { rule, combine } = f.working
    const all = f.working.parts()
    const first = level === 0 ? from : 0
    const most = level === 0 ? PAGE_SIZE : level === 1 ? MOST_BELOW : Math.max(0, room)
    const shown = level > 2 ? [] : all.slice(first, first + most)
    if (level >= 2) room -= shown.length
    const parts = shown.map((p, i) => grow(p, [...at, first + i], level + 1))
    return branch(c, f, at, { kind: 'rule', rule, combine, partsInAll: all.length, parts })
  }
  return grow(figure, steps, 0)
}

function branch(c: Context, f: Figure, steps: readonly number[], made: Branch['made']): Branch {
  // A part may bear the address of the figure that it is the one part of: it is told apart by its step.
  const own = steps.length > 0 && f.href === c.asked.address ? undefined : f.href
  const href = own ?? partHref(c.asked, steps)
  return { ...headOf(f), ...(c.opens(href) ? { href } : {}), made }
}

function headOf(f: Figure): Pick<Branch, 'label' | 'value' | 'unit' | 'note'> {
  const { label, value, unit, note } = f
  return { label, value, unit, ...(note === undefined ? {} : { note }) }
}

/**
 * An origin of many rows leads to the page that lists them; another to its run, setting or row. The address of a page that
 * the reader may not open is left out.
 */
function leaf(c: Context, f: Figure, steps: readonly number[], origin: Origin): Branch {
  const page = 'href' in origin ? origin.href : undefined
  const listed = origin.kind === 'import' && origin.rows.length > 1
  const href = f.href ?? (listed ? partHref(c.asked, steps) : page)
  const kept = page === undefined || c.opens(page) ? origin : withoutHref(origin)
  return {
    ...headOf(f),
    ...(href !== undefined && c.opens(href) ? { href } : {}),
    made: { kind: 'origin', origin: kept },
  }
}

function withoutHref(origin: Origin): Origin {
  if (!('href' in origin)) return origin
  const { href: _href, ...rest } = origin
  return rest
}

/** Down the largest part of each figure to where it came from, then back: the origin first. */
function threadOf(c: Context, figure: Figure, steps: readonly number[]): readonly Branch[] {
  const line: Branch[] = []
  let at: readonly number[] = steps
  let here: Figure | undefined = figure
  while (here !== undefined && line.length < DEEPEST) {
    const { working } = here
    line.push(
      working.kind === 'origin'
        ? leaf(c, here, at, working.origin)
        : branch(c, here, at, {
            kind: 'rule',
            rule: working.rule,
            combine: working.combine,
            partsInAll: partsOf(here).length,
            parts: [],
          }),
    )
    const parts = partsOf(here)
    const largest = parts.reduce((best, p, i) => (size(p) > size(parts[best]) ? i : best), 0)
    here = parts[largest]
    at = [...at, largest]
  }
  const back = line.toReversed()
  // The ends say most: where it came from, and what leads here.
  return back.length > MOST_STOPS ? [...back.slice(0, 1), ...back.slice(1 - MOST_STOPS)] : back
}

function size(f: Figure | undefined): number {
  return Math.abs(f?.value ?? 0)
}
