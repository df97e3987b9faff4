import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import type { Room } from '#src/map.ts'

export type SourceFile = { readonly path: string; readonly imports: readonly string[] }

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every source file of the house with what it imports; tests, benchmarks and browser bundles stand outside the arrows. */
export function readTree(): readonly SourceFile[] {
  return readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
    .toSorted()
    .map((path) => ({ path, imports: importsOf(path, readFileSync(root + path, 'utf8')) }))
}

/** The specifiers of static imports, re-exports, dynamic imports and `new URL('…', import.meta.url)`. */
export function importsOf(path: string, text: string): readonly string[] {
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0)
    throw new Error(`${path} does not parse: ${parsed.errors[0]?.message}`)
  const found = [
    ...parsed.module.staticImports.map((i) => ({ at: i.start, name: i.moduleRequest.value })),
    ...parsed.module.staticExports.flatMap((e) =>
      e.entries.flatMap((entry) =>
        entry.moduleRequest ? [{ at: e.start, name: entry.moduleRequest.value }] : [],
      ),
    ),
    ...parsed.module.dynamicImports.flatMap((d) => {
      const literal = /^['"`]([^'"`$]+)['"`]$/.exec(
        text.slice(d.moduleRequest.start, d.moduleRequest.end),
      )
      return literal?.[1] === undefined ? [] : [{ at: d.start, name: literal[1] }]
    }),
    ...[...text.matchAll(/new URL\(\s*['"]([^'"]+\.ts)['"]\s*,\s*import\.meta\.url/g)].map((m) => ({
      at: m.index,
      name: m[1] ?? '',
    })),
  ]
  return [...new Set(found.toSorted((a, b) => a.at - b.at).map((f) => f.name))]
}

type Place = { readonly room: string; readonly part: string; readonly file: string }

const PARTS = ['rules', 'store', 'commands', 'pages', 'jobs', 'data', 'door']
const FOLDERS = ['kernel', 'db', 'jobs', 'solver', 'web', 'desk', 'cli', 'example']

/** Which room and part a file of `src/` stands in. */
function placeOf(path: string): Place {
  const room = /^src\/((?:cycle|services|office)\/[^/]+)\/(.*)$/.exec(path)
  if (room?.[1] !== undefined && room[2] !== undefined) {
    const first = room[2].split('/')[0] ?? ''
    const name = first.replace(/\.ts$/, '')
    return {
      room: room[1],
      part: room[2] === 'index.ts' ? 'index' : PARTS.includes(name) ? name : 'own',
      file: room[2],
    }
  }
  if (path === 'src/office/house.ts') return { room: 'house', part: 'house', file: 'house.ts' }
  const folder = path.split('/')[1] ?? ''
  if (FOLDERS.includes(folder))
    return { room: folder, part: folder, file: path.split('/').slice(2).join('/') }
  return { room: 'top', part: 'top', file: path.slice(4) }
}

/** Libraries with one door. Any other library is free for the parts that may leave the rules. */
const KEEPERS: Readonly<Record<string, readonly string[]>> = {
  fastify: ['web'],
  '@fastify': ['web'],
  pg: ['db'],
  '@electric-sql': ['db'],
  kysely: ['db'],
  'pg-boss': ['jobs'],
  highs: ['solver'],
  esbuild: ['web'],
  'govuk-frontend': ['web'],
  'd3-scale': ['web'],
  'd3-shape': ['web'],
}

const INSIDE: Readonly<Record<string, readonly string[]>> = {
  rules: ['rules', 'data'],
  store: ['store', 'rules'],
  commands: ['commands', 'rules', 'store', 'data', 'door', 'own'],
  door: ['door', 'rules', 'data'],
  pages: ['pages', 'rules', 'store', 'commands', 'data', 'own'],
  jobs: ['jobs', 'commands', 'rules', 'store'],
  data: ['data', 'rules'],
  own: ['own', 'rules', 'store', 'commands', 'door', 'data', 'jobs'],
}

const DOORS_FOR: Readonly<Record<string, readonly string[]>> = {
  kernel: ['kernel'],
  rules: ['kernel'],
  data: ['kernel'],
  store: ['kernel', 'db'],
  door: ['kernel', 'db'],
  commands: ['kernel', 'db', 'jobs', 'solver'],
  pages: ['kernel', 'db', 'web', 'jobs', 'house'],
  jobs: ['kernel', 'db', 'jobs'],
  index: ['kernel', 'db', 'web', 'jobs', 'house'],
  own: ['kernel', 'db', 'jobs', 'web', 'house'],
  db: ['kernel', 'db'],
  web: ['kernel', 'web'],
  solver: ['kernel', 'solver'],
  'jobs-folder': ['kernel', 'db', 'jobs'],
  desk: ['kernel', 'db', 'web', 'jobs', 'desk', 'top', 'house'],
  example: ['kernel', 'db', 'jobs', 'example', 'top', 'house'],
  cli: ['kernel', 'db', 'web', 'jobs', 'desk', 'cli', 'example', 'top', 'house'],
  house: ['kernel', 'db', 'jobs', 'web'],
  top: ['kernel', 'db', 'web', 'jobs', 'desk', 'cli', 'example', 'top', 'solver', 'house'],
}

export type Verdict = {
  readonly wrong: readonly string[]
  readonly checked: number
  readonly roomsSeen: ReadonlySet<string>
}

/** Holds every import against the map: each wrong arrow in a sentence, how many were checked, which rooms were seen. */
export function checkArrows(tree: readonly SourceFile[], rooms: readonly Room[]): Verdict {
  const order = rooms.map((r) => r.name)
  const wrong: string[] = []
  const roomsSeen = new Set<string>()
  let checked = 0
  for (const file of tree) {
    const from = placeOf(file.path)
    roomsSeen.add(from.room)
    for (const specifier of file.imports) {
      checked += 1
      const why = fault(from, file.path, specifier, order)
      if (why !== undefined) wrong.push(`${file.path} -> ${specifier}: ${why}`)
    }
  }
  return { wrong, checked, roomsSeen }
}

function fault(
  from: Place,
  path: string,
  specifier: string,
  order: readonly string[],
): string | undefined {
  const target = resolve(path, specifier)
  return target === undefined
    ? libraryFault(from, specifier)
    : roomFault(from, placeOf(target), order)
}

function libraryFault(from: Place, specifier: string): string | undefined {
  if (from.part === 'rules' || from.part === 'kernel')
    return `${from.part} may not import ${specifier}`
  const name = Object.keys(KEEPERS).find((k) => specifier === k || specifier.startsWith(`${k}/`))
  const keepers = name === undefined ? undefined : KEEPERS[name]
  if (keepers !== undefined && !keepers.includes(from.room))
    return `${name} belongs to ${keepers.join(', ')}`
  return undefined
}

function roomFault(from: Place, to: Place, order: readonly string[]): string | undefined {
  if (from.room === to.room) return insideFault(from, to)
  if (order.includes(to.room)) return doorFault(from, to, order)
  const key = from.room === 'jobs' ? 'jobs-folder' : from.part
  return DOORS_FOR[key]?.includes(to.room) ? undefined : `${from.part} may not import ${to.room}`
}

function insideFault(from: Place, to: Place): string | undefined {
  if (!(from.part in INSIDE) || from.part === to.part) return undefined
  return INSIDE[from.part]?.includes(to.part) ? undefined : `${from.part} may not import ${to.part}`
}

function doorFault(from: Place, to: Place, order: readonly string[]): string | undefined {
  const outside = ['kernel', 'db', 'web', 'jobs', 'solver']
  if (outside.includes(from.room)) return `${from.room} may not import ${to.room}`
  if (order.includes(from.room) && order.indexOf(to.room) > order.indexOf(from.room))
    return `${to.room} is not above ${from.room}`
  if (from.part === 'rules' || from.part === 'data')
    return to.file === 'rules/index.ts' ? undefined : `only through the rules door of ${to.room}`
  if (from.part === 'store')
    return to.file === 'rules/index.ts'
      ? undefined
      : `store may not import ${to.room} but its rules`
  return ['index.ts', 'rules/index.ts', 'house.ts'].includes(to.file)
    ? undefined
    : `only through the door of ${to.room}`
}

function resolve(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), specifier))
  const alias = ['kernel', 'office', 'cycle'].find((a) => specifier.startsWith(`#${a}/`))
  if (alias !== undefined) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('#src/')) return `src/${specifier.slice(5)}`
  const whole = ['#db', '#jobs', '#web'].find((a) => specifier === a)
  return whole === undefined ? undefined : `src/${whole.slice(1)}/index.ts`
}
