import { findSession } from '#office/access/index.ts'
import { layoutOf, openServer } from '#web'
import type { LogSink, Server } from '#web'
import { SHELL } from './desk/index.ts'
import type { Opened } from './open-house.ts'
import { allRoutes } from './routes.ts'

export type ServeOptions = {
  readonly opened: Opened
  readonly secret: Uint8Array
  readonly origin?: string | undefined
  readonly behindProxy?: boolean | undefined
  readonly metricsToken?: string | undefined
  readonly cacheDir?: string | undefined
  readonly log?: LogSink | undefined
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined
}

/** The program behind HTTP: every route, with the sessions of access. */
export function openSite(options: ServeOptions): Promise<Server> {
  const { house } = options.opened
  const { opened: _opened, secret, ...rest } = options
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return openServer({
    ...given,
    routes: allRoutes(house),
    sessions: { findSession: (token) => findSession(house.db, token, house.now()) },
    layout: layoutOf(SHELL),
    secret,
    ready: async () => {
      await house.db.outside(() => Promise.resolve())
      return true
    },
  })
}
