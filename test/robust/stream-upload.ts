import { request } from 'node:http'
import { BOUNDARY, multipart } from '#test/support/visit.ts'

export const MEGABYTE = 1_000_000

export type Answered = {
  readonly status: number
  readonly body: string
  /** Address of a redirect. */
  readonly to: string | undefined
}

/** Sends a file of so many megabytes over a socket, as fast as the other side reads it, never holding more than one of them. */
export async function streamUpload(
  at: string,
  cookie: string,
  csrf: string,
  file: { readonly name: string; readonly start: string; readonly megabytes: number },
): Promise<Answered> {
  const end = `\r\n--${BOUNDARY}--\r\n`
  const head = Buffer.from(
    multipart({ _csrf: csrf }, [{ field: 'files', name: file.name, bytes: file.start }]),
  )
    .toString()
    .slice(0, -end.length)
  const answered = Promise.withResolvers<Answered>()
  const post = request(
    at,
    {
      method: 'POST',
      headers: { cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    },
    (incoming) => {
      let body = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        body += chunk
      })
      incoming.on('end', () =>
        answered.resolve({
          status: incoming.statusCode ?? 0,
          body,
          to: incoming.headers.location,
        }),
      )
    },
  )
  post.on('error', answered.reject)
  post.write(head)
  const block = Buffer.from('1,01/06/2021,S,C2,N1,U5,PR1,,,,,,\n'.repeat(30_000)).subarray(
    0,
    MEGABYTE,
  )
  for (let sent = 0; sent < file.megabytes; sent += 1)
    if (!post.write(block))
      await new Promise<void>((resolve) => {
        post.once('drain', resolve)
      })
  post.end(end)
  return answered.promise
}
