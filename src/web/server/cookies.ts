import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Signer } from './token.ts'

/** The three cookies: who is signed in, who is visiting without an account, and the one-off message. */
export type Cookies = {
  readonly session: (request: FastifyRequest) => string | undefined
  readonly startSession: (reply: FastifyReply, token: string, seconds: number) => void
  readonly endSession: (reply: FastifyReply) => void
  readonly visitor: (request: FastifyRequest) => string | undefined
  readonly setVisitor: (reply: FastifyReply, id: string) => void
  readonly flash: (request: FastifyRequest) => string | undefined
  readonly setFlash: (reply: FastifyReply, words: string) => void
  readonly clearFlash: (reply: FastifyReply) => void
}

const FLASH_SECONDS = 120
/** A cookie holds 4,096 bytes: this leaves room for the signature, whatever the letters. */
const FLASH_LETTERS = 600

/**
 * `__Host-` cookies are bound to this host, path `/` and https. On plain http browsers refuse them, so the prefix and
 * `Secure` are left out there. `Lax`, because people come by links in e-mails, and every change is a POST with a token.
 */
export function openCookies(secure: boolean, signer: Signer): Cookies {
  const prefix = secure ? '__Host-' : ''
  const [session, visitor, flash] = ['session', 'visitor', 'flash'].map(
    (n) => `${prefix}headwater-${n}`,
  )
  if (session === undefined || visitor === undefined || flash === undefined)
    throw new Error('three names')
  const common = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const
  return {
    session: (request) => request.cookies[session],
    startSession: (reply, token, seconds) => {
      reply.setCookie(session, token, { ...common, maxAge: seconds })
    },
    endSession: (reply) => {
      reply.clearCookie(session, common)
    },
    visitor: (request) => request.cookies[visitor],
    setVisitor: (reply, id) => {
      reply.setCookie(visitor, id, common)
    },
    flash: (request) => {
      const signed = request.cookies[flash]
      return signed === undefined ? undefined : signer.unsign('flash', signed)
    },
    setFlash: (reply, words) => {
      const signed = signer.sign('flash', words.slice(0, FLASH_LETTERS))
      reply.setCookie(flash, signed, { ...common, maxAge: FLASH_SECONDS })
    },
    clearFlash: (reply) => {
      reply.clearCookie(flash, common)
    },
  }
}
