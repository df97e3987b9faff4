// Installs what is missing, once, from the lockfile. Plain JavaScript: it runs on whatever Node the machine has (20 or later).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}node_modules/.headwater-install`
const lock = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex')
const platform = `${process.platform}-${process.arch}`
const wanted = `${lock} ${platform}`

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
const turn = `${root}.cache/installing`

/** Whether the process that took the turn still runs; one that has not yet said who it is gets five seconds. */
function isTaken() {
  try {
    process.kill(Number(readFileSync(`${turn}/pid`, 'utf8')), 0)
    return true
  } catch (fault) {
    if (fault.code !== 'ENOENT') return fault.code === 'EPERM'
    const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? 0
    return Date.now() - since < 5000
  }
}

/** Two commands at once would each empty the other's tree: the second waits for the first. */
function takeTurn() {
  mkdirSync(`${root}.cache`, { recursive: true })
  for (;;) {
    try {
      mkdirSync(turn)
      writeFileSync(`${turn}/pid`, String(process.pid))
      process.once('exit', () => rmSync(turn, { recursive: true, force: true }))
      return
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault
    }
    if (isTaken()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    else rmSync(turn, { recursive: true, force: true })
  }
}

if (!isInstalled()) takeTurn()
if (!isInstalled()) {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) {
    console.error(
      `Headwater needs Node 20 or later to install itself; this is Node ${process.versions.node}.`,
    )
    process.exit(1)
  }
  console.error('Headwater: installing its exact dependencies (once; under a minute).')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      })
  if (done.status !== 0) {
    console.error(
      'Headwater: the installation did not finish. Mend what npm names above, then run the same command again.',
    )
    process.exit(done.status ?? 1)
  }
  // An empty database is made ready now, so that the first start is quick; without it that start takes longer, no more.
  const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
  spawnSync(node, [`${root}src/prepare.ts`], { cwd: root, stdio: 'ignore' })
  writeFileSync(stamp, wanted)
}
