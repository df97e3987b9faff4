import { may } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import { comingSettings, settingsOn } from '#office/settings/index.ts'
import type { Own, SettingLine } from '#office/settings/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { CHANGES_SETTINGS } from '../account/office-nav.ts'
import { listView } from './list-view.ts'
import { roomOf, roomWords, valueWords } from './words.ts'

export type SettingRow = {
  readonly id: string
  readonly name: string
  readonly sentence: string
  /** The value that holds today, with its unit. */
  readonly value: string
  readonly from: string
  readonly source: string
  /** Who set it; undefined when it is as shipped. */
  readonly by: string | undefined
  /** The next value that is to come. */
  readonly next: { readonly from: string; readonly value: string } | undefined
}

export type SettingsModel = {
  readonly today: string
  readonly mayChange: boolean
  readonly rooms: readonly { readonly name: string; readonly settings: readonly SettingRow[] }[]
}

/** `/settings`: what holds today, room by room. */
export function getSettings(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const today = house.today()
    const { lines, coming } = await house.db.inCouncil(visit.actor.council, async (tx) => ({
      lines: await settingsOn(tx, house.settings, today),
      coming: await comingSettings(tx, today),
    }))
    const model: SettingsModel = {
      today: iso(today),
      mayChange: may(visit.actor.roles, CHANGES_SETTINGS),
      rooms: byRoom(lines, coming),
    }
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'Settings', body: listView(model, visit.actor.roles) },
    }
  }
}

function byRoom(lines: readonly SettingLine[], coming: readonly Own[]): SettingsModel['rooms'] {
  const rooms = Map.groupBy(lines, (line) => roomOf(line.setting.id))
  return [...rooms].map(([room, settings]) => ({
    name: roomWords(room),
    settings: settings.map((line) => rowOf(line, coming)),
  }))
}

function rowOf({ setting, held }: SettingLine, coming: readonly Own[]): SettingRow {
  const next = coming.find((own) => own.setting === setting.id)
  return {
    id: setting.id,
    name: setting.name,
    sentence: setting.sentence,
    value: valueWords(setting, held.value),
    from: iso(held.from),
    source: held.source,
    by: held.by,
    next: next && { from: next.from, value: valueWords(setting, next.value) },
  }
}
