import { parentPort } from 'node:worker_threads'

/**
 * What a thread is asked: one chunk of one input, or to put all its chunks together. The text comes only when the thread does
 * not hold it yet.
 */
export type Ask = { readonly module: string; readonly hash: string; readonly text?: string } & Work
export type Work =
  | { readonly index: number; readonly of: number }
  | { readonly chunks: readonly Uint8Array[] }
export type Answer =
  /** A chunk is one part; chunks put together may be several. */
  | { readonly kind: 'done'; readonly parts: readonly Uint8Array[]; readonly ms: number }
  /** The rules refused their input: trying again would not help. */
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'need-input' }

type ChunkModule = {
  readonly chunk: (input: unknown, index: number, of: number) => Uint8Array | Promise<Uint8Array>
  readonly combine?: (input: unknown, chunks: readonly Uint8Array[]) => readonly Uint8Array[]
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
    const parts = await partsOf(loaded, held.input, ask)
    return { kind: 'done', parts, ms: performance.now() - from }
  } catch (fault) {
    return { kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) }
  }
}

async function partsOf(
  loaded: ChunkModule,
  input: unknown,
  work: Work,
): Promise<readonly Uint8Array[]> {
  if ('index' in work) return [await loaded.chunk(input, work.index, work.of)]
  if (loaded.combine === undefined) throw new Error('this kind of work has nothing to combine with')
  return loaded.combine(input, work.chunks)
}

parentPort?.on('message', (ask: Ask) => {
  void answer(ask).then((found) => parentPort?.postMessage(found))
})
