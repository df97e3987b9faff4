/** What the server sends about a run: how far it is, in words and in numbers. */
type Step = {
  readonly done: number
  readonly of: number
  readonly words: string | undefined
  readonly finished: boolean
}

function stepOf(text: string): Step | undefined {
  const read: unknown = JSON.parse(text)
  if (typeof read !== 'object' || read === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(read))
  const count = (name: string): number => Number(fields.get(name) ?? 0)
  const words = fields.get('words')
  const state = fields.get('state') ?? 'running'
  return {
    done: count('done'),
    of: count('of'),
    words: typeof words === 'string' ? words : undefined,
    finished: state !== 'running' && state !== 'queued',
  }
}

function show(place: HTMLElement, step: Step): void {
  const bar = place.querySelector('progress')
  if (bar !== null && step.of > 0) {
    bar.max = step.of
    bar.value = step.done
    bar.textContent = `${step.done} of ${step.of}`
  }
  const words = place.querySelector('[data-words]')
  if (words !== null && step.words !== undefined) words.textContent = step.words
}

function follow(place: HTMLElement, address: string): void {
  const events = new EventSource(address)
  events.addEventListener('message', (event: MessageEvent<unknown>) => {
    const step = typeof event.data === 'string' ? stepOf(event.data) : undefined
    if (step === undefined) return
    show(place, step)
    if (!step.finished) return
    events.close()
    globalThis.location.reload()
  })
  // Left by the browser's own choice: the reload takes the events with it.
  globalThis.addEventListener('pagehide', () => {
    events.close()
  })
}

/**
 * Moves the progress bar of a running job and shows the page anew when it ends. Without JavaScript the page refreshes
 * itself.
 */
export function followRuns(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-events]')) {
    const address = place.dataset['events']
    if (address === undefined || !address.startsWith('/')) continue
    follow(place, address)
  }
}
