import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refused, Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import type { Held, Setting } from '../rules/index.ts'
import { addValue } from '../store/add-value.ts'
import { holdSetting } from '../store/own-values.ts'
import { setting } from '../store/setting.ts'

export type NewValue = {
  readonly from: Day
  readonly value: unknown
  /** Where the value is written: a decision, a contract, a letter. */
  readonly source: string
  /** How often it had been set when the page was shown: when somebody set it since, nothing is done and both are told. */
  readonly shown?: number | undefined
}

/** Sets a value from a day on. Who may is for the route or the command line to say. */
export async function setSetting<T>(
  tx: Tx,
  actor: Actor,
  which: Setting<T>,
  next: NewValue,
): Promise<Result<Held<T>>> {
  const value = which.read(next.value)
  if (value === undefined)
    return refused({
      kind: 'not-a-value',
      field: 'value',
      message: `${which.name} cannot be ${String(next.value)}`,
      mend: `Give ${which.allowed}`,
    })
  const source = next.source.trim()
  if (source === '')
    return refused({
      kind: 'no-source',
      field: 'source',
      message: 'The value has no source',
      mend: 'Say where it is written: a decision, a contract, a letter',
    })
  const times = await holdSetting(tx, actor.council, which.id)
  if (next.shown !== undefined && next.shown !== times) return changedMeanwhile(which)
  const before = await setting(tx, which, next.from)
  await addValue(tx, actor, { setting: which.id, from: next.from, value, source })
  await record(tx, actor, {
    verb: 'set',
    subject: `setting/${which.id}`,
    why: source,
    before: { value: before.value, from: iso(before.from) },
    after: { value, from: iso(next.from) },
  })
  return ok({ id: which.id, value, from: next.from, source, by: actor.name })
}

function changedMeanwhile(which: Pick<Setting<unknown>, 'name'>): Refused {
  return refused({
    kind: 'changed-meanwhile',
    field: 'value',
    message: `Somebody else has set ${which.name} since you opened this page`,
    mend: 'Look at their value beside yours, then set it again if yours is still right',
  })
}
