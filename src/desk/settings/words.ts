import { parseIso } from '#kernel/dates.ts'
import { ROOMS } from '#src/map.ts'
import type { Setting } from '#office/settings/index.ts'
import { count, dayMiddle, html } from '#web'
import type { Html } from '#web'

/** The rooms that are in no navigation, as their settings are headed. */
const OFFICE: Readonly<Record<string, string>> = {
  access: 'Signing in',
  desk: 'Dates of the year',
  documents: 'Documents',
  disclosure: 'Small numbers',
  places: 'Places',
  areas: 'Areas',
  families: 'Families',
  transport: 'Transport',
  traded: 'Traded services',
  contracts: 'Contracts',
}

/** The room of a setting: what stands before the point in its id. */
export function roomOf(id: string): string {
  return id.slice(0, id.indexOf('.'))
}

export function roomWords(room: string): string {
  const onMap = ROOMS.find((each) => each.name.endsWith(`/${room}`))?.nav
  return onMap ?? OFFICE[room] ?? room.slice(0, 1).toUpperCase() + room.slice(1)
}

/** A value with its unit, as it reads: `30 minutes`, `25%`, `£12.50 a week`. */
export function valueWords(setting: Pick<Setting<unknown>, 'unit'>, value: unknown): string {
  const { unit } = setting
  if (unit === 'month and day' && typeof value === 'string') return dayOfYear(value) ?? value
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value)
  const text = Number.isInteger(value) ? count(value) : String(value)
  if (unit === '') return text
  return unit.startsWith('%') ? `${text}${unit}` : `${text} ${unit}`
}

/** A value as it is typed. */
export function valueTyped(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : JSON.stringify(value)
}

/** `04-01` as `1 April`. */
function dayOfYear(text: string): string | undefined {
  const day = parseIso(`2000-${text}`)
  return day === undefined ? undefined : dayMiddle(day).replace(' 2000', '')
}

/** A value that is short enough stays on one line. */
export function shortValue(words: string): Html {
  return words.length > 24 ? html`${words}` : html`<span class="nowrap">${words}</span>`
}
