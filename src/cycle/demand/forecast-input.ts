import { z } from 'zod'
import type { RunInput, Tested } from './rules/index.ts'
import { TESTED } from './store/forecast-shape.ts'

/** What a forecast's run was given, as it is read back from JSON. */
const wholes = z.array(z.int())
const words = z.array(z.string())

const RUN_INPUT = z.object({
  care: z.object({
    child: words,
    born: wholes,
    uasc: wholes,
    ofChild: wholes,
    from: wholes,
    length: wholes,
    subType: wholes,
    group: wholes,
    rne: words,
    ended: words,
    endUnknown: wholes,
    dataFrom: z.int(),
    dataTo: z.int(),
  }),
  from: z.int(),
  months: z.int(),
  draws: z.int(),
  seed: z.int(),
})

export function parseRunInput(input: unknown): RunInput {
  return RUN_INPUT.parse(input)
}

/** One chunk of the back-test. */
export function parseTested(text: string): Tested {
  return TESTED.parse(JSON.parse(text))
}
