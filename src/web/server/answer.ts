import type { FastifyReply, FastifyRequest } from 'fastify'
import { render } from '../html.ts'
import type { Assets, Frame, Layout, Reply, Sheet } from '../route.ts'
import type { Cookies } from './cookies.ts'
import { disposition } from './download.ts'
import { eventStream } from './events.ts'
import { localPath } from './local-path.ts'
import { TurnedAway } from './refusal.ts'
import type { Signer } from './token.ts'
import { boundTo, isJson, whoIs } from './who.ts'

/** What every answer needs of the house. */
export type Desk = {
  readonly layout: Layout
  readonly assets: Assets
  readonly cookies: Cookies
  readonly signer: Signer
}

/** A token for a form on the page that answers this request. */
export function formToken(desk: Desk, request: FastifyRequest, reply: FastifyReply): string {
  return desk.signer.token(boundTo(request, reply, desk.cookies))
}

/** Writes a whole page. The one-off message is shown and taken away. */
export function sendSheet(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  sheet: Sheet,
  status: number,
): FastifyReply {
  const flash = desk.cookies.flash(request)
  if (flash !== undefined) desk.cookies.clearFlash(reply)
  const frame: Frame = {
    viewer: whoIs(request).viewer,
    flash,
    csrf: () => formToken(desk, request, reply),
    path: request.url.split('?')[0] ?? '/',
    assets: desk.assets,
  }
  const text = render(desk.layout(sheet, frame))
  return reply.code(status).type('text/html; charset=utf-8').send(text)
}

export function sendJson(reply: FastifyReply, body: unknown, status: number): FastifyReply {
  const text = JSON.stringify(body) ?? 'null'
  return reply.code(status).type('application/json; charset=utf-8').send(text)
}

type Redirect = Extract<Reply, { kind: 'redirect' }>

function redirect(desk: Desk, reply: FastifyReply, answer: Redirect): FastifyReply {
  const to = localPath(answer.to)
  if (to === undefined) throw new Error(`a redirect leads within the service, not to ${answer.to}`)
  if (answer.flash !== undefined) desk.cookies.setFlash(reply, answer.flash)
  if (answer.session === 'end') desk.cookies.endSession(reply)
  else if (answer.session !== undefined)
    desk.cookies.startSession(reply, answer.session.token, answer.session.seconds)
  return reply.redirect(to, 303)
}

/** A sheet with refusals is 422 unless it says otherwise. */
function statusOf(answer: Extract<Reply, { kind: 'sheet' }>): number {
  return answer.status ?? ((answer.sheet.refusals?.length ?? 0) > 0 ? 422 : 200)
}

/** A handler's reply as an HTTP answer. */
export function send(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Reply,
  signal: AbortSignal,
): FastifyReply {
  switch (answer.kind) {
    case 'sheet':
      if (isJson(request)) return sendJson(reply, answer.model, statusOf(answer))
      return sendSheet(desk, request, reply, answer.sheet, statusOf(answer))
    case 'redirect':
      return redirect(desk, reply, answer)
    case 'json':
      return sendJson(reply, answer.body, 200)
    case 'download':
      return reply
        .header('content-disposition', disposition(answer.name))
        .type(answer.type)
        .send(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body))
    case 'events':
      return reply
        .header('x-accel-buffering', 'no')
        .type('text/event-stream; charset=utf-8')
        .send(eventStream(answer.events, signal))
    case 'not-found':
      throw new TurnedAway({ kind: 'not-found' })
  }
}
