import type { Tx } from '#db'
import { forecastOfRecord } from '#cycle/demand/index.ts'
import {
  bookInUse,
  confirmPrices,
  costRun,
  importPrices,
  latestCosting,
  PLACEMENTS_SETTINGS,
} from '#cycle/placements/index.ts'
import { isoDay } from '#kernel/dates.ts'
import type { RunId } from '#jobs'
import { setSetting, settingHistory } from '#office/settings/index.ts'
import type { Setting } from '#office/settings/index.ts'
import { actorOf, must } from '../open-council.ts'
import { CHIEF_FINANCE_OFFICER, FINANCE } from '../people.ts'
import { inventPriceBook } from '../prices.ts'
import { asBytes } from './step.ts'
import type { Step } from './step.ts'

/** The county keeps unaccompanied children's placements on a line of their own, as its budget does. */
const UNACCOMPANIED: Setting<unknown> | undefined = PLACEMENTS_SETTINGS.find(
  (s) => s.id === 'placements.unaccompanied-line',
)

export const settingStep: Step = {
  what: 'unaccompanied children costed on their own line',
  done: async (tx) => (await settingHistory(tx, unaccompaniedLine())).length > 0,
  act: async ({ house, council }) => {
    const officer = await actorOf(house, council, CHIEF_FINANCE_OFFICER)
    const value = {
      from: isoDay('2025-04-01'),
      value: 'asylum seekers',
      source: 'Chief finance officer’s note 12, March 2025 (invented)',
    }
    const set = await house.db.inCouncil(council, (tx) =>
      setSetting(tx, officer, unaccompaniedLine(), value),
    )
    must(set, 'the line of unaccompanied children')
    return true
  },
}

function unaccompaniedLine() {
  if (UNACCOMPANIED === undefined)
    throw new Error('placements has no setting placements.unaccompanied-line')
  return UNACCOMPANIED
}

export const pricesStep: Step = {
  what: 'price book imported and in use',
  done: async (tx) => (await bookInUse(tx)) !== undefined,
  act: async ({ house, council }) => {
    const finance = await actorOf(house, council, FINANCE)
    const [file] = asBytes([inventPriceBook()])
    const read = await house.db.inCouncil(council, (tx) => importPrices(tx, finance, file))
    const { id } = must(read, 'the price book')
    const given = { id, meant: [] }
    must(
      await house.db.inCouncil(council, (tx) => confirmPrices(tx, finance, given)),
      'the price book',
    )
    return true
  },
}

export const costStep: Step = {
  what: 'forecast costed at the price book',
  done: async (tx) => (await latestCosting(tx, await runOfRecord(tx))) !== undefined,
  act: async ({ house, council }) => {
    const finance = await actorOf(house, council, FINANCE)
    const costed = await house.db.inCouncil(council, async (tx) =>
      costRun(tx, finance, await runOfRecord(tx)),
    )
    must(costed, 'the cost of the forecast')
    return true
  },
}

/** The forecast that the rest builds on. */
export async function runOfRecord(tx: Tx): Promise<RunId> {
  const line = await forecastOfRecord(tx)
  if (line === undefined) throw new Error('the example council: there is no finished forecast')
  return line.run
}
