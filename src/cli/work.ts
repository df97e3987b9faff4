import { openHouse } from '../open-house.ts'
import { refuse, usage } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { wholeOption } from './days.ts'
import { whenFree } from './in-council.ts'
import { DATA, whereOf } from './place.ts'
import { untilStopped } from './stopping.ts'

export const WORK: Command = {
  words: ['work'],
  summary: 'Compute for a PostgreSQL server: a worker host, without pages',
  usage: 'work [--workers N]',
  options: [
    {
      name: 'workers',
      type: 'string',
      value: 'N',
      help: 'Threads that compute (default: as many as there are cores, at most four).',
    },
    DATA,
  ],
  example: 'DATABASE_URL=postgres://headwater@db.example/headwater npm run -s headwater -- work',
  run: async ({ options, say }): Promise<Outcome> => {
    const workers = wholeOption(options, 'workers', { least: 1, most: 64, otherwise: 0 })
    if ('wrong' in workers) return usage(workers.wrong)
    const where = whereOf(options)
    if ('dataDir' in where) return refuse(EMBEDDED)
    const stopping = untilStopped()
    return await whenFree(async () => {
      const opened = await openHouse({
        where,
        log: say,
        ...(workers.value === 0 ? {} : { workers: workers.value }),
      })
      const { place } = opened.house.db
      try {
        say(`Headwater: working for ${place}`)
        await stopping.stopped
        say('Stopping: finishing what is in hand.')
      } finally {
        await opened.close()
      }
      return { kind: 'done', json: { place }, text: 'Stopped.' }
    })
  },
}

const EMBEDDED = {
  kind: 'embedded',
  message:
    'The embedded database is held by one process, which computes in its own threads: no other host can work for it',
  mend: 'Run `headwater serve`, or name a PostgreSQL server in DATABASE_URL and start as many worker hosts as you like',
}
