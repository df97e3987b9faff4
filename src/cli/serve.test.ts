import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { headwater, start } from '#test/support/headwater.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-serve-'))
after(() => rmSync(folder, { recursive: true, force: true }))

type Serving = {
  readonly address: string
  readonly child: ChildProcess
  readonly said: () => string
}

/** Starts the server on a free port and waits until it says its address. */
async function serving(...args: readonly string[]): Promise<Serving> {
  const child = start(['serve', '--port', '0', ...args])
  after(() => child.kill('SIGKILL'))
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  while (!/Headwater: (\S+)/.test(said)) {
    assert.equal(child.exitCode, null, said)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return { address: /Headwater: (\S+)/.exec(said)?.[1] ?? '', child, said: () => said }
}

const Refused = z.object({ refusals: z.array(z.object({ kind: z.string(), message: z.string() })) })

test('pages are served; the folder is held, named and given back; a backup is made meanwhile', async () => {
  const data = join(folder, 'data')
  const { address, child } = await serving('--data', data)
  const page = await fetch(`${address}/sign-in`)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Sign in/)
  const second = await headwater(['serve', '--port', '0', '--data', data, '--json'])
  assert.equal(second.status, 1)
  const [refusal] = Refused.parse(JSON.parse(second.stdout)).refusals
  assert.equal(refusal?.kind, 'folder-in-use')
  assert.match(refusal?.message ?? '', new RegExp(`process ${child.pid} on .* since 20\\d\\d-`))
  const file = join(folder, 'while-serving.backup')
  const backup = await headwater(['backup', file, '--data', data])
  assert.equal(backup.status, 0, backup.stderr)
  assert.ok(existsSync(file))
  child.kill('SIGTERM')
  const [status] = await once(child, 'close')
  assert.equal(status, 0)
  const again = await headwater(['audit', 'verify', '--data', data])
  assert.equal(again.status, 0, again.stderr)
})

test('with an example, pages and the accounts are there before the example is whole; stopping it on the way does no harm', async () => {
  const data = join(folder, 'example')
  const { address, child, said } = await serving('--data', data, '--example')
  assert.equal((await fetch(`${address}/sign-in`)).status, 200)
  while (!/password \S+/.test(said())) await new Promise((resolve) => setTimeout(resolve, 30))
  assert.match(said(), /helen\.ward@marlshire\.example/)
  child.kill('SIGTERM')
  const [status] = await once(child, 'close')
  assert.equal(status, 0, said())
  const verified = await headwater(['audit', 'verify', '--data', data, '--json'])
  assert.equal(verified.status, 0, verified.stderr)
})

test('a port in use is refused in words', async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = z.object({ port: z.number() }).parse(other.address())
  const ran = await headwater([
    'serve',
    '--port',
    String(port),
    '--data',
    join(folder, 'port'),
    '--json',
  ])
  other.close()
  assert.equal(ran.status, 1, ran.stderr)
  assert.deepEqual(
    Refused.parse(JSON.parse(ran.stdout)).refusals.map((r) => r.kind),
    ['port-in-use'],
  )
})
