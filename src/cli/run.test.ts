import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usage } from './command.ts'
import type { Command, Entry, Outcome } from './command.ts'
import { COMMANDS } from './commands.ts'
import { runCommandLine } from './run.ts'
import { helpOf } from './words.ts'

/** Runs a command line in this process and keeps what it says. */
async function run(
  argv: readonly string[],
  entries: readonly Entry[] = COMMANDS,
): Promise<{ status: number; out: string; err: string }> {
  const kept = { out: '', err: '' }
  const [out, err] = [
    process.stdout.write.bind(process.stdout),
    process.stderr.write.bind(process.stderr),
  ]
  process.stdout.write = (text: string | Uint8Array) => ((kept.out += String(text)), true)
  process.stderr.write = (text: string | Uint8Array) => ((kept.err += String(text)), true)
  try {
    return { status: await runCommandLine(argv, entries), ...kept }
  } finally {
    process.stdout.write = out
    process.stderr.write = err
  }
}

function answering(outcome: () => Promise<Outcome>): readonly Entry[] {
  const command: Command = {
    words: ['try', 'it'],
    summary: 'Try it',
    usage: 'try it',
    options: [],
    example: '',
    run: outcome,
  }
  return [{ words: command.words, summary: command.summary, load: () => Promise.resolve(command) }]
}

const REFUSAL = {
  kind: 'not-money',
  file: 'a.csv',
  row: 2,
  message: 'This is not money',
  mend: 'Write pounds',
}

test('done is 0 with one document on standard output', async () => {
  const entries = answering(() => Promise.resolve({ kind: 'done', json: { a: 1 }, text: 'One.' }))
  const json = await run(['try', 'it', '--json'], entries)
  assert.deepEqual([json.status, JSON.parse(json.out)], [0, { a: 1 }])
  const text = await run(['try', 'it'], entries)
  assert.deepEqual([text.status, text.out], [0, 'One.\n'])
})

test('refused is 1, in words with the place and the mend, and as refusals in the document', async () => {
  const entries = answering(() => Promise.resolve({ kind: 'refused', refusals: [REFUSAL] }))
  const json = await run(['try', 'it', '--json'], entries)
  assert.deepEqual([json.status, JSON.parse(json.out)], [1, { refusals: [REFUSAL] }])
  assert.equal(json.err, 'a.csv, row 2: This is not money. Write pounds.\n')
  const text = await run(['try', 'it'], entries)
  assert.deepEqual([text.status, text.out], [1, ''])
})

test('wrong usage is 2, says what is wrong and shows the form', async () => {
  const entries = answering(() => Promise.resolve(usage('FILES: name some')))
  for (const argv of [
    ['try', 'it'],
    ['try', 'it', '--nothing-like-it'],
    ['try', 'it', '--out', 'a.doc'],
  ]) {
    const { status, out, err } = await run(argv, entries)
    assert.deepEqual([status, out], [2, ''], argv.join(' '))
    assert.match(err, /FILES: name some|--nothing-like-it|--out a\.doc/)
    assert.match(err, /headwater try it/)
  }
  const json = await run(['try', 'it', '--json'], entries)
  assert.equal(json.status, 2)
  assert.deepEqual(JSON.parse(json.out), { wrong: 'FILES: name some', usage: 'headwater try it' })
})

test('a fault of ours is 3, still with one document', async () => {
  const entries = answering(() => Promise.reject(new Error('the sky fell')))
  const { status, out, err } = await run(['try', 'it', '--json'], entries)
  assert.deepEqual([status, JSON.parse(out)], [3, { fault: 'the sky fell' }])
  assert.match(err, /fault of ours: Error: the sky fell/)
})

test('a word that is no command is wrong usage; a room alone lists its commands', async () => {
  for (const argv of [['nonsense'], ['nonsense', '--help'], ['demand', 'nonsense']]) {
    const { status, err } = await run(argv)
    assert.equal(status, 2, argv.join(' '))
    assert.match(err, /There is no command "/)
  }
  const room = await run(['demand'])
  assert.equal(room.status, 2)
  const asked = await run(['demand', '--help'])
  assert.equal(asked.status, 0)
  assert.match(asked.out, /demand clean/)
  assert.doesNotMatch(asked.out, /budget check/)
})

test('every command is what the list says of it, and its help shows its form, its options and an example', async () => {
  assert.ok(COMMANDS.length >= 19)
  for (const entry of COMMANDS) {
    const command = await entry.load()
    const name = entry.words.join(' ')
    assert.deepEqual([command.words, command.summary], [entry.words, entry.summary], name)
    const help = await run([...entry.words, '--help'])
    assert.equal(help.status, 0, name)
    assert.equal(help.out, `${helpOf(command)}\n`)
    for (const line of command.usage.split('\n')) assert.ok(line.startsWith(name), line)
    for (const option of command.options) assert.ok(help.out.includes(`--${option.name}`), name)
    assert.match(help.out, /npm run -s headwater -- /, name)
    const same = await run(['help', ...entry.words])
    assert.equal(same.out, help.out)
  }
})

test('an option of another kind is not passed over in silence', async () => {
  const wrong = [
    ['demand', 'forecast', 'examples/returns'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'guess'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'matching', '--draws', '10'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'own', '--from', '1 April'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'own', '--months', '0'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'matching', '--reference', '2024-04-01'],
    ['demand', 'forecast', 'examples/returns', '--kind', 'matching', '--inflation', '5'],
    ['demand', 'forecast', '--kind', 'own'],
    ['demand', 'back-test', 'examples/returns', '--kind', 'own', '--origins', 'now'],
    ['demand', 'clean'],
    ['demand', 'import'],
    ['demand', 'run', '--months', '99'],
    ['budget', 'check'],
    ['budget', 'export'],
    ['backup'],
    ['restore'],
    ['council', 'add'],
    ['person', 'add', 'a@b.example'],
    ['demo', 'somewhere'],
    ['serve', '--port', '99999'],
    ['work', '--workers', 'many'],
  ]
  for (const argv of wrong) {
    const { status, out, err } = await run(argv)
    assert.deepEqual([status, out], [2, ''], argv.join(' '))
    assert.match(err, /The form is:/, argv.join(' '))
  }
})
