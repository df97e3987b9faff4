import { Readable } from 'node:stream'

const BEAT_MS = 15_000

type Step = IteratorResult<unknown> | 'beat' | 'stop'

/** One event as the browser's EventSource reads it. JSON has no line ends, so one data line is enough. */
export function eventText(value: unknown): string {
  return `data: ${JSON.stringify(value) ?? 'null'}\n\n`
}

/**
 * Server-sent events from whatever yields them. A comment every 15 seconds keeps proxies from hanging up; the stream
 * ends, and what yields is told, when the reader leaves or the server closes.
 */
export function eventStream(
  events: AsyncIterable<unknown>,
  signal: AbortSignal,
  beatMs = BEAT_MS,
): Readable {
  return Readable.from(lines(events, signal, beatMs), { objectMode: false })
}

async function* lines(
  events: AsyncIterable<unknown>,
  signal: AbortSignal,
  beatMs: number,
): AsyncGenerator<Buffer> {
  const iterator = events[Symbol.asyncIterator]()
  const stopped = new Promise<'stop'>((resolve) => {
    signal.addEventListener('abort', () => resolve('stop'), { once: true })
  })
  try {
    yield Buffer.from('retry: 2000\n\n')
    let next = iterator.next()
    while (!signal.aborted) {
      const step = await nextStep(next, stopped, beatMs)
      if (step === 'stop') return
      if (step === 'beat') yield Buffer.from(': still here\n\n')
      else if (step.done === true) return
      else {
        yield Buffer.from(eventText(step.value))
        next = iterator.next()
      }
    }
  } finally {
    // Not awaited: an iterator that waits for something of its own must not hold the connection.
    void iterator.return?.()
  }
}

async function nextStep(
  next: Promise<IteratorResult<unknown>>,
  stopped: Promise<'stop'>,
  beatMs: number,
): Promise<Step> {
  const timer = Promise.withResolvers<'beat'>()
  const handle = setTimeout(() => timer.resolve('beat'), beatMs)
  try {
    return await Promise.race([next, stopped, timer.promise])
  } finally {
    clearTimeout(handle)
  }
}
