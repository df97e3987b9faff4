import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Route, Visit } from '../route.ts'
import { formToken, send, type Desk } from './answer.ts'
import { CSRF_FIELD, formWithFiles, NOTHING, plainForm, type Arrived } from './form.ts'
import type { Gate } from './gate.ts'
import { TurnedAway } from './refusal.ts'
import type { Sessions } from '../route.ts'
import { admit, identify, isOwnForm, whoIs } from './who.ts'

/** Refuses an address that asks too often. */
export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

export type Serving = {
  readonly desk: Desk
  readonly sessions: Sessions
  readonly uploads: Gate
  /** Counts requests from one address, whatever they ask for. */
  readonly limit: Limiter
  /** Requests under way: aborted when the server closes. */
  readonly live: Set<AbortController>
}

/**
 * Address of the JSON twin; undefined for an address that names a kind of file already. A path that ends in `*` takes
 * every address below it, its twins too: the handler reads them from `visit.path`.
 */
export function twinOf(path: string): string | undefined {
  if (path === '/') return '/index.json'
  if (path.endsWith('*')) return undefined
  const last = path.slice(path.lastIndexOf('/') + 1)
  return last.includes('.') ? undefined : `${path}.json`
}

async function arrivedWith(
  serving: Serving,
  route: Route,
  request: FastifyRequest,
): Promise<Arrived> {
  if (route.method === 'GET') return NOTHING
  const { cookies, signer } = serving.desk
  const own = (form: URLSearchParams): boolean =>
    isOwnForm(request, form, CSRF_FIELD, cookies, signer)
  const { maxUpload } = route
  const multipart = request.isMultipart()
  if (multipart && maxUpload === undefined) throw new TurnedAway({ kind: 'no-files-here' })
  const arrived =
    multipart && maxUpload !== undefined
      ? await formWithFiles(request, maxUpload, own)
      : { form: plainForm(request), files: [] }
  if (!own(arrived.form)) throw new TurnedAway({ kind: 'stale-form' })
  arrived.form.delete(CSRF_FIELD)
  return arrived
}

function paramsOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const out: Record<string, string> = {}
  const given: unknown = request.params
  if (typeof given !== 'object' || given === null) return out
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') continue
    if (value.includes('\0')) throw new TurnedAway({ kind: 'not-found' })
    out[name] = value
  }
  return out
}

function queryOf(request: FastifyRequest): URLSearchParams {
  const at = request.url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1))
}

function visitOf(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  arrived: Arrived,
  signal: AbortSignal,
): Visit {
  const { viewer, session } = whoIs(request)
  return {
    path: request.url.split('?')[0] ?? '/',
    params: paramsOf(request),
    query: queryOf(request),
    form: arrived.form,
    files: arrived.files,
    get actor() {
      if (viewer === undefined) throw new Error('nobody is signed in, and a handler asked who acts')
      return viewer
    },
    viewer,
    flash: desk.cookies.flash(request),
    get csrf() {
      return formToken(desk, request, reply)
    },
    session,
    signal,
    remote: request.ip,
  }
}

/** Ends when the reader goes away before the answer is whole, or when the server closes. */
function signalOf(reply: FastifyReply, live: Set<AbortController>): AbortSignal {
  const gone = new AbortController()
  live.add(gone)
  const over = (): void => {
    live.delete(gone)
    if (!reply.raw.writableFinished) gone.abort()
  }
  reply.raw.once('finish', over).once('close', over)
  return gone.signal
}

async function serve(
  serving: Serving,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const signal = signalOf(reply, serving.live)
  const work = async (): Promise<FastifyReply> => {
    const arrived = await arrivedWith(serving, route, request)
    const visit = visitOf(serving.desk, request, reply, arrived, signal)
    return send(serving.desk, request, reply, await route.handle(visit), signal)
  }
  return route.maxUpload === undefined ? work() : serving.uploads.through(work)
}

const MINUTE = 60_000

/** So many requests a minute from one address. The answer says when to try again. */
export function openLimiter(app: FastifyInstance, perMinute: number): Limiter {
  const check = app.createRateLimit({ max: perMinute, timeWindow: MINUTE })
  return async (request, reply) => {
    const limit = await check(request)
    if (limit.isAllowed || !limit.isExceeded) return
    reply.header('retry-after', limit.ttlInSeconds)
    throw new TurnedAway({ kind: 'too-many' })
  }
}

/** One route and, for a GET, its JSON twin: limited, identified and admitted before a byte of the body is read. */
export function addRoute(app: FastifyInstance, serving: Serving, route: Route): void {
  const { sessions, desk } = serving
  const limit = route.perMinute === undefined ? serving.limit : openLimiter(app, route.perMinute)
  const paths = [route.path, route.method === 'GET' ? twinOf(route.path) : undefined]
  for (const url of paths) {
    if (url === undefined) continue
    app.route({
      method: route.method,
      url,
      onRequest: [
        limit,
        (request: FastifyRequest) => identify(request, sessions, desk.cookies),
        (request: FastifyRequest, reply: FastifyReply) =>
          admit(route, request, reply, desk.cookies),
      ],
      handler: (request: FastifyRequest, reply: FastifyReply) =>
        serve(serving, route, request, reply),
    })
  }
}
