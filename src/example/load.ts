import type { CouncilId } from '#kernel/access.ts'
import type { House } from '#office/house.ts'
import { openCouncil } from './open-council.ts'
import { PEOPLE } from './people.ts'
import type { Account } from './people.ts'
import { STEPS } from './steps/index.ts'
import type { Size } from './steps/step.ts'

export type Loaded = {
  readonly council: CouncilId
  readonly accounts: readonly Account[]
  /** One for all accounts. Undefined when it was made at an earlier start and is kept nowhere (a database server). */
  readonly password: string | undefined
  /** False when the program was stopped on the way: the next call goes on from there. */
  readonly complete: boolean
}

export type LoadOptions = {
  /** Stops between steps, and while the forecast is awaited. */
  readonly signal?: AbortSignal | undefined
  /** Draws and months of the forecast; tests ask for fewer. */
  readonly size?: Size | undefined
}

/** The draws and months of the forecast: four whole years, so that every year of the funding has its demand. */
const WHOLE: Size = { draws: 1000, months: 48 }

/**
 * Loads the example council by the rooms' own commands: people, returns, forecast, budget. Every step looks first whether it
 * was done, so that a second call does nothing and a call after a sudden end goes on. `say` gets one line for each step.
 */
export async function loadExample(
  house: House,
  say: (line: string) => void,
  options: LoadOptions = {},
): Promise<Loaded> {
  const { council, password } = await openCouncil(house, say)
  const cast = { house, council, size: options.size ?? WHOLE, signal: options.signal }
  for (const step of STEPS) {
    if (options.signal?.aborted === true)
      return { council, accounts: PEOPLE, password, complete: false }
    if (await house.db.inCouncil(council, step.done)) continue
    const begun = performance.now()
    if (!(await step.act(cast))) return { council, accounts: PEOPLE, password, complete: false }
    say(`Example council: ${step.what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  }
  return { council, accounts: PEOPLE, password, complete: true }
}
