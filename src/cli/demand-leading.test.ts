import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { needsShared, sharedPath } from '#test/shared.ts'
import { rowsOfCsv, xmlOf } from '#src/cycle/demand/rules/xml/a-return.ts'
import type { Invocation, Outcome } from './command.ts'
import { DEMAND_CLEAN } from './demand-clean.ts'
import { DEMAND_PRESSURES } from './demand-leading.ts'
import { forecastOwnFromFiles } from './forecast-own.ts'

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))
const RETURNS = join(EXAMPLES, 'returns')

function asked(args: readonly string[], options: Invocation['options'] = {}) {
  const said: string[] = []
  return { args, options, said, say: (line: string) => void said.push(line) }
}

function json<T>(outcome: Outcome, shape: z.ZodType<T>): T {
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome))
  return shape.parse(outcome.kind === 'done' ? outcome.json : undefined)
}

/** The example's returns, each year as one XML file. */
function asXml(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xml-'))
  const years = new Set(readdirSync(RETURNS).map((n) => n.slice(0, 7)))
  for (const year of years) {
    const rows = (table: string) =>
      rowsOfCsv(readFileSync(join(RETURNS, `${year}-${table}.csv`), 'utf8'))
    const tables = { header: rows('header'), episodes: rows('episodes'), uasc: rows('uasc') }
    writeFileSync(join(folder, `${year}.xml`), xmlOf(tables))
  }
  return folder
}

const Clean = z.object({
  kept: z.number(),
  children: z.number(),
  inCareOnLastDay: z.number(),
  from: z.string(),
  to: z.string(),
})

test('a folder of XML is cleaned and forecast as the same returns in CSV', async () => {
  const folder = asXml()
  const csv = json(await DEMAND_CLEAN.run(asked([RETURNS])), Clean)
  const xml = json(await DEMAND_CLEAN.run(asked([folder])), Clean)
  assert.deepEqual(xml, csv)
  const Forecast = z.object({ months: z.array(z.object({ month: z.string(), p50: z.number() })) })
  const size = { months: '2', draws: '10', seed: '1' }
  const fromXml = json(await forecastOwnFromFiles(asked([folder], size)), Forecast)
  const fromCsv = json(await forecastOwnFromFiles(asked([RETURNS], size)), Forecast)
  assert.deepEqual(
    fromXml.months.map((m) => m.month),
    fromCsv.months.map((m) => m.month),
  )
  const total = (f: typeof fromXml) => f.months.reduce((n, m) => n + m.p50, 0)
  assert.ok(Math.abs(total(fromXml) / total(fromCsv) - 1) < 0.1)
})

const REGION = 'data/ssda903/cs_demand_model_regional_v1'
test(
  'three councils in one set are shown each by itself, and --la reads one',
  needsShared(REGION),
  async () => {
    const Report = z.object({
      kept: z.number(),
      children: z.number(),
      councils: z.array(z.object({ la: z.string(), kept: z.number(), children: z.number() })),
    })
    const all = json(await DEMAND_CLEAN.run(asked([sharedPath(REGION)])), Report)
    assert.deepEqual(
      all.councils.map((c) => [c.la, c.kept, c.children]),
      [
        ['Bromley', 788, 185],
        ['Hillingdon', 560, 131],
        ['Southwark', 1092, 256],
      ],
    )
    assert.equal(all.kept, 788 + 560 + 1092)
    const one = json(await DEMAND_CLEAN.run(asked([sharedPath(REGION)], { la: 'bromley' })), Report)
    assert.deepEqual([one.kept, one.children, one.councils], [788, 185, []])
    const none = await DEMAND_CLEAN.run(asked([sharedPath(REGION)], { la: 'Norfolk' }))
    assert.equal(none.kind === 'refused' ? none.refusals[0]?.kind : none.kind, 'no-such-council')
    const both = asked([sharedPath(REGION)], { months: '1', draws: '10', seed: '1' })
    await forecastOwnFromFiles(both)
    assert.match(both.said.join('\n'), /3 councils \(Bromley, Hillingdon, Southwark\).*--la NAME/)
  },
)

const Pressures = z.object({
  series: z.array(z.object({ series: z.string(), noChange: z.number() })),
  alerts: z.array(z.object({ series: z.string(), current: z.boolean() })),
})

test('pressures of the example are printed from the published tables alone', async () => {
  const args = [join(EXAMPLES, 'published')]
  const found = json(await DEMAND_PRESSURES.run(asked(args, { la: '999' })), Pressures)
  assert.deepEqual(
    found.series.map((s) => s.series),
    ['referrals', 'in-need', 'assessments', 'section-47', 'conferences', 'plans'],
  )
  assert.deepEqual(found.alerts, [{ series: 'referrals', current: true }])
  const elsewhere = await DEMAND_PRESSURES.run(asked(args, { la: 'Elsewhere' }))
  assert.equal(elsewhere.kind, 'refused')
  assert.equal((await DEMAND_PRESSURES.run(asked(args))).kind, 'usage')
})
