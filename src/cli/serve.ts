import { FolderInUse } from '#db'
import { openHouse } from '../open-house.ts'
import { openSite } from '../serve.ts'
import { usage } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { DATA, secretOf, whereOf } from './place.ts'

export const SERVE: Command = {
  words: ['serve'],
  summary: 'Serve the pages',
  usage: 'serve [--port N] [--host H] [--data DIR] [--example]',
  options: [
    { name: 'port', type: 'string', value: 'N', help: 'Port (default 3000).' },
    { name: 'host', type: 'string', value: 'H', help: 'Address to listen on (default 127.0.0.1).' },
    { name: 'example', type: 'boolean', help: 'Load the example council when there is none.' },
    DATA,
  ],
  example: 'npm run -s headwater -- serve --port 3000 --example',
  run: async ({ options, say }): Promise<Outcome> => {
    const port = Number(options['port'] ?? process.env['PORT'] ?? 3000)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return usage(`--port ${String(options['port'])} is not a port: a whole number to 65535`)
    const where = whereOf(options)
    try {
      const opened = await openHouse({ where })
      const site = await openSite({ opened, secret: await secretOf(where), logLevel: 'warn' })
      const host = typeof options['host'] === 'string' ? options['host'] : '127.0.0.1'
      const address = await site.listen({ port, host })
      say(`Headwater: ${address}`)
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve)
        process.once('SIGTERM', resolve)
      })
      await site.close()
      await opened.close()
      return { kind: 'done', json: { address }, text: 'Stopped.' }
    } catch (fault) {
      if (!(fault instanceof FolderInUse)) throw fault
      return {
        kind: 'refused',
        refusals: [{ kind: 'folder-in-use', message: fault.message, mend: 'Stop it first' }],
      }
    }
  },
}
