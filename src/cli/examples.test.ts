import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { headwater } from '#test/support/headwater.ts'
import type { Ran } from '#test/support/headwater.ts'
import { COMMANDS } from './commands.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'headwater-examples-'))
symlinkSync(join(root, 'examples'), join(folder, 'examples'), 'dir')
after(() => rmSync(folder, { recursive: true, force: true }))

const PASSWORD = 'seven green bicycles'
const place = { cwd: folder, env: { HEADWATER_DATA: 'data', HEADWATER_PASSWORD: PASSWORD } }

function run(args: readonly string[]): Promise<Ran> {
  return headwater(args, place)
}

/** The words of an example after `npm run -s headwater --`, with quotes as a shell takes them. */
function wordsOf(example: string): readonly string[] {
  const line = example.replace(/^npm run -s headwater -- /, '')
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
}

/** What never ends by itself, needs a server of its own, or loads a whole county; each has its own test. */
const ELSEWHERE = ['serve', 'work', 'demo']

async function examples(): Promise<readonly (readonly string[])[]> {
  const commands = await Promise.all(COMMANDS.map((entry) => entry.load()))
  return commands
    .filter((c) => !ELSEWHERE.includes(c.words[0]))
    .flatMap((c) => c.example.split('\n'))
    .map(wordsOf)
}

/** The people that the examples name, in a council of their own. */
before(async () => {
  const council = [
    'council',
    'add',
    'Marlshire',
    '--kind',
    'example',
    '--admin-name',
    'Alex Turner',
  ]
  const added = await run([...council, '--admin', 'alex.turner@marlshire.example'])
  assert.equal(added.status, 0, added.stderr)
  const people = [
    ['ravi.menon@marlshire.example', 'Ravi Menon', 'analyst,returns'],
    ['helen.ward@marlshire.example', 'Helen Ward', 'finance,analyst'],
  ]
  for (const [email = '', name = '', roles = ''] of people) {
    const as = ['--as', 'alex.turner@marlshire.example']
    const person = await run(['person', 'add', email, '--name', name, '--roles', roles, ...as])
    assert.equal(person.status, 0, person.stderr)
  }
  const as = ['--as', 'ravi.menon@marlshire.example', '--confirm']
  const imported = await run(['demand', 'import', 'examples/returns', ...as, '--alone'])
  assert.equal(imported.status, 0, imported.stderr)
  const budget = ['--as', 'helen.ward@marlshire.example', '--confirm']
  const stored = await run(['budget', 'import', 'examples/budget', ...budget])
  assert.equal(stored.status, 0, stored.stderr)
})

test('every example of every command’s help runs on the files shipped, and says one document with --json', async () => {
  const all = await examples()
  assert.ok(all.length >= 18)
  // The database takes one command at a time; those from files alone run beside it.
  const fromFiles = all.filter(
    (words) => !words.some((w) => /^(--as|--data|backup|audit)$/.test(w)),
  )
  await Promise.all([fromFiles, all.filter((words) => !fromFiles.includes(words))].map(runAll))
})

async function runAll(commands: readonly (readonly string[])[]): Promise<void> {
  assert.ok(commands.length >= 5)
  for (const words of commands) {
    const { status, stdout, stderr } = await run([...words, '--json'])
    assert.equal(status, 0, `${words.join(' ')}: ${stderr}`)
    assert.equal(typeof JSON.parse(stdout), 'object', words.join(' '))
  }
}

