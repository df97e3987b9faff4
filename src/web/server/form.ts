import type { FastifyRequest } from 'fastify'
import type { Upload } from '../route.ts'
import { TurnedAway } from './refusal.ts'

/** What a posted form held. */
export type Arrived = { readonly form: URLSearchParams; readonly files: readonly Upload[] }

export const NOTHING: Arrived = { form: new URLSearchParams(), files: [] }

/** Name of the hidden field. It stands first in a form, so that it is known before the first file. */
export const CSRF_FIELD = '_csrf'

const FIELD_BYTES = 1024 * 1024
const FIELDS = 2_000
const FILES = 100

/** A form without files. */
export function plainForm(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
}

type Reading = {
  readonly form: URLSearchParams
  readonly files: Upload[]
  total: number
}

type FilePart = {
  readonly fieldname: string
  readonly filename: string | undefined
  readonly file: AsyncIterable<unknown>
}

async function readFile(part: FilePart, reading: Reading, limit: number): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of part.file) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file arrives as bytes')
    reading.total += chunk.length
    if (reading.total > limit) throw new TurnedAway({ kind: 'too-big', limit })
    chunks.push(chunk)
  }
  const name = fileName(part.filename ?? '')
  if (name === '' && chunks.length === 0) return
  reading.files.push({ field: part.fieldname, name, bytes: Buffer.concat(chunks) })
}

/** The last part of the name, as some browsers send a whole path, without control characters. */
export function fileName(given: string): string {
  const last = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
  return last.replaceAll(/\p{Cc}/gu, '').slice(0, 255)
}

const DROP_BYTES = 2 * 1024 * 1024 * 1024
const DROP_MS = 60_000

/**
 * Lets the rest arrive and drops it, so that the browser, which reads only when it has sent everything, gets to read
 * our answer. Not for ever: after two gigabytes or a minute the answer goes out as it is.
 */
async function discard(request: FastifyRequest): Promise<void> {
  const { raw } = request
  raw.unpipe()
  if (raw.readableEnded || raw.destroyed) return
  const over = Promise.withResolvers<void>()
  const done = (): void => over.resolve()
  let dropped = 0
  const count = (chunk: Buffer): void => {
    dropped += chunk.length
    if (dropped > DROP_BYTES) done()
  }
  const timer = setTimeout(done, DROP_MS)
  raw.once('end', done).once('close', done).once('error', done).on('data', count)
  raw.resume()
  await over.promise
  clearTimeout(timer)
  raw.off('data', count)
  raw.resume()
}

/**
 * Reads a form with files into memory, up to `limit` bytes in all and not a byte further. The token is checked
 * before the first file is read.
 */
export async function formWithFiles(
  request: FastifyRequest,
  limit: number,
  mayProceed: (form: URLSearchParams) => boolean,
): Promise<Arrived> {
  const reading: Reading = { form: new URLSearchParams(), files: [], total: 0 }
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit + FIELD_BYTES)
      throw new TurnedAway({ kind: 'too-big', limit })
    await readParts(request, reading, limit, mayProceed)
  } catch (fault) {
    await discard(request)
    throw turnedBy(fault, limit)
  }
  return reading
}

async function readParts(
  request: FastifyRequest,
  reading: Reading,
  limit: number,
  mayProceed: (form: URLSearchParams) => boolean,
): Promise<void> {
  const limits = {
    fieldSize: FIELD_BYTES,
    fields: FIELDS,
    files: FILES,
    parts: FIELDS + FILES,
    fileSize: limit + 1,
  }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      if (!mayProceed(reading.form)) throw new TurnedAway({ kind: 'stale-form' })
      await readFile(part, reading, limit)
    } else {
      if (part.valueTruncated) throw new TurnedAway({ kind: 'too-big', limit: FIELD_BYTES })
      reading.form.append(part.fieldname, String(part.value))
    }
  }
}

/** A fault while reading is the sender's: cut off, malformed, or too many parts. */
function turnedBy(fault: unknown, limit: number): TurnedAway {
  if (fault instanceof TurnedAway) return fault
  const tooMany = fault instanceof Error && 'statusCode' in fault && fault.statusCode === 413
  return new TurnedAway(tooMany ? { kind: 'too-big', limit } : { kind: 'unreadable' })
}
