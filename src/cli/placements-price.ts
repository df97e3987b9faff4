import { bookById, confirmPrices, importPrices, KEEPS_PRICES } from '#cycle/placements/index.ts'
import type { BookLine } from '#cycle/placements/index.ts'
import { COST_RULES } from '#cycle/placements/rules/index.ts'
import { day, iso } from '#kernel/dates.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { givenFile, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import type { Inside } from './in-council.ts'
import { askedJson } from './placements-price-check.ts'
import { whole } from './text-table.ts'

export const PRICE_IMPORT: Command = {
  words: ['placements', 'price', 'import'],
  summary: 'Read a price book into the council’s database; --confirm puts it in use',
  usage: 'placements price import FILE --as EMAIL [--confirm] [--meant]',
  options: [
    ...IN_COUNCIL,
    { name: 'confirm', type: 'boolean', help: 'Put the book in use, in place of the one before.' },
    {
      name: 'meant',
      type: 'boolean',
      help: 'Say that every price asked about (ten times or a tenth of what is usual) is meant.',
    },
  ],
  example:
    'npm run -s headwater -- placements price import examples/prices.csv --as helen.ward@marlshire.example --confirm',
  run: (invocation): Promise<Outcome> => {
    const { args, options } = invocation
    const [path, ...more] = args
    if (path === undefined || more.length > 0)
      return Promise.resolve(usage('FILE: name one CSV file or workbook'))
    const file = givenFile(path)
    if (!file.ok) return Promise.resolve(refuse(...file.refusals))
    return inCouncil(invocation, KEEPS_PRICES, (inside) =>
      importInto(inside, file.value, options['confirm'] === true, options['meant'] === true),
    )
  },
}

async function importInto(
  { db, actor, council }: Inside,
  file: GivenFile,
  confirm: boolean,
  meant: boolean,
): Promise<Outcome> {
  const read = await db.inCouncil(actor.council, (tx) => importPrices(tx, actor, file))
  if (!read.ok) return refuse(...read.refusals)
  const { id, recognised } = read.value
  const shown = () => db.inCouncil(actor.council, (tx) => bookById(tx, id))
  const before = await shown()
  if (confirm && before?.state === 'read') {
    const all = meant ? [...before.found.asked.keys()] : []
    const stored = await db.inCouncil(actor.council, (tx) =>
      confirmPrices(tx, actor, { id, meant: all }),
    )
    if (!stored.ok) return refuse(...stored.refusals)
  }
  const book = await shown()
  if (book === undefined) throw new Error(`the price book ${id} that was just read is not there`)
  return imported(book, council, recognised, file)
}

function imported(book: BookLine, council: string, recognised: boolean, file: GivenFile): Done {
  const { found } = book
  const seen = recognised ? 'this file was read before; ' : ''
  const state =
    book.state === 'stored'
      ? 'in use.'
      : 'read, not in use. The same command with --confirm puts it in use.'
  return {
    kind: 'done',
    json: {
      book: book.id,
      state: book.state,
      recognised,
      prices: found.prices,
      asked: found.asked.map(askedJson),
      gaps: found.gaps.map((g) => ({ ...g, from: iso(day(g.from)), to: iso(day(g.to - 1)) })),
      unpriced: found.unpriced,
      provenance: { inputs: inputsOf([file]), rulesVersion: COST_RULES, settings: {} },
    },
    text: [
      `${council}, price book ${book.id}: ${seen}${state}`,
      `${whole(found.prices)} prices; ${whole(found.asked.length)} asked about; no price for ${whole(found.unpriced.length)} kinds of placement.`,
    ].join('\n'),
  }
}
