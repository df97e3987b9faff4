import type { Actor, CouncilId } from '#kernel/access.ts'
import type { Chunked, Jobs, JobsOptions, RunId, RunRow } from './contract.ts'
import { openPool } from './pool.ts'
import type { Computed, Pool } from './pool.ts'
import type { Work } from './thread.ts'
import { openQueue } from './queue.ts'
import type { Message, Queue } from './queue.ts'
import {
  actorOf,
  begin,
  chunksOf,
  endRun,
  hasChunk,
  inputText,
  insertRun,
  lockRun,
  missingChunks,
  runById,
  storeChunk,
  unfinished,
} from './runs.ts'

const EVERY_MS = 400

/** Opens the door to long work: takes up what an earlier process left, then waits for more. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const pool = openPool(options.workers)
  const councils = await options.councils()
  const house: House = {
    options,
    pool,
    log: options.log ?? (() => undefined),
    closing: new AbortController(),
  }
  const queue = await openQueue({
    db: options.db,
    slots: pool.size,
    shared: councils.length > 1,
    handle: async (message) => await handle(house, message),
    giveUp: async (message) =>
      await fail(
        house,
        message,
        'The computation was lost five times in a row. Run it again; if it is lost again, look at the memory of this machine',
      ),
    log: house.log,
  })
  if (options.db.kind === 'embedded') await takeUp(house, queue, councils)
  return {
    submit: async (tx, actor, submission) => {
      const kind = kindOf(options, submission.kind)
      const id = await insertRun(tx, actor, kind, submission)
      await queue.send(
        tx,
        messagesOf(
          actor.council,
          id,
          Array.from({ length: submission.chunks }, (_, i) => i),
        ),
      )
      return id
    },
    cancel: async (tx, actor, id) => {
      const ended = await endRun(tx, id, {
        state: 'cancelled',
        why: `Cancelled by ${actor.name}`,
        at: actor.at,
      })
      if (ended) await options.record(tx, actor, { verb: 'cancelled a run', subject: `run/${id}` })
      return ended
    },
    progress: (council, id) => progress(house, council, id),
    close: async () => {
      house.closing.abort()
      await queue.stop()
      await pool.close()
    },
  }
}

type House = {
  readonly options: JobsOptions
  readonly pool: Pool
  readonly log: (line: string) => void
  readonly closing: AbortController
}

function kindOf(options: JobsOptions, name: string): Chunked {
  const kind = options.kinds.find((k) => k.kind === name)
  if (kind === undefined) throw new Error(`no kind of work is called "${name}"`)
  return kind
}

function messagesOf(council: CouncilId, run: RunId, chunks: readonly number[]): readonly Message[] {
  return chunks.map((chunk) => ({ council, run, chunk }))
}

/** The embedded database has one process: whatever is unfinished at its start was left by one that ended. */
async function takeUp(house: House, queue: Queue, councils: readonly CouncilId[]): Promise<void> {
  for (const council of councils) {
    await house.options.db.inCouncil(council, async (tx) => {
      for (const run of await unfinished(tx)) {
        const kind = house.options.kinds.find((k) => k.kind === run.kind)
        if (kind?.rulesVersion !== run.rulesVersion) {
          await endRun(tx, run.id, {
            state: 'failed',
            why: OTHER_RULES,
            at: house.options.now(),
          })
          continue
        }
        const missing = await missingChunks(tx, run.id)
        await queue.send(
          tx,
          messagesOf(council, run.id, missing.length > 0 ? missing : [run.of - 1]),
        )
        house.log(`run ${run.id} taken up: ${missing.length} of ${run.of} chunks to do`)
      }
    })
  }
}

const OTHER_RULES =
  'The program stopped during this run and was started again with other rules. Run it again'

type Ready = { readonly run: RunRow; readonly kind: Chunked }

/** One message: the chunk if it is missing, and the merge if it was the last. Doing it twice does no harm. */
async function handle(house: House, message: Message): Promise<void> {
  const ready = await readyFor(house, message)
  if (ready === undefined) return
  if (ready === 'other-rules') return await fail(house, message, OTHER_RULES)
  if (ready !== 'merge') {
    const computed = await compute(house, message, ready)
    if (computed.kind === 'fault')
      return await fail(house, message, `The computation stopped: ${computed.message}`)
    if (!(await store(house, message, computed))) return
  }
  await merge(house, message)
}

