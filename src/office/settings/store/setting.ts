import type { Tx } from '#db'
import type { Day } from '#kernel/dates.ts'
import { heldOn } from '../rules/index.ts'
import type { Held, Own, Setting } from '../rules/index.ts'
import { ownHistory, ownValuesOn } from './own-values.ts'

/** The value of a setting that holds on a day, with its source. */
export async function setting<T>(tx: Tx, which: Setting<T>, on: Day): Promise<Held<T>> {
  const [own] = await ownValuesOn(tx, [which.id], on)
  return heldOn(which, own, on)
}

export type SettingLine = { readonly setting: Setting<unknown>; readonly held: Held<unknown> }

/** Every setting of a catalogue with the value that holds on a day. */
export async function settingsOn(
  tx: Tx,
  all: ReadonlyMap<string, Setting<unknown>>,
  on: Day,
): Promise<readonly SettingLine[]> {
  const own = new Map((await ownValuesOn(tx, [...all.keys()], on)).map((o) => [o.setting, o]))
  return [...all.values()].map((each) => ({
    setting: each,
    held: heldOn(each, own.get(each.id), on),
  }))
}

/** What the council ever set for it, newest first; below stands what is shipped. */
export function settingHistory(tx: Tx, which: Setting<unknown>): Promise<readonly Own[]> {
  return ownHistory(tx, which.id)
}
