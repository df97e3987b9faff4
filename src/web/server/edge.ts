import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { sendJson, sendSheet, type Desk } from './answer.ts'
import { noteOf } from './log.ts'
import { TurnedAway, type Turned } from './refusal.ts'
import { turnedPage } from './turned-pages.ts'
import { isJson } from './who.ts'

const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** Short enough to read out on the telephone. */
function newReference(): string {
  return Array.from(randomBytes(8), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

function statusIn(fault: unknown): number | undefined {
  const status = fault instanceof Error && 'statusCode' in fault ? fault.statusCode : undefined
  return typeof status === 'number' ? status : undefined
}

/** What a fault is to the person who sees it. Only a true fault is logged, once, with a reference. */
function turnedBy(fault: unknown, request: FastifyRequest, log: Logger): Turned {
  if (fault instanceof TurnedAway) return fault.turned
  const status = statusIn(fault)
  switch (status) {
    case 400:
      return { kind: 'unreadable' }
    case 413:
      return { kind: 'too-big', limit: undefined }
    case 415:
      return { kind: 'no-files-here' }
    case 429:
      return { kind: 'too-many' }
    default:
      // Such as a path out of the folder of fixed files.
      if (status !== undefined && status > 400 && status < 500) return { kind: 'not-found' }
  }
  const reference = newReference()
  const route = request.routeOptions.url ?? 'none'
  log.error({ reference, method: request.method, route, fault: noteOf(fault) }, 'fault')
  return { kind: 'fault', reference }
}

/** Answers whatever was thrown. A page that cannot even be laid out is answered in plain text. */
export function answerFault(
  desk: Desk,
  log: Logger,
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const turned = turnedBy(fault, request, log)
  const { status, sheet, error } = turnedPage(turned, request.url.split('?')[0] ?? '/')
  if (isJson(request)) return sendJson(reply, { error }, status)
  try {
    return sendSheet(desk, request, reply, sheet, status)
  } catch (second) {
    log.error({ fault: noteOf(second) }, 'the page for a fault could not be laid out')
    return reply.code(status).type('text/plain; charset=utf-8').send(`${sheet.title}\n`)
  }
}

/** The edge: everything thrown inside ends here. */
export function addEdge(app: FastifyInstance, desk: Desk, log: Logger): void {
  app.setErrorHandler((fault, request, reply) => answerFault(desk, log, fault, request, reply))
}
