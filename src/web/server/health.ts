import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerOptions } from './options.ts'
import { TurnedAway } from './refusal.ts'

const READY_MS = 2_000
const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

async function answersInTime(ready: () => Promise<boolean>): Promise<boolean> {
  const late = Promise.withResolvers<false>()
  const timer = setTimeout(() => late.resolve(false), READY_MS)
  try {
    return await Promise.race([ready(), late.promise])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Not a reader elsewhere who comes through a proxy on this machine. */
function isThisMachine(request: FastifyRequest): boolean {
  return LOCAL.has(request.ip) && request.headers['x-forwarded-for'] === undefined
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined) return isThisMachine(request)
  return request.headers.authorization === `Bearer ${token}`
}

/** `/healthz` (the process lives), `/readyz` (the database answers), `/metrics` (Prometheus). */
export function addHealth(app: FastifyInstance, options: ServerOptions): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'headwater_http_request_seconds',
    help: 'Time from request to answer, by route as written in the source',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1, 5, 30],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    }
    seconds.observe(labels, reply.elapsedTime / 1000)
  })
  app.get('/healthz', async (_, reply) => reply.type('text/plain').send('alive\n'))
  app.get('/readyz', async (_, reply) => {
    const ready = options.ready === undefined || (await answersInTime(options.ready))
    return reply
      .code(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'not ready\n')
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) throw new TurnedAway({ kind: 'not-found' })
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  app.addHook('onClose', async () => {
    registry.clear()
  })
}
