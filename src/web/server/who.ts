import { may } from '#kernel/access.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Route, Sessions, Viewer } from '../route.ts'
import type { Cookies } from './cookies.ts'
import { TurnedAway } from './refusal.ts'
import { unguessable, type Signer } from './token.ts'

/** Who is behind a request: a session that is good, or a visitor. */
export type Who = { readonly viewer: Viewer | undefined; readonly session: string | undefined }

const NOBODY: Who = { viewer: undefined, session: undefined }
const known = new WeakMap<FastifyRequest, Who>()

export function whoIs(request: FastifyRequest): Who {
  return known.get(request) ?? NOBODY
}

/** Looks the session up once a request. A cookie that is no session leaves a visitor. */
export async function identify(
  request: FastifyRequest,
  sessions: Sessions,
  cookies: Cookies,
): Promise<void> {
  const session = cookies.session(request)
  if (session === undefined || session.length > 500) return
  const viewer = await sessions.findSession(session)
  if (viewer !== undefined) known.set(request, { viewer, session })
}

/** Path of the page that signs in, to come back after. A form that was posted comes back to its page. */
export function signInPath(request: FastifyRequest): string {
  const back = request.method === 'POST' ? (request.url.split('?')[0] ?? '/') : request.url
  return `/sign-in?then=${encodeURIComponent(back)}`
}

/** Passes, or asks to sign in, or answers as if the address were not there. Nothing passes by default. */
export async function admit(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: Cookies,
): Promise<FastifyReply | undefined> {
  const { viewer } = whoIs(request)
  if (may(viewer?.roles, route.access)) return undefined
  if (viewer !== undefined) throw new TurnedAway({ kind: 'not-found' })
  if (isJson(request)) return reply.code(401).send({ error: 'sign in first' })
  if (request.method === 'POST')
    cookies.setFlash(
      reply,
      'You were signed out. Nothing was saved. Sign in and send the form again.',
    )
  return reply.redirect(signInPath(request), 303)
}

export function isJson(request: FastifyRequest): boolean {
  return (request.url.split('?')[0] ?? '').endsWith('.json')
}

/** What a form token is bound to: the session, or the visitor's own cookie, made when the first form is written. */
export function boundTo(request: FastifyRequest, reply: FastifyReply, cookies: Cookies): string {
  const { session } = whoIs(request)
  if (session !== undefined) return `session ${session}`
  const there = cookies.visitor(request) ?? fresh.get(request)
  if (there !== undefined) return `visitor ${there}`
  const made = unguessable()
  fresh.set(request, made)
  cookies.setVisitor(reply, made)
  return `visitor ${made}`
}

const fresh = new WeakMap<FastifyRequest, string>()

/** Whether a posted token was written for whoever posts it. */
export function isOwnForm(
  request: FastifyRequest,
  form: URLSearchParams,
  field: string,
  cookies: Cookies,
  signer: Signer,
): boolean {
  if (request.headers['sec-fetch-site'] === 'cross-site') return false
  const { session } = whoIs(request)
  const visitor = cookies.visitor(request)
  const bound = session === undefined ? visitor && `visitor ${visitor}` : `session ${session}`
  return bound !== undefined && bound !== '' && signer.isToken(form.get(field), bound)
}
