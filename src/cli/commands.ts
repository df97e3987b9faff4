import type { Entry } from './command.ts'

/** Every command, in the order of the list. The code of each is loaded when it is called, so that `--help` is quick. */
export const COMMANDS: readonly Entry[] = [
  {
    words: ['serve'],
    summary: 'Serve the pages',
    load: async () => (await import('./serve.ts')).SERVE,
  },
]
