import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { promisify } from 'node:util'

/** A process as a lock names it: its number alone is given again to others. */
export type ProcessName = {
  readonly pid: number
  /** When it started, as the system tells it. */
  readonly started: string
  /** Host and, where there is one, the boot: after a restart nothing of before is alive. */
  readonly machine: string
}

/** A holder on another host shows that it lives by touching its file; this long without is dead. */
const SILENCE_MS = 60_000

export async function here(): Promise<ProcessName> {
  return {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? '',
    machine: await machine(),
  }
}

/** Whether the process that wrote the lock file at `path` still runs. */
export async function alive(who: ProcessName, path: string): Promise<boolean> {
  if (who.machine.split('/')[0] !== hostname()) return touchedLately(path)
  if (who.machine !== (await machine()) || !exists(who.pid)) return false
  return (await startOf(who.pid)) === who.started
}

async function touchedLately(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  return Temporal.Now.instant().epochMilliseconds - mtimeMs < SILENCE_MS
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function machine(): Promise<string> {
  return `${hostname()}/${(await textOf('/proc/sys/kernel/random/boot_id')) ?? ''}`
}

/** When a process started, in the system's own words; undefined when it is not there or a zombie. */
async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const fields = (await textOf(`/proc/${pid}/stat`))?.split(') ').at(-1)?.split(' ')
    return fields?.[0] === 'Z' ? undefined : fields?.[19]
  }
  if (process.platform === 'win32') return ''
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])
  return stdout.trim()
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return undefined
  }
}
