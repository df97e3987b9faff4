import type { House } from '#office/house.ts'
import { plural } from '#web'
import type { Reply, Visit } from '#web'
import { importPublished } from '../../commands/import-published.ts'
import type { CareReader } from '../history/get.ts'
import { pressuresSheet } from './get.ts'
import { FILES_FIELD } from './view.ts'

/** Loads published tables; what is wrong with one comes back to the form, and nothing is stored. */
export function postPressures(house: House, careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const files = visit.files
      .filter((f) => f.field === FILES_FIELD && f.name !== '')
      .map(({ name, bytes }) => ({ name, bytes }))
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      importPublished(tx, visit.actor, files),
    )
    if (!result.ok) {
      const refusals = result.refusals.slice(0, 50).map((r) => ({ ...r, field: FILES_FIELD }))
      return pressuresSheet(house, careFor, visit, refusals)
    }
    const fresh = result.value.filter((f) => !f.recognised).length
    const again = result.value.length - fresh
    const flash = [
      fresh > 0 ? `${plural(fresh, 'table', 'tables')} loaded.` : '',
      again > 0 ? `${plural(again, 'table was', 'tables were')} there already.` : '',
    ]
    return {
      kind: 'redirect',
      to: '/demand/pressures',
      flash: flash.filter((t) => t !== '').join(' '),
    }
  }
}
