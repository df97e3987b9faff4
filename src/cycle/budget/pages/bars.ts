import { html, pounds } from '#web'
import type { Html, Part } from '#web'

export type Bar = {
  readonly label: string
  /** Pence; below nothing the bar runs left of the zero line. */
  readonly value: number
  /** An 8 in 10 chance between these two. */
  readonly band?: { readonly low: number; readonly high: number } | undefined
  readonly tone?: 'water' | 'clay' | 'ink'
}

export type Bars = {
  readonly id: string
  readonly lead: Part
  readonly note: Part
  readonly title: string
  readonly desc: string
  readonly bars: readonly Bar[]
}

const COLOURS = { water: '#0b5a73', clay: '#a34708', ink: '#16242e' }
const SIZES = [
  { name: 'wide', width: 1100, labels: 330, row: 30 },
  { name: 'mid', width: 690, labels: 250, row: 30 },
  { name: 'narrow', width: 300, labels: 0, row: 48 },
] as const
/** Room for the figure beside the longest bar. */
const ROOM = 76

/** Bars from zero, longest label left, each with its figure; drawn to three widths. The table with the links stands beside it. */
export function barsChart(c: Bars): Html {
  return html`<figure class="chart"><figcaption><strong>${c.lead}</strong><span>${c.note}</span></figcaption>${SIZES.map((size) => drawing(c, size))}</figure>`
}

type Size = (typeof SIZES)[number]

function drawing(c: Bars, size: Size): Html {
  const ends = c.bars.flatMap((b) => [b.value, b.band?.low ?? b.value, b.band?.high ?? b.value])
  const low = Math.min(0, ...ends)
  const high = Math.max(0, ...ends)
  const left = size.labels + (low < 0 ? ROOM : 8)
  const scale = (size.width - ROOM - left) / Math.max(1, high - low)
  const x = (value: number): number => Math.round((left + (value - low) * scale) * 10) / 10
  const height = c.bars.length * size.row + 12
  const id = `${c.id}-${size.name}`
  return html`<svg class="${size.name}" viewBox="0 0 ${size.width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${c.title}</title><desc id="${id}-d">${c.desc}</desc>${c.bars.map((b, i) => bar(b, size, x, 6 + i * size.row))}<line x1="${x(0)}" y1="0" x2="${x(0)}" y2="${height}" stroke="#16242e" stroke-width="1.5"/></svg>`
}

function bar(b: Bar, size: Size, x: (value: number) => number, top: number): Html {
  const above = size.labels === 0
  const y = top + (above ? 20 : 3)
  const from = Math.min(x(0), x(b.value))
  const wide = Math.max(1, Math.abs(x(b.value) - x(0)))
  const colour = COLOURS[b.tone ?? 'water']
  const end = Math.max(x(b.value), x(b.band?.high ?? b.value), x(0)) + 6
  const label = above
    ? html`<text x="0" y="${top + 13}" class="sm">${shortened(b.label, 40)}</text>`
    : html`<text x="${size.labels}" y="${y + 15}" text-anchor="end">${shortened(b.label, size.labels > 300 ? 46 : 33)}</text>`
  return html`${label}<rect x="${from}" y="${y}" width="${wide}" height="20" fill="${colour}"/>${b.band !== undefined && whisker(b.band, x, y + 10)}<text x="${end}" y="${y + 15}" class="b sm halo">${pounds(b.value)}</text>`
}

function whisker(
  band: { readonly low: number; readonly high: number },
  x: (value: number) => number,
  y: number,
): Html {
  const [a, b] = [x(band.low), x(band.high)]
  return html`<path d="M${a} ${y}H${b}M${a} ${y - 6}V${y + 6}M${b} ${y - 6}V${y + 6}" stroke="#fff" stroke-width="5"/><path d="M${a} ${y}H${b}M${a} ${y - 6}V${y + 6}M${b} ${y - 6}V${y + 6}" stroke="#16242e" stroke-width="2"/>`
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
