import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'

/** A file as it was named: unpacked when it came as `.gz`; the hash is of the file as it lies on the disk. */
export type GivenFile = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
  /** Its name on the disk, with `.gz`. */
  readonly file: string
}

const MOST_UNPACKED = 1_000_000_000

/** The files named, and every file in the folders named, in the order of their names whatever order they came in. */
export function givenFiles(args: readonly string[]): Result<readonly GivenFile[]> {
  const refusals: Refusal[] = []
  const paths = new Map<string, string>()
  for (const arg of args) {
    const found = pathsOf(arg)
    if (found.ok) for (const path of found.value) paths.set(realpathSync(path), path)
    else refusals.push(...found.refusals)
  }
  const sorted = [...paths.values()].toSorted(
    (a, b) => compare(basename(a), basename(b)) || compare(a, b),
  )
  const names = sorted.map((path) => basename(path))
  const files = sorted.map((path) => {
    const twice = names.filter((name) => name === basename(path)).length > 1
    return readOne(path, twice ? `${basename(dirname(path))}/${basename(path)}` : basename(path))
  })
  refusals.push(...files.flatMap((f) => (f.ok ? [] : f.refusals)))
  if (refusals.length > 0) return refused(...refusals)
  return ok(files.flatMap((f) => (f.ok ? [f.value] : [])))
}

/** One file that an option names. */
export function givenFile(path: string): Result<GivenFile> {
  const found = givenFiles([path])
  if (!found.ok) return found
  const [file, ...others] = found.value
  if (file !== undefined && others.length === 0) return ok(file)
  return refused({
    kind: 'not-one-file',
    file: path,
    message: 'This is a folder',
    mend: 'Name one file in it',
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function pathsOf(arg: string): Result<readonly string[]> {
  try {
    if (!statSync(arg).isDirectory()) return ok([arg])
    const names = readdirSync(arg).filter((name) => !name.startsWith('.'))
    const files = names.map((name) => join(arg, name)).filter((path) => statSync(path).isFile())
    if (files.length > 0) return ok(files)
    return refused({
      kind: 'empty-folder',
      file: arg,
      message: 'There is no file in this folder',
      mend: 'Name the folder that holds the files, or the files themselves',
    })
  } catch (fault) {
    return cannotRead(arg, fault)
  }
}

function readOne(path: string, name: string): Result<GivenFile> {
  try {
    const packed = new Uint8Array(readFileSync(path))
    const sha256 = createHash('sha256').update(packed).digest('hex')
    if (!name.endsWith('.gz')) return ok({ name, bytes: packed, sha256, file: name })
    const bytes = new Uint8Array(gunzipSync(packed, { maxOutputLength: MOST_UNPACKED }))
    return ok({ name: name.slice(0, -3), bytes, sha256, file: name })
  } catch (fault) {
    return cannotRead(path, fault)
  }
}

function cannotRead(path: string, fault: unknown): Result<never> {
  if (!(fault instanceof Error && 'code' in fault)) throw fault
  const gone = fault.code === 'ENOENT'
  return refused({
    kind: gone ? 'no-such-file' : 'not-readable',
    file: path,
    message: gone
      ? 'There is no such file or folder'
      : `The file could not be read (${String(fault.code)})`,
    mend: gone
      ? 'Check the spelling of the path'
      : 'Check that it is whole and that you may read it',
  })
}

/** A file that a result could not be written to. */
export function cannotWrite(file: string, code: string): Refusal {
  return {
    kind: 'not-written',
    file,
    message: `The file could not be written (${code})`,
    mend: 'Name a file in a folder that is there and that you may write to',
  }
}

/** What every result from files says of its making. */
export type Provenance = {
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly rulesVersion: string
  readonly seed?: number
  readonly settings: Readonly<Record<string, unknown>>
}

export function inputsOf(files: readonly GivenFile[]): Provenance['inputs'] {
  return files.map(({ file, sha256 }) => ({ file, sha256 }))
}
