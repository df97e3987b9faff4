import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Answer, Ask, Work } from './thread.ts'

export type Piece = {
  readonly module: URL
  readonly hash: string
  readonly text: () => Promise<string>
} & Work
export type Computed = Exclude<Answer, { kind: 'need-input' }>

export type Pool = {
  readonly size: number
  /** Computes one chunk, or puts all together, in a free thread; throws when the thread died on it. */
  readonly compute: (piece: Piece) => Promise<Computed>
  readonly close: () => Promise<void>
}

type Seat = { worker: Worker | undefined; busy: boolean }

/** Threads that compute chunks: started when first needed, replaced when they die. The server's own thread never computes. */
export function openPool(size = Math.min(4, availableParallelism())): Pool {
  const seats: Seat[] = Array.from({ length: size }, () => ({ worker: undefined, busy: false }))
  const waiting: ((seat: Seat) => void)[] = []
  const free = (seat: Seat): void => {
    const next = waiting.shift()
    if (next === undefined) seat.busy = false
    else next(seat)
  }
  const seat = async (): Promise<Seat> => {
    const idle = seats.find((s) => !s.busy)
    if (idle === undefined) return await new Promise((resolve) => waiting.push(resolve))
    idle.busy = true
    return idle
  }
  return {
    size,
    compute: async (piece) => {
      const mine = await seat()
      try {
        return await computeIn(mine, piece)
      } finally {
        free(mine)
      }
    },
    close: async () => {
      await Promise.all(seats.map(async (s) => await s.worker?.terminate()))
    },
  }
}

async function computeIn(seat: Seat, piece: Piece): Promise<Computed> {
  const { module, hash, text, ...work } = piece
  const ask: Ask = { module: module.href, hash, ...work }
  const first = await exchange(seat, ask)
  if (first.kind !== 'need-input') return first
  const second = await exchange(seat, { ...ask, text: await text() })
  if (second.kind === 'need-input') throw new Error('a thread asked twice for its input')
  return second
}

async function exchange(seat: Seat, ask: Ask): Promise<Answer> {
  const worker = seat.worker ?? new Worker(new URL('./thread.ts', import.meta.url))
  seat.worker = worker
  return await new Promise<Answer>((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      end()
    }
    const lost = (why: string): void => {
      seat.worker = undefined
      settle(() => reject(new Error(`a computing thread was lost: ${why}`)))
    }
    const onMessage = (answer: Answer): void => settle(() => resolve(answer))
    const onError = (fault: Error): void => lost(fault.message)
    const onExit = (code: number): void => lost(`it ended with status ${code}`)
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    worker.postMessage(ask)
  })
}
