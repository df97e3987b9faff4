import { parentPort } from 'node:worker_threads'

/** What a thread is asked: one chunk of one input. The text comes only when the thread does not hold it yet. */
export type Ask = {
  readonly module: string
  readonly hash: string
  readonly text?: string
  readonly index: number
  readonly of: number
}
export type Answer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly ms: number }
  /** The rules refused their input: trying again would not help. */
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'need-input' }

type ChunkModule = {
  readonly chunk: (input: unknown, index: number, of: number) => Uint8Array | Promise<Uint8Array>
}

let held: { hash: string; input: unknown } | undefined

async function answer(ask: Ask): Promise<Answer> {
  if (held?.hash !== ask.hash) {
    if (ask.text === undefined) return { kind: 'need-input' }
    held = { hash: ask.hash, input: JSON.parse(ask.text) as unknown }
  }
  try {
    const loaded = (await import(ask.module)) as ChunkModule
    const from = performance.now()
    const bytes = await loaded.chunk(held.input, ask.index, ask.of)
    return { kind: 'done', bytes, ms: performance.now() - from }
  } catch (fault) {
    return { kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) }
  }
}

parentPort?.on('message', (ask: Ask) => {
  void answer(ask).then((found) => parentPort?.postMessage(found))
})
