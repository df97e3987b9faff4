export { localPath } from './local-path.ts'
export { openServer } from './open.ts'
export type { Injected, Injection, LogSink, Server, ServerOptions, SetCookie } from './options.ts'
