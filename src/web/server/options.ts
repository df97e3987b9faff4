import type { Layout, Route, Sessions } from '../route.ts'

/** Where log lines go: one JSON line a call. Standard output unless given. */
export type LogSink = { readonly write: (line: string) => void }

export type ServerOptions = {
  readonly routes: readonly Route[]
  readonly sessions: Sessions
  readonly layout: Layout
  /** At least 32 bytes; signs form tokens and one-off messages. Kept across restarts, open forms survive them. */
  readonly secret: Uint8Array
  /** Address that people type. Cookies are `__Host-` and transport is strict when it is https. */
  readonly origin?: string
  /** A reverse proxy stands in front: believe its `X-Forwarded-*`. */
  readonly behindProxy?: boolean
  /** Where built stylesheets and scripts are kept between starts. */
  readonly cacheDir?: string
  /** Whether the database answers. */
  readonly ready?: () => Promise<boolean>
  /** Bearer token for `/metrics`; without one only this machine may read it. */
  readonly metricsToken?: string
  /** Requests a minute from one address. */
  readonly perMinute?: number
  /** Uploads held in memory at the same time; the next ones wait. */
  readonly uploadsAtOnce?: number
  readonly log?: LogSink
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A request given straight to the server, without a socket. */
export type Injected = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export type Injection = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
  readonly bytes: Uint8Array
  readonly cookies: readonly SetCookie[]
}

export type SetCookie = {
  readonly name: string
  readonly value: string
  readonly path?: string
  readonly httpOnly?: boolean
  readonly secure?: boolean
  readonly sameSite?: string
  readonly maxAge?: number
}

export type Server = {
  /** Listens and answers with the address. Port 0 takes a free one. */
  readonly listen: (at: { readonly port: number; readonly host?: string }) => Promise<string>
  readonly inject: (request: Injected) => Promise<Injection>
  /** Takes nothing new, finishes what is in flight, ends event streams. */
  readonly close: () => Promise<void>
}
