import { randomBytes } from 'node:crypto'
import type { CouncilId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { digest } from './secrets.ts'

/**
 * What a browser holds: the council's id and 32 random bytes. The id only says where to look: without the session of that council
 * it opens nothing.
 */
export function newToken(council: CouncilId): string {
  return `${council}.${randomBytes(32).toString('base64url')}`
}

export type Token = { readonly council: CouncilId; readonly hash: string }

export function parseToken(text: string): Token | undefined {
  const [id = '', secret = '', more] = text.split('.')
  const council = parseId<'council'>(id)
  if (council === undefined || more !== undefined || !/^[\w-]{43}$/.test(secret)) return undefined
  return { council, hash: digest(text) }
}
