import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export type Ran = {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

type Place = {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Starts the real program, without what the tests' own environment says of databases and people. */
export function start(args: readonly string[], place: Place = {}): ChildProcess {
  const { DATABASE_URL: _, HEADWATER_DATA: __, HEADWATER_AS: ___, ...rest } = process.env
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: place.cwd,
    env: { ...rest, ...place.env },
    stdio: [place.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
}

/** Runs one command to its end. */
export function headwater(args: readonly string[], place: Place = {}): Promise<Ran> {
  const child = start(args, place)
  const out = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  child.stdin?.end(place.input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, ...out }))
  })
}
