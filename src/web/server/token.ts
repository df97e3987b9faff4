import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Signs short texts with a key of this installation. */
export type Signer = {
  /** A fresh form token bound to a session or a visitor. */
  readonly token: (boundTo: string) => string
  readonly isToken: (token: string | null, boundTo: string) => boolean
  readonly sign: (purpose: string, text: string) => string
  /** The text, when it was signed here for this purpose. */
  readonly unsign: (purpose: string, signed: string) => string | undefined
}

const NONCE_BYTES = 9

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The token is `nonce.mac`, the mac over the nonce and what it is bound to. The nonce differs on every page, so that
 * a compressing proxy does not give the token away by length.
 */
export function openSigner(secret: Uint8Array): Signer {
  if (secret.length < 32)
    throw new Error(`a secret of ${secret.length} bytes is too short: 32 or more`)
  const mac = (text: string): string =>
    createHmac('sha256', secret).update(text).digest('base64url')
  const tokenFor = (nonce: string, boundTo: string): string =>
    `${nonce}.${mac(`form\n${nonce}\n${boundTo}`)}`
  return {
    token: (boundTo) => tokenFor(randomBytes(NONCE_BYTES).toString('base64url'), boundTo),
    isToken: (token, boundTo) => {
      if (token === null || token.length > 200) return false
      return same(token, tokenFor(token.slice(0, token.indexOf('.')), boundTo))
    },
    sign: (purpose, text) => {
      const body = Buffer.from(text).toString('base64url')
      return `${body}.${mac(`${purpose}\n${body}`)}`
    },
    unsign: (purpose, signed) => {
      const [body, seal] = signed.split('.')
      if (body === undefined || seal === undefined) return undefined
      if (!same(seal, mac(`${purpose}\n${body}`))) return undefined
      return Buffer.from(body, 'base64url').toString()
    },
  }
}

/** An unguessable name: 128 bits. */
export function unguessable(): string {
  return randomBytes(16).toString('base64url')
}