async function readyFor(
  house: House,
  message: Message,
): Promise<Ready | 'merge' | 'other-rules' | undefined> {
  const { options } = house
  return await options.db.inCouncil(message.council, async (tx) => {
    await begin(tx, message.run, options.now())
    const run = await runById(tx, message.run)
    if (run?.state !== 'running') return undefined
    const kind = options.kinds.find((k) => k.kind === run.kind)
    if (kind === undefined) throw new Error(`this process does not know the work "${run.kind}"`)
    if (kind.rulesVersion !== run.rulesVersion) return 'other-rules'
    return (await hasChunk(tx, run.id, message.chunk)) ? 'merge' : { run, kind }
  })
}

async function compute(
  house: House,
  message: Message,
  ready: Ready,
  work: Work = { index: message.chunk, of: ready.run.of },
): Promise<Computed> {
  return await house.pool.compute({
    module: ready.kind.module,
    hash: ready.run.inputHash,
    text: async () =>
      await house.options.db.inCouncil(
        message.council,
        async (tx) => await inputText(tx, ready.run.inputHash),
      ),
    ...work,
  })
}

/** Whether every chunk is now there. */
async function store(
  house: House,
  message: Message,
  computed: Extract<Computed, { kind: 'done' }>,
): Promise<boolean> {
  const [bytes] = computed.parts
  if (bytes === undefined) throw new Error('a chunk was computed without a result')
  const stored = await house.options.db.inCouncil(
    message.council,
    async (tx) =>
      await storeChunk(tx, message.council, message.run, message.chunk, bytes, computed.ms),
  )
  if (stored === 'another body') {
    await fail(
      house,
      message,
      'The same chunk was computed twice with different results. This must never happen: please report it',
    )
    return false
  }
  return stored !== undefined && stored.done === stored.of
}

async function merge(house: House, message: Message): Promise<void> {
  const ready = await whole(house, message)
  const parts = ready === undefined ? undefined : await partsOf(house, message, ready)
  if (ready === undefined || parts === undefined) return
  try {
    await end(house, message, ready, parts)
  } catch (fault) {
    house.log(
      `run ${message.run}: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
    )
    await fail(house, message, 'The results could not be put together. This is a fault of ours')
  }
}

type Whole = Ready & { readonly chunks: readonly Uint8Array[] }

/** The run with all its chunks; undefined when it has ended or some are missing. */
async function whole(house: House, message: Message): Promise<Whole | undefined> {
  return await house.options.db.inCouncil(message.council, async (tx) => {
    const run = await runById(tx, message.run)
    if (run?.state !== 'running' || run.done < run.of) return undefined
    return { run, kind: kindOf(house.options, run.kind), chunks: await chunksOf(tx, run.id) }
  })
}

/** What there is to store: the chunks, put together by a thread where the kind says so. Undefined when the rules refused. */
async function partsOf(
  house: House,
  message: Message,
  ready: Whole,
): Promise<readonly Uint8Array[] | undefined> {
  if (ready.kind.combines !== true) return ready.chunks
  const combined = await compute(house, message, ready, { chunks: ready.chunks })
  if (combined.kind === 'done') return combined.parts
  await fail(house, message, `The results could not be put together: ${combined.message}`)
  return undefined
}

async function end(
  house: House,
  message: Message,
  { kind }: Ready,
  parts: readonly Uint8Array[],
): Promise<void> {
  const { options } = house
  await options.db.inCouncil(message.council, async (tx) => {
    const run = await lockRun(tx, message.run)
    if (run?.state !== 'running') return
    const actor = await actorOf(tx, message.council, run.id, options.now())
    const input = JSON.parse(await inputText(tx, run.inputHash)) as unknown
    const { resultHash } = await kind.merge(tx, actor, run, input, parts)
    await endRun(tx, run.id, { state: 'finished', resultHash, at: actor.at })
    await options.record(tx, actor, {
      verb: 'finished a run',
      subject: `run/${run.id}`,
      after: { kind: run.kind, inputHash: run.inputHash, resultHash },
    })
  })
}

async function fail(house: House, message: Message, why: string): Promise<void> {
  const { options } = house
  await options.db.inCouncil(message.council, async (tx) => {
    const ended = await endRun(tx, message.run, { state: 'failed', why, at: options.now() })
    if (!ended) return
    const actor: Actor = await actorOf(tx, message.council, message.run, options.now())
    await options.record(tx, actor, { verb: 'failed a run', subject: `run/${message.run}`, why })
  })
}

async function* progress(house: House, council: CouncilId, id: RunId): AsyncIterable<RunRow> {
  let last = ''
  for (;;) {
    if (house.closing.signal.aborted) return
    const run = await house.options.db.inCouncil(council, async (tx) => await runById(tx, id))
    if (run === undefined) return
    const now = `${run.state} ${run.done}`
    if (now !== last) yield run
    last = now
    if (run.state !== 'queued' && run.state !== 'running') return
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}
