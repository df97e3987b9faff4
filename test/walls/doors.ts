import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { ROOMS } from '#src/map.ts'

/** A function that a room's door gives to others, and the part of the room it comes from. */
export type Exported = {
  readonly room: string
  readonly name: string
  readonly part: 'commands' | 'store'
  readonly call: (...given: readonly unknown[]) => unknown
}

const root = fileURLToPath(new URL('../../src/', import.meta.url))

/** Every command and every read of every room's door: none is listed by hand, so none is forgotten. */
export async function exportedFunctions(): Promise<readonly Exported[]> {
  const all: Exported[] = []
  for (const { name: room } of ROOMS) {
    const path = `${root}${room}/index.ts`
    if (!existsSync(path)) continue
    const loaded: Readonly<Record<string, unknown>> = await import(path)
    for (const { name, part } of reExports(path)) {
      const call: unknown = loaded[name]
      if (typeof call === 'function')
        all.push({ room, name, part, call: (...given) => Reflect.apply(call, undefined, given) })
    }
  }
  return all
}

function reExports(path: string): readonly Pick<Exported, 'name' | 'part'>[] {
  const { module } = parseSync(path, readFileSync(path, 'utf8'))
  return module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) => {
      const from = /^\.\/(commands|store)\//.exec(entry.moduleRequest?.value ?? '')?.[1]
      const name = entry.exportName.name
      return (from === 'commands' || from === 'store') && name !== null && !entry.isType
        ? [{ name, part: from }]
        : []
    }),
  )
}
