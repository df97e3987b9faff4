import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fixedFiles from '@fastify/static'
import {
  fastify,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { buildAssets } from '../assets.ts'
import type { Desk } from './answer.ts'
import { openCookies } from './cookies.ts'
import { addEdge, answerFault } from './edge.ts'
import { openGate } from './gate.ts'
import { addHealth } from './health.ts'
import { injecting } from './inject.ts'
import { openLog } from './log.ts'
import type { Server, ServerOptions } from './options.ts'
import { TurnedAway } from './refusal.ts'
import { addRoute, openLimiter, type Serving } from './routes.ts'
import { policy } from './security.ts'
import { openSigner } from './token.ts'
import { identify } from './who.ts'

const FORM_BYTES = 1024 * 1024
const PER_MINUTE = 3_000
const UPLOADS_AT_ONCE = 4
const HEADERS_MS = 10_000
/** How often connections are looked over for those that send too slowly. */
const SWEEP_SLOW_MS = 5_000
const REQUEST_MS = 180_000
const KEEP_ALIVE_MS = 10_000
const CLOSE_MS = 10_000

type Parts = { readonly desk: Desk; readonly log: Logger; readonly options: ServerOptions }

/** The HTTP library, with its time-outs and sizes, before any route. */
function listener(options: ServerOptions, late: () => Parts): FastifyInstance {
  return fastify({
    logger: false,
    // One proxy: the address is the one that it saw. Believing more would let a visitor write their own.
    trustProxy: options.behindProxy === true ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: FORM_BYTES,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: SWEEP_SLOW_MS,
      maxHeaderSize: 16_384,
    },
    rewriteUrl: (request) => decodable(request.url ?? '/'),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    // What the library refuses before any route never reaches our error handler.
    frameworkErrors: (_fault: FastifyError, request, reply: FastifyReply) => {
      const { desk, log } = late()
      answerFault(desk, log, new TurnedAway({ kind: 'not-found' }), request, reply)
    },
  })
}

/** A path that cannot be decoded is one that is not there: asked for as such, it gets our page with every header. */
function decodable(url: string): string {
  try {
    decodeURIComponent(url.split('?')[0] ?? '/')
    return url
  } catch (fault) {
    if (fault instanceof URIError) return '/not-an-address'
    throw fault
  }
}

async function addPlugins(
  app: FastifyInstance,
  options: ServerOptions,
  dir: string,
): Promise<void> {
  const secure = isSecure(options)
  await app.register(helmet, policy(secure))
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(multipart, { throwFileSizeLimit: false })
  await app.register(fixedFiles, {
    root: dir,
    prefix: '/assets/',
    index: false,
    dotfiles: 'deny',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body).replaceAll('%00', '')))
    },
  )
  app.removeContentTypeParser(['application/json', 'text/plain'])
}

function isSecure(options: ServerOptions): boolean {
  return options.origin?.startsWith('https://') ?? false
}

/** Pages hold what only their reader may see: nothing on the way keeps a copy. */
function neverKept(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}

function addUnknown(app: FastifyInstance, serving: Serving): void {
  const { sessions, desk, limit } = serving
  app.setNotFoundHandler(
    {
      preHandler: async (request: FastifyRequest, reply: FastifyReply) => {
        await limit(request, reply)
        await identify(request, sessions, desk.cookies)
      },
    },
    () => {
      throw new TurnedAway({ kind: 'not-found' })
    },
  )
}

/** Builds the server: every route, its twin, its limits and its pages for when things go wrong. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const signer = openSigner(options.secret)
  const log = openLog(options)
  const { assets, dir } = await buildAssets(options.cacheDir)
  const cookies = openCookies(isSecure(options), signer)
  const desk: Desk = { layout: options.layout, assets, cookies, signer }
  const live = new Set<AbortController>()
  const app = listener(options, () => ({ desk, log, options }))
  await addPlugins(app, options, dir)
  neverKept(app)
  addEdge(app, desk, log)
  addHealth(app, options)
  const serving: Serving = {
    desk,
    sessions: options.sessions,
    uploads: openGate(options.uploadsAtOnce ?? UPLOADS_AT_ONCE),
    limit: openLimiter(app, options.perMinute ?? PER_MINUTE),
    live,
  }
  addUnknown(app, serving)
  for (const route of options.routes) addRoute(app, serving, route)
  await app.ready()
  return {
    listen: async ({ port, host }) => {
      const address = await app.listen({ port, host: host ?? '127.0.0.1' })
      log.info({ address }, 'listening')
      return address
    },
    inject: injecting(app),
    close: () => closeGently(app, live),
  }
}

const SWEEP_MS = 50

/** Connections that fall idle while the last pages are finished are closed as they do; none outlives ten seconds. */
async function closeGently(
  app: FastifyInstance,
  live: ReadonlySet<AbortController>,
): Promise<void> {
  for (const request of live) request.abort()
  const sweep = setInterval(() => {
    app.server.closeIdleConnections()
  }, SWEEP_MS)
  const end = setTimeout(() => {
    app.server.closeAllConnections()
  }, CLOSE_MS)
  await app.close()
  clearInterval(sweep)
  clearTimeout(end)
}
