import { loadExample } from '../example/load.ts'
import type { Loaded } from '../example/load.ts'
import { openHouse } from '../open-house.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { whenFree } from './in-council.ts'
import { DATA, whereOf } from './place.ts'
import { untilStopped } from './stopping.ts'
import { textTable } from './text-table.ts'

const NAMES = ['county']

export const DEMO: Command = {
  words: ['demo'],
  summary: 'Load an example council: county, which is invented',
  usage: 'demo county [--data DIR]',
  options: [DATA],
  example: 'npm run -s headwater -- demo county --data example-data',
  run: async ({ args, options, say }): Promise<Outcome> => {
    const [name, ...more] = args
    if (name === undefined || more.length > 0 || !NAMES.includes(name))
      return usage(`NAME: there is ${NAMES.join(', ')}`)
    const stopping = untilStopped()
    return await whenFree(async () => {
      const opened = await openHouse({ where: whereOf(options) })
      try {
        return done(await loadExample(opened.house, say, { signal: stopping.signal }))
      } finally {
        await opened.close()
      }
    })
  },
}

function done(loaded: Loaded): Outcome {
  if (!loaded.complete)
    return refuse({
      kind: 'stopped',
      message: 'The example was stopped before it was whole',
      mend: 'The same command goes on from there',
    })
  const result: Done = {
    kind: 'done',
    json: loaded,
    text: [
      'The example council is loaded.',
      loaded.password === undefined
        ? 'Its password was made earlier and is kept nowhere.'
        : `Every account has the password ${loaded.password}`,
      '',
      textTable(
        ['Account', 'Name', 'Post'],
        loaded.accounts.map((a) => [a.email, a.name, a.post]),
      ),
    ].join('\n'),
  }
  return result
}
