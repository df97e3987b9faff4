import { createHash } from 'node:crypto'
import { chmod, rm } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/**
 * How a command asks the process that holds a data folder to back it up or restore into it, since two processes may not have the
 * folder open: a socket beside the files, for the same user alone. One line of JSON there, one back.
 */
const Ask = z.object({ verb: z.enum(['backup', 'restore']), file: z.string() })
export type Ask = z.infer<typeof Ask>

const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), name: z.string(), message: z.string() }),
])

/** Longest path of a socket on the systems we know. */
const LONGEST = 100

function bellOf(dataDir: string): string {
  const folder = resolve(dataDir)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return String.raw`\\.\pipe\headwater-${name}`
  const beside = join(folder, 'bell')
  return beside.length <= LONGEST ? beside : join(tmpdir(), `headwater-${name}`)
}

/** Answers those who ask, for as long as this process holds the folder. */
export async function answerBell(
  dataDir: string,
  answer: (ask: Ask) => Promise<unknown>,
): Promise<() => Promise<void>> {
  const path = bellOf(dataDir)
  await rm(path, { force: true })
  const server = createServer((socket) => {
    socket.on('error', (error) => process.emitWarning(error))
    void firstLine(socket)
      .then((text) => answer(Ask.parse(JSON.parse(text))))
      .then(
        (value) => socket.end(JSON.stringify({ ok: true, value })),
        (error: unknown) => socket.end(JSON.stringify({ ok: false, ...told(error) })),
      )
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(path, listening)
  })
  if (process.platform !== 'win32') await chmod(path, 0o600)
  server.unref()
  return () =>
    new Promise((closed) => {
      server.close(() => closed())
    })
}

function told(error: unknown): { name: string; message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) }
}

/** Asks the process that holds the folder. A fault there is a fault here, with the same name and words. */
export async function ringBell(dataDir: string, ask: Ask): Promise<unknown> {
  const socket = createConnection(bellOf(dataDir))
  await new Promise<void>((connected, failed) => {
    socket.once('error', failed)
    socket.once('connect', connected)
  })
  socket.write(`${JSON.stringify({ ...ask, file: resolve(ask.file) })}\n`)
  const answer = Answer.parse(JSON.parse(await firstLine(socket)))
  if (answer.ok) return answer.value
  throw Object.assign(new Error(answer.message), { name: answer.name })
}

/** What comes up to the first end of line, or up to the end. */
async function firstLine(socket: Socket): Promise<string> {
  socket.setEncoding('utf8')
  return new Promise((done, failed) => {
    let text = ''
    socket.once('error', failed)
    socket.on('data', (chunk) => {
      text += String(chunk)
      if (text.includes('\n')) done(text)
    })
    socket.once('end', () => done(text))
  })
}
