import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { bookById, bookInUse, decideBook, takeTurn } from '../store/books.ts'
import type { BookId, BookLine } from '../store/books.ts'

export type Confirmation = {
  readonly id: BookId
  /** The prices asked about, looked at and meant: each by its place in the list. */
  readonly meant: readonly number[]
}

/** Puts a price book in use, in place of the one before. A price that was asked about must be said to be meant. */
export async function confirmPrices(
  tx: Tx,
  actor: Actor,
  given: Confirmation,
): Promise<Result<BookId>> {
  await takeTurn(tx, actor.council)
  const found = await bookById(tx, given.id)
  if (found === undefined) return refused(NOT_THERE)
  if (found.state !== 'read') return refused(decided(found))
  const before = await bookInUse(tx)
  if (found.basedOn !== before?.id) return refused(CHANGED_SINCE)
  const unsaid = found.found.asked.flatMap((a, i) =>
    given.meant.includes(i) ? [] : [notSaid(found, a, i)],
  )
  if (unsaid.length > 0) return refused(...unsaid)
  if (!(await decideBook(tx, actor, given.id, 'stored'))) return refused(CHANGED_SINCE)
  await record(tx, actor, {
    verb: 'put a price book in use',
    subject: `price-book/${given.id}`,
    before: before === undefined ? undefined : { book: before.id, sha256: before.sha256 },
    after: { sha256: found.sha256, prices: found.found.prices, meant: given.meant },
  })
  return ok(given.id)
}

/** Leaves a price book unused. Its file stays kept. */
export async function dropPrices(tx: Tx, actor: Actor, id: BookId): Promise<Result<BookId>> {
  const found = await bookById(tx, id)
  if (found === undefined) return refused(NOT_THERE)
  if (!(await decideBook(tx, actor, id, 'dropped'))) return refused(decided(found))
  await record(tx, actor, { verb: 'left a price book unused', subject: `price-book/${id}` })
  return ok(id)
}

const NOT_THERE: Refusal = {
  kind: 'not-there',
  message: 'There is no such price book',
  mend: 'Send the file again',
}

const CHANGED_SINCE: Refusal = {
  kind: 'changed-since',
  message: 'Another price book has been put in use since this one was read',
  mend: 'Send the file again: it will be compared with the one in use now',
}

function decided(found: BookLine): Refusal {
  const what = found.state === 'stored' ? 'put in use' : 'left unused'
  return {
    kind: 'already-decided',
    message: `This price book was ${what} by ${found.decidedBy ?? 'somebody'}`,
    mend: 'Send the file again to use it anew',
  }
}

function notSaid(found: BookLine, asked: BookLine['found']['asked'][number], i: number): Refusal {
  return {
    kind: 'asked',
    field: `meant-${i}`,
    file: found.file,
    ...(asked.sheet === undefined ? {} : { sheet: asked.sheet }),
    row: asked.row,
    column: 'weekly_gbp',
    value: (asked.weekly / 100).toFixed(2),
    message: `The price of row ${asked.row} is ${asked.dearer ? 'ten times' : 'a tenth of'} what is usual, or more`,
    mend: 'Tick it if it is meant; if it is a slip, mend the file and send it again',
  }
}
