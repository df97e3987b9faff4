import type { Tx } from '#db'
import { may } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import { setSetting, setting, settingHistory, told } from '#office/settings/index.ts'
import type { Setting, Told } from '#office/settings/index.ts'
import type { House } from '#office/house.ts'
import { dayMiddle } from '#web'
import type { Reply, Visit } from '#web'
import { CHANGES_SETTINGS } from '../account/office-nav.ts'
import { newValueOf, openingOf, typedOf } from './form.ts'
import type { TypedValue } from './form.ts'
import { oneView } from './one-view.ts'
import { roomOf, roomWords, valueWords } from './words.ts'

export type OneModel = {
  readonly id: string
  readonly name: string
  readonly room: string
  readonly sentence: string
  readonly unit: string
  readonly allowed: string
  readonly choices: readonly string[]
  /** The value that holds today, with its unit. */
  readonly value: string
  readonly from: string
  /** Everything that was set or is shipped, the latest first day first. */
  readonly history: readonly (Told & { readonly words: string })[]
  /** How often the council has set it: told to the command, so that nobody's value is passed over unseen. */
  readonly times: number
  readonly mayChange: boolean
  readonly typed: TypedValue
  readonly refusals: readonly Refusal[]
}

const SETTINGS_CRUMB = { text: 'Settings', href: '/settings' }

/** `/settings/:id`: what it does, what holds, its history, and the form that sets it. */
export function getSetting(house: House) {
  return (visit: Visit): Promise<Reply> => settingSheet(house, visit, undefined, [])
}

async function settingSheet(
  house: House,
  visit: Visit,
  typed: TypedValue | undefined,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const which = house.settings.get(visit.params['id'] ?? '')
  if (which === undefined) return { kind: 'not-found' }
  const mayChange = may(visit.actor.roles, CHANGES_SETTINGS)
  const found = await house.db.inCouncil(visit.actor.council, (tx) => modelOf(tx, house, which))
  const model: OneModel = { ...found, ...(typed && { typed }), mayChange, refusals }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: which.name,
      crumbs: [SETTINGS_CRUMB],
      refusals,
      body: oneView(model, visit.csrf),
    },
  }
}

async function modelOf(
  tx: Tx,
  house: House,
  which: Setting<unknown>,
): Promise<Omit<OneModel, 'mayChange' | 'refusals'>> {
  const today = house.today()
  const held = await setting(tx, which, today)
  const own = await settingHistory(tx, which)
  return {
    id: which.id,
    name: which.name,
    room: roomWords(roomOf(which.id)),
    sentence: which.sentence,
    unit: which.unit,
    allowed: which.allowed,
    choices: which.choices ?? [],
    value: valueWords(which, held.value),
    from: iso(held.from),
    history: told(which, own, today).map((t) => ({ ...t, words: valueWords(which, t.value) })),
    times: own.length,
    typed: openingOf(held.value, today),
  }
}

/** `/settings/:id`: sets it from a day on. */
export function postSetting(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { actor, form } = visit
    const which = house.settings.get(visit.params['id'] ?? '')
    if (which === undefined) return { kind: 'not-found' }
    const typed = typedOf(form)
    const shown = /^\d{1,9}$/.test(form.get('shown') ?? '') ? Number(form.get('shown')) : undefined
    const next = newValueOf(which, typed, shown)
    const result = next.ok
      ? await house.db.inCouncil(actor.council, (tx) => setSetting(tx, actor, which, next.value))
      : next
    if (!result.ok) return settingSheet(house, visit, typed, result.refusals)
    const { value, from } = result.value
    return {
      kind: 'redirect',
      to: `/settings/${which.id}`,
      flash: `${which.name} is ${valueWords(which, value)} from ${dayMiddle(from)}.`,
    }
  }
}
