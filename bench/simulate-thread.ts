import { parentPort, workerData } from 'node:worker_threads'
import { simulateChunk } from '#cycle/demand/rules/index.ts'
import type { SimInput } from '#cycle/demand/rules/index.ts'

const input = workerData as SimInput

parentPort?.on('message', (draws: { readonly from: number; readonly to: number }) => {
  const [block] = simulateChunk(input, 1, draws)
  parentPort?.postMessage(block?.childDays.length ?? 0)
})
