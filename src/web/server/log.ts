import { pino, type Logger } from 'pino'
import type { ServerOptions } from './options.ts'

/** What a fault may tell the log: what kind, what it says of itself, and where. Never a request's content. */
export type FaultNote = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly stack: string
}

/** The note of a fault. Details that a database adds (`detail`, `where`) can hold a row, so they are left out. */
export function noteOf(fault: unknown): FaultNote {
  if (!(fault instanceof Error)) return { type: typeof fault, message: 'not an Error', stack: '' }
  const code = 'code' in fault && typeof fault.code === 'string' ? { code: fault.code } : {}
  return { type: fault.name, message: fault.message, ...code, stack: fault.stack ?? '' }
}

/** JSON lines with time and level; no host name, no process id, no address of a person. */
export function openLog(options: Pick<ServerOptions, 'log' | 'logLevel'>): Logger {
  const settings = {
    level: options.logLevel ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return options.log === undefined ? pino(settings) : pino(settings, options.log)
}
