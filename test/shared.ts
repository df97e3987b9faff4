import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const folder = fileURLToPath(new URL('../../shared/', import.meta.url))

/** The path of a file of public reference data, which lives beside the project and is never part of it. */
export function sharedPath(path: string): string {
  return folder + path
}

/** Options for a test that reads public reference data: skipped, naming the first missing file, where it is absent. */
export function needsShared(...paths: readonly string[]): { skip: string | false } {
  const missing = paths.find((path) => !existsSync(sharedPath(path)))
  return { skip: missing === undefined ? false : `needs ../shared/${missing}, which is not here` }
}

/** The bytes of a file of public reference data, unpacked when its name ends in `.gz`. */
export function sharedBytes(path: string): Uint8Array {
  const bytes = readFileSync(sharedPath(path))
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

export function sharedFile(path: string): string {
  return new TextDecoder().decode(sharedBytes(path))
}
