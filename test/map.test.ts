import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROOMS } from '#src/map.ts'
import { checkArrows, importsOf, readTree } from './arrows.ts'
import type { SourceFile } from './arrows.ts'

const tree = readTree()

test('every import of the house follows an arrow of the map', () => {
  const { wrong, checked, roomsSeen } = checkArrows(tree, ROOMS)
  assert.deepEqual(wrong, [])
  assert.ok(checked > 100, `only ${checked} imports were checked: the check has lost its tree`)
  assert.deepEqual(
    ROOMS.map((r) => r.name).filter((name) => !roomsSeen.has(name)),
    [],
    'every room on the map must have been seen',
  )
})

test('every folder of a department is on the map', () => {
  const known = new Set(ROOMS.map((r) => r.name))
  const strangers = tree
    .map((f) => /^src\/((?:cycle|services|office)\/[^/]+)\//.exec(f.path)?.[1])
    .filter((name): name is string => name !== undefined && !known.has(name))
  assert.deepEqual([...new Set(strangers)], [])
})

const planted: readonly (readonly [string, SourceFile, RegExp])[] = [
  [
    'a room that imports a room below it',
    plant('src/cycle/demand/commands/x.ts', '#cycle/budget/index.ts'),
    /below|not above/,
  ],
  [
    'a room entered by its window',
    plant('src/cycle/budget/commands/x.ts', '#cycle/demand/store/runs.ts'),
    /door/,
  ],
  [
    'a rule that imports a store',
    plant('src/cycle/demand/rules/x.ts', '../store/runs.ts'),
    /rules may not import/,
  ],
  [
    'a rule that imports Node',
    plant('src/cycle/demand/rules/x.ts', 'node:fs'),
    /rules may not import/,
  ],
  [
    'a rule that imports a library',
    plant('src/cycle/demand/rules/x.ts', 'zod'),
    /rules may not import/,
  ],
  [
    'the kernel importing a room',
    plant('src/kernel/x.ts', '#cycle/demand/index.ts'),
    /kernel may not import/,
  ],
  [
    'a store that imports a command',
    plant('src/cycle/demand/store/x.ts', '../commands/y.ts'),
    /store may not import/,
  ],
  [
    'a command that imports a page',
    plant('src/cycle/demand/commands/x.ts', '../pages/y.ts'),
    /commands may not import/,
  ],
  [
    'a page that speaks HTTP by itself',
    plant('src/cycle/demand/pages/x.ts', 'fastify'),
    /fastify belongs to web/,
  ],
  [
    'a room that speaks to Postgres by itself',
    plant('src/cycle/demand/store/x.ts', 'pg'),
    /pg belongs to db/,
  ],
  ['web importing a room', plant('src/web/x.ts', '#cycle/demand/index.ts'), /web may not import/],
  [
    'a re-export through the back',
    plant('src/cycle/budget/rules/x.ts', '#cycle/demand/rules/own/chunk.ts'),
    /door/,
  ],
]

for (const [name, file, why] of planted) {
  test(`the check refuses ${name}`, () => {
    const { wrong } = checkArrows([file], ROOMS)
    assert.equal(wrong.length, 1)
    assert.match(wrong[0] ?? '', why)
  })
}

test('imports, re-exports, dynamic imports and worker modules are all read', () => {
  const text = [
    "import { a } from './a.ts'",
    "import type { B } from './b.ts'",
    "export { c } from './c.ts'",
    "export * from './d.ts'",
    "const e = await import('./e.ts')",
    "const f = new URL('./f.ts', import.meta.url)",
  ].join('\n')
  assert.deepEqual(importsOf('x.ts', text), [
    './a.ts',
    './b.ts',
    './c.ts',
    './d.ts',
    './e.ts',
    './f.ts',
  ])
})

function plant(path: string, specifier: string): SourceFile {
  return { path, imports: [specifier] }
}
