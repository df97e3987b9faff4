import { COST_RULES, keyWords, readBook } from '#cycle/placements/rules/index.ts'
import type { BookRead, Price } from '#cycle/placements/rules/index.ts'
import { day, iso } from '#kernel/dates.ts'
import { asNumber } from '#kernel/rate.ts'
import { readSheets } from '#office/sheets/index.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { givenFile, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { poundsOf, textTable } from './text-table.ts'

export const PRICE_CHECK: Command = {
  words: ['placements', 'price', 'check'],
  summary:
    'Read a price book from a file alone: what it holds, what is asked about, what has no price',
  usage: 'placements price check FILE',
  options: [],
  example: 'npm run -s headwater -- placements price check examples/prices.csv',
  run: ({ args }): Promise<Outcome> => {
    const [path, ...more] = args
    if (path === undefined || more.length > 0)
      return Promise.resolve(usage('FILE: name one CSV file or workbook'))
    const file = givenFile(path)
    if (!file.ok) return Promise.resolve(refuse(...file.refusals))
    // The rules and the reader alone, not the room's door: they load sooner.
    const sheets = readSheets(file.value.name, file.value.bytes)
    const read = sheets.ok ? readBook(file.value.name, sheets.value) : sheets
    return Promise.resolve(read.ok ? checked(read.value, file.value) : refuse(...read.refusals))
  },
}

function checked(read: BookRead, file: GivenFile): Done {
  const { prices } = read
  return {
    kind: 'done',
    json: {
      prices: prices.map(priceJson),
      asked: read.asked.map(askedJson),
      gaps: read.gaps.map((g) => ({ ...g, from: iso(g.from), to: iso(day(g.to - 1)) })),
      rounded: read.rounded.map(({ weekly, ...rest }) => ({ ...rest, weeklyPence: weekly })),
      formulas: read.formulas,
      passedOver: read.passedOver,
      unpriced: read.unpriced,
      provenance: { inputs: inputsOf([file]), rulesVersion: COST_RULES, settings: {} },
    },
    table: {
      head: ['row', 'sub_type', 'provider', 'band', 'weekly_gbp', 'from', 'to'],
      rows: prices.map((p) => [
        p.origin.row,
        p.subType,
        p.provider,
        p.band,
        p.weekly / 100,
        iso(p.from),
        lastOf(p) ?? '',
      ]),
    },
    text: [
      textTable(
        ['Row', 'Price of', 'A week', 'From', 'To', 'Rises'],
        prices.map((p) => [
          p.origin.row,
          keyWords(p),
          poundsOf(p.weekly),
          iso(p.from),
          lastOf(p) ?? 'runs on',
          p.uplift === undefined ? '' : `${percentText(p.uplift.rate)}% on ${p.uplift.on}`,
        ]),
      ),
      ...read.asked.map(
        (a) =>
          `\nAsked about: row ${a.row}, ${a.subType} at ${poundsOf(a.weekly)} a week; ${a.against} is ${poundsOf(a.median)}.`,
      ),
      ...(read.unpriced.length === 0 ? [] : ['', `No price: ${read.unpriced.join(', ')}.`]),
      ...(read.passedOver.length === 0 ? [] : [`Passed over: ${read.passedOver.join(', ')}.`]),
    ].join('\n'),
  }
}

/** `3.4`, without the tail that a binary fraction drags behind it. */
function percentText(partsPerMillion: number): string {
  return String(partsPerMillion / 10_000)
}

/** The last day on which a price holds. */
function lastOf(p: Price): string | undefined {
  return p.to === undefined ? undefined : iso(day(p.to - 1))
}

function priceJson(p: Price) {
  const to = lastOf(p)
  return {
    ...p.origin,
    subType: p.subType,
    provider: p.provider,
    band: p.band,
    weeklyPence: p.weekly,
    from: iso(p.from),
    ...(to === undefined ? {} : { to }),
    ...(p.spread.kind === 'not-stated'
      ? {}
      : { cvRate: p.spread.kind === 'none' ? 0 : asNumber(p.spread.cv) }),
    ...(p.uplift === undefined
      ? {}
      : { upliftRate: asNumber(p.uplift.rate), upliftOn: p.uplift.on }),
    source: p.source,
  }
}

export function askedJson<T extends { readonly weekly: number; readonly median: number }>(
  asked: T,
) {
  const { weekly, median, ...rest } = asked
  return { ...rest, weeklyPence: weekly, medianPence: median }
}
