import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { raw } from '#web'

const components = new URL(
  '../../node_modules/govuk-frontend/dist/govuk/components/',
  import.meta.url,
)

const file = z.object({
  fixtures: z.array(
    z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() }),
  ),
})

export type Fixture = {
  readonly name: string
  readonly options: unknown
  readonly html: string
}

/** The examples that govuk-frontend ships for a component: options and the HTML it makes of them. */
export function fixturesOf(component: string): readonly Fixture[] {
  const text = readFileSync(new URL(`${component}/fixtures.json`, components), 'utf8')
  const { fixtures } = file.parse(JSON.parse(text))
  return fixtures.map((each) => ({ ...each, options: ours(each.options) }))
}

/** Options of theirs that say the same thing as an option of ours. */
const HTML_KEYS: Readonly<Record<string, string>> = {
  html: 'text',
  titleHtml: 'titleText',
  summaryHtml: 'summaryText',
  descriptionHtml: 'descriptionText',
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Their options as ours: `text` or `html` become one content, `null` and `''` in a list become nothing. */
function ours(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => (falsy(each) ? undefined : ours(each)))
  if (!isObject(value)) return value
  const out: Record<string, unknown> = {}
  for (const [key, each] of Object.entries(value)) {
    if (key === 'conditional') out[key] = conditional(each)
    else if (key.toLowerCase().endsWith('attributes')) out[key] = each
    else if (HTML_KEYS[key] === undefined) out[key] = ours(each)
  }
  for (const [theirs, name] of Object.entries(HTML_KEYS)) {
    const given = value[theirs]
    if (typeof given === 'string' && given !== '') out[name] = raw(given)
  }
  return out
}

function falsy(value: unknown): boolean {
  return value === null || value === undefined || value === false || value === ''
}

function conditional(value: unknown): unknown {
  if (!isObject(value) || typeof value['html'] !== 'string' || value['html'] === '')
    return undefined
  return raw(value['html'])
}
