import { openDatabase } from '#db'
import type { Db } from '#db'
import type { Opened } from '../open-house.ts'
import type { ServeOptions } from '../serve.ts'
import { refuse, usage } from './command.ts'
import type { Command, Invocation, Outcome } from './command.ts'
import { wholeOption } from './days.ts'
import { whenFree } from './in-council.ts'
import { DATA, secretOf, whereOf } from './place.ts'
import { untilStopped } from './stopping.ts'
import type { Stopping } from './stopping.ts'

export const SERVE: Command = {
  words: ['serve'],
  summary: 'Serve the pages',
  usage: 'serve [--port N] [--host H] [--data DIR] [--example]',
  options: [
    { name: 'port', type: 'string', value: 'N', help: 'Port (default 3000, or PORT).' },
    {
      name: 'host',
      type: 'string',
      value: 'H',
      help: 'Address to listen on (default 127.0.0.1: this machine alone).',
    },
    {
      name: 'example',
      type: 'boolean',
      help: 'Load the invented example council if it is not there.',
    },
    DATA,
  ],
  example: 'npm run -s headwater -- serve --port 3000 --example',
  run: async (invocation): Promise<Outcome> => {
    const { options } = invocation
    const port = wholeOption({ port: options['port'] ?? process.env['PORT'] }, 'port', {
      least: 0,
      most: 65_535,
      otherwise: 3000,
    })
    if ('wrong' in port) return usage(port.wrong)
    const host = typeof options['host'] === 'string' ? options['host'] : '127.0.0.1'
    const stopping = untilStopped()
    return await whenFree(async () => {
      const opened = await openedWith(openDatabase(whereOf(options)), invocation.say)
      try {
        return await serveIn(opened, invocation, { port: port.value, host }, stopping)
      } finally {
        await opened.close()
      }
    })
  },
}

/** The house on a database that is still opening: the rest of the program is read meanwhile, so that it starts sooner. */
async function openedWith(opening: Promise<Db>, log: Invocation['say']): Promise<Opened> {
  opening.catch(() => undefined)
  try {
    const { houseOn } = await import('../open-house.ts')
    await import('../serve.ts')
    return await houseOn(await opening, { log })
  } catch (fault) {
    await opening.then(
      (db) => db.close(),
      () => undefined,
    )
    throw fault
  }
}

type Listening = { readonly port: number; readonly host: string }

async function serveIn(
  opened: Opened,
  { options, say }: Invocation,
  at: Listening,
  stopping: Stopping,
): Promise<Outcome> {
  const { openSite } = await import('../serve.ts')
  const site = await openSite({
    opened,
    secret: await secretOf(whereOf(options)),
    logLevel: 'warn',
    log: { write: (line) => void process.stderr.write(line) },
    ...fromEnvironment(),
  })
  try {
    const address = await site.listen(at)
    say(`Headwater: ${address}`)
    const loading = options['example'] === true ? exampleIn(opened, say, stopping) : undefined
    await stopping.stopped
    say('Stopping: finishing what is in hand.')
    await loading
    return { kind: 'done', json: { address }, text: 'Stopped.' }
  } catch (fault) {
    const refusal = cannotListen(fault, at)
    if (refusal === undefined) throw fault
    return refuse(refusal)
  } finally {
    await site.close()
  }
}

/** Loads the example while pages are served already; what goes wrong with it is said, and does not stop them. */
async function exampleIn(
  { house }: Opened,
  say: Invocation['say'],
  stopping: Stopping,
): Promise<void> {
  try {
    const { loadExample } = await import('../example/load.ts')
    await loadExample(house, say, { signal: stopping.signal })
  } catch (fault) {
    say(
      `The example council was not loaded: ${fault instanceof Error ? fault.message : String(fault)}`,
    )
  }
}

/** What the installation says of its surroundings (docs/running.md). */
function fromEnvironment(): Pick<ServeOptions, 'origin' | 'behindProxy' | 'metricsToken'> {
  const { HEADWATER_ORIGIN, HEADWATER_BEHIND_PROXY, HEADWATER_METRICS_TOKEN } = process.env
  return {
    origin: HEADWATER_ORIGIN,
    behindProxy:
      HEADWATER_BEHIND_PROXY === undefined ? undefined : HEADWATER_BEHIND_PROXY === 'yes',
    metricsToken: HEADWATER_METRICS_TOKEN,
  }
}

function cannotListen(fault: unknown, { port, host }: Listening) {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  switch (code) {
    case 'EADDRINUSE':
      return {
        kind: 'port-in-use',
        value: String(port),
        message: `Another program listens on port ${port} of ${host}`,
        mend: `Stop it, or choose another port: --port ${port + 1}`,
      }
    case 'EACCES':
      return {
        kind: 'port-not-allowed',
        value: String(port),
        message: `This account may not listen on port ${port}`,
        mend: 'Choose a port from 1024 on, such as --port 3000',
      }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return {
        kind: 'no-such-host',
        value: host,
        message: `This machine has no address ${host}`,
        mend: 'Use --host 127.0.0.1 for this machine alone, or 0.0.0.0 for every address of it',
      }
    default:
      return undefined
  }
}
