import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane. Written into every hash, so that it may grow. */
const MEMORY = 19_456
const PASSES = 2
const LANES = 1
const SALT_BYTES = 16
const HASH_BYTES = 32

/** An Argon2id hash in the usual form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const parameters = { memory: MEMORY, passes: PASSES, parallelism: LANES, tagLength: HASH_BYTES }
  const hash = await derive(password, salt, parameters)
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(hash)}`
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Whether the password is the one that was hashed. Without a hash it takes as long and is wrong. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parts = FORM.exec(hash ?? (await nobody()))?.slice(1)
  if (parts === undefined) throw new Error('a kept password hash is not in the form we write')
  const [memory = '', passes = '', lanes = '', salt = '', kept = ''] = parts
  const expected = Buffer.from(kept, 'base64')
  const found = await derive(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: expected.length,
  })
  return timingSafeEqual(found, expected) && hash !== undefined
}

let nobodys: Promise<string> | undefined

/** A hash that no password was chosen for. */
function nobody(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64'))
  return nobodys
}

type Parameters = {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly tagLength: number
}

function derive(password: string, nonce: Uint8Array, parameters: Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const message = password.normalize('NFKC')
    argon2('argon2id', { ...parameters, message, nonce }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}

/** SHA-256 of a sign-in name or a session's token, in hexadecimal. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
