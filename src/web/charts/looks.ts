import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Point } from './svg.ts'
import { BAND_80, BERRY, CLAY, INK, MIST, SLATE, WATER } from './svg.ts'
import { tenth } from './scale.ts'

/**
 * What a filled shape looks like. Each differs in pattern as well as in colour: `dots` adds to a pressure, `broad` is not
 * covered, `stripe` is income or not certain, `hatch` is left out, `outline` is still to come.
 */
export type Look =
  | 'ink'
  | 'water'
  | 'pale'
  | 'mist'
  | 'dots'
  | 'stripe'
  | 'broad'
  | 'hatch'
  | 'outline'

/** Looks for the parts of a whole, in an order that keeps neighbours apart in grey too. */
export const PARTS: readonly Look[] = [
  'water',
  'pale',
  'stripe',
  'mist',
  'hatch',
  'ink',
  'dots',
  'broad',
]

const PLAIN: Readonly<Record<Look, readonly [fill: string, stroke: string, words: string]>> = {
  ink: [INK, INK, ''],
  water: [WATER, WATER, 'wa'],
  pale: [BAND_80, WATER, 'wa'],
  mist: [MIST, WATER, 'wa'],
  dots: ['dots', CLAY, 'cl'],
  stripe: ['stripe', WATER, 'wa'],
  broad: ['broad', BERRY, 'be'],
  hatch: ['hatch', SLATE, 'sl'],
  outline: ['#fff', WATER, 'wa'],
}

const PATTERNS: Readonly<Record<string, (id: string) => Html>> = {
  dots: (id) =>
    html`<pattern id="${id}-dots" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#fff"/><circle cx="3.5" cy="3.5" r="1.5" fill="${CLAY}"/></pattern>`,
  stripe: (id) => striped(`${id}-stripe`, 6, 1.6, -45, WATER),
  broad: (id) => striped(`${id}-broad`, 7, 2.4, 45, BERRY),
  hatch: (id) => striped(`${id}-hatch`, 5, 1.2, 45, SLATE),
}

function striped(id: string, size: number, thick: number, turn: number, colour: string): Html {
  return html`<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="${size}" height="${size}" fill="#fff"/><rect width="${thick}" height="${size}" fill="${colour}"/></pattern>`
}

/** The patterns that these looks need, for the head of a drawing. */
export function patternsOf(id: string, looks: readonly Look[]): Html {
  const made = [...new Set(looks)].flatMap((look) => {
    const pattern = PATTERNS[look]
    return pattern === undefined ? [] : [pattern(id)]
  })
  return html`${made.length > 0 && html`<defs>${made}</defs>`}`
}

/** The class of words that speak of a shape of this look. */
export function wordsOf(look: Look): string {
  return PLAIN[look][2]
}

export function strokeOf(look: Look): string {
  return PLAIN[look][1]
}

/** A box of a look. Never narrower than one unit, so that a small amount is still seen. */
export function box(id: string, look: Look, at: Point, size: Point): Html {
  const [fill, stroke] = PLAIN[look]
  const paint = PATTERNS[look] === undefined ? fill : `url(#${id}-${fill})`
  return html`<rect x="${tenth(at[0])}" y="${tenth(at[1])}" width="${tenth(Math.max(1, size[0]))}" height="${tenth(Math.max(1, size[1]))}" fill="${paint}" stroke="${stroke}" stroke-width="1.5"${look === 'outline' && html` stroke-dasharray="4 3"`}/>`
}
