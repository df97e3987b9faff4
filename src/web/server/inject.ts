import type { FastifyInstance } from 'fastify'
import type { Injected, Injection, Server, SetCookie } from './options.ts'

function plain(
  given: string | number | string[] | undefined,
): string | readonly string[] | undefined {
  return typeof given === 'number' ? String(given) : given
}

/** A request without a socket: what tests and warm-up use. */
export function injecting(app: FastifyInstance): Server['inject'] {
  return async (request: Injected): Promise<Injection> => {
    const answer = await app.inject({
      method: request.method,
      url: request.path,
      headers: { ...request.headers },
      ...(request.body === undefined
        ? {}
        : { payload: typeof request.body === 'string' ? request.body : Buffer.from(request.body) }),
    })
    const headers: Record<string, string | readonly string[] | undefined> = {}
    for (const [name, value] of Object.entries(answer.headers)) headers[name] = plain(value)
    return {
      status: answer.statusCode,
      headers,
      body: answer.body,
      bytes: answer.rawPayload,
      cookies: answer.cookies.map(cookieOf),
    }
  }
}

type Given = {
  name: string
  value: string
  path?: string
  httpOnly?: boolean
  secure?: boolean
  sameSite?: string
  maxAge?: number
}

function cookieOf(given: Given): SetCookie {
  return { ...given }
}