const Provenance = z.object({
  inputs: z
    .array(z.object({ file: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1),
  rulesVersion: z.string(),
  settings: z.record(z.string(), z.unknown()),
})

const Refused = z.object({ refusals: z.array(z.object({ kind: z.string() })).min(1) })

/** The kinds of refusal of a command that must be refused. */
async function kinds(...args: readonly string[]): Promise<readonly string[]> {
  const ran = await run([...args, '--json'])
  assert.equal(ran.status, 1, args.join(' '))
  return Refused.parse(JSON.parse(ran.stdout)).refusals.map((r) => r.kind)
}

function as(who: string): readonly string[] {
  return ['--as', `${who}@marlshire.example`]
}

const own = [
  'demand',
  'forecast',
  'examples/returns',
  '--kind',
  'own',
  '--months',
  '6',
  '--draws',
  '100',
]

test('our forecast has the fixed shape, and is the same with one thread and two, in any order of files', async () => {
  const Shape = z.object({
    months: z.array(
      z.object({
        month: z.string().regex(/^\d{4}-\d\d$/),
        group: z.string(),
        subType: z.string(),
        ageBand: z.string(),
        mean: z.number(),
        p2_5: z.number(),
        p10: z.number(),
        p25: z.number(),
        p50: z.number(),
        p75: z.number(),
        p90: z.number(),
        p97_5: z.number(),
        childDays: z.number(),
      }),
    ),
    costs: z
      .array(
        z.object({
          year: z.string(),
          subType: z.string(),
          s251: z.string(),
          meanPence: z.int(),
          p10Pence: z.int(),
          p50Pence: z.int(),
          p90Pence: z.int(),
        }),
      )
      .min(1),
    assumptions: z.array(z.unknown()).min(1),
    provenance: Provenance.extend({ seed: z.number() }),
  })
  const asked = [...own, '--seed', '7', '--prices', 'examples/prices.csv', '--json']
  const one = await run(asked)
  assert.equal(one.status, 0, one.stderr)
  const found = Shape.parse(JSON.parse(one.stdout))
  assert.equal(new Set(found.months.map((m) => m.month)).size, 6)
  assert.equal(found.provenance.seed, 7)
  assert.equal((await run([...asked, '--workers', '2'])).stdout, one.stdout)
  const files = found.provenance.inputs.map((f) => f.file).filter((f) => f !== 'prices.csv')
  const backwards = files.toReversed().map((f) => `examples/returns/${f}`)
  const other = await run(['demand', 'forecast', ...backwards, ...asked.slice(3)])
  assert.equal(other.stdout, one.stdout)
})

test('cleaning lists each row it cannot use, with what to do', async () => {
  const ran = await run(['demand', 'clean', 'examples/returns', '--json'])
  const Shape = z.object({
    read: z.object({ episodes: z.int(), header: z.int(), uasc: z.int() }),
    kept: z.int(),
    setAside: z.array(
      z.object({
        file: z.string(),
        row: z.int(),
        column: z.string(),
        value: z.string(),
        reason: z.string().min(1),
        mend: z.string().min(1),
      }),
    ),
    steps: z.array(z.object({ step: z.int(), counted: z.int() })),
    children: z.int(),
    from: z.string(),
    to: z.string(),
    provenance: Provenance,
  })
  const { setAside, to } = Shape.parse(JSON.parse(ran.stdout))
  assert.equal(to, '2026-03-31')
  assert.equal(setAside.length, 3)
})

test('a result goes to a file by its ending, and standard output keeps quiet', async () => {
  const csv = await run([...own, '--out', 'own.csv'])
  assert.deepEqual([csv.status, csv.stdout], [0, ''])
  assert.match(
    readFileSync(join(folder, 'own.csv'), 'utf8'),
    /^month,group,sub_type,age_band,uasc,/,
  )
  const xlsx = await run(['demand', 'clean', 'examples/returns', '--out', 'clean.xlsx'])
  assert.equal(xlsx.status, 0, xlsx.stderr)
  assert.equal(readFileSync(join(folder, 'clean.xlsx')).subarray(0, 2).toString(), 'PK')
  assert.deepEqual(await kinds('demand', 'clean', 'examples/returns', '--out', 'none/clean.csv'), [
    'not-written',
  ])
})

test('a budget that does not add up ends with 1 and says where and by how much', async () => {
  const lines = readFileSync(join(root, 'examples/budget/lines.csv'), 'utf8')
  cpSync(join(root, 'examples/budget'), join(folder, 'wrong'), { recursive: true })
  writeFileSync(
    join(folder, 'wrong/lines.csv'),
    lines.replace(
      'S07,employees,families-first,,CC120,,85000',
      'S07,employees,families-first,,CC120,,85000.01',
    ),
  )
  const ran = await run(['budget', 'check', 'wrong', '--json'])
  assert.equal(ran.status, 1)
  const Shape = Refused.extend({
    checks: z.array(
      z.object({ id: z.string(), passed: z.boolean(), differencePence: z.int().optional() }),
    ),
  })
  const { checks, refusals } = Shape.parse(JSON.parse(ran.stdout))
  const failed = checks.filter((c) => !c.passed).map((c) => [c.id, c.differencePence])
  assert.deepEqual(failed, [['C2', 1]])
  assert.deepEqual(
    refusals.map((r) => r.kind),
    ['C2'],
  )
  assert.equal((await run(['budget', 'check', 'examples/budget'])).status, 0)
})

test('who may not do it is refused, as is somebody nobody knows, and a folder without a database', async () => {
  assert.deepEqual(await kinds('budget', 'import', 'examples/budget', ...as('ravi.menon')), [
    'not-allowed',
  ])
  assert.deepEqual(await kinds('demand', 'imports', ...as('nobody')), ['no-such-person'])
  assert.deepEqual(await kinds('jobs', ...as('ravi.menon'), '--council', 'Elsewhere'), [
    'no-such-council',
  ])
  assert.deepEqual(await kinds('jobs', ...as('ravi.menon'), '--data', 'nothing-here'), [
    'no-database',
  ])
  assert.deepEqual(await kinds('work'), ['embedded'])
})

test('a password comes from standard input when asked, and one that is made is shown once', async () => {
  const person = [
    'person',
    'add',
    'a.reader@marlshire.example',
    '--name',
    'A Reader',
    '--roles',
    'reader',
    '--as',
    'alex.turner@marlshire.example',
    '--json',
  ]
  const weak = await headwater([...person, '--password-stdin'], { ...place, input: 'short\n' })
  assert.equal(weak.status, 1)
  assert.equal(Refused.parse(JSON.parse(weak.stdout)).refusals[0]?.kind, 'weak-password')
  const made = await headwater(person, { cwd: folder, env: { HEADWATER_DATA: 'data' } })
  assert.equal(made.status, 0, made.stderr)
  const { password } = z.object({ password: z.string() }).parse(JSON.parse(made.stdout))
  assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
})
