/** A request to end: Ctrl-C, or SIGTERM from whatever supervises the process. A second one ends it at once. */
export type Stopping = { readonly signal: AbortSignal; readonly stopped: Promise<void> }

export function untilStopped(): Stopping {
  const controller = new AbortController()
  const stopped = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const stop = (): void => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return { signal: controller.signal, stopped }
}
