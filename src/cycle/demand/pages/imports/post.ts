import type { House } from '#office/house.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Reply, Visit } from '#web'
import { importFiles } from '../../commands/import-files.ts'
import type { ImportRequest } from '../../commands/import-files.ts'
import { imports } from '../../store/imports.ts'
import { importsSheet } from './get.ts'
import { importLine } from './model.ts'
import { FILES_FIELD } from './view.ts'

/** Reads what was sent and leads to what was found; a structural fault comes back to the form, file by file. */
export function postImports(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { council } = visit.actor
    const request = requestOf(visit)
    const result = request.ok
      ? await house.db.inCouncil(council, (tx) => importFiles(tx, visit.actor, request.value))
      : request
    if (result.ok) {
      const { id, recognised } = result.value
      const to = `/demand/import/${id}`
      return recognised
        ? {
            kind: 'redirect',
            to,
            flash: 'These files have been read before: this is what was found.',
          }
        : { kind: 'redirect', to }
    }
    const found = await house.db.inCouncil(council, (tx) => imports(tx, 50))
    return importsSheet(visit, {
      imports: found.map(importLine),
      refusals: result.refusals.slice(0, 50).map(atTheField),
      typed: Object.fromEntries([...visit.form].filter(([name]) => name !== '_csrf')),
    })
  }
}

/** A refusal of a file is shown at the field the file came by. */
function atTheField(refusal: Refusal): Refusal {
  return refusal.field === undefined ? { ...refusal, field: FILES_FIELD } : refusal
}

function requestOf(visit: Visit): Result<ImportRequest> {
  const year = (visit.form.get('year') ?? '').trim()
  if (year !== '' && !/^20\d\d$/.test(year))
    return refused({
      kind: 'not-a-year',
      field: 'year',
      value: year,
      message: 'The year in which the return ends is four digits',
      mend: 'Write 2022 for the return of 1 April 2021 to 31 March 2022, or leave it empty',
    })
  const meaning = visit.form.get('meaning')
  return ok({
    files: visit.files
      .filter((f) => f.field === FILES_FIELD && f.name !== '')
      .map(({ name, bytes }) => ({ name, bytes })),
    year: year === '' ? undefined : Number(year),
    meaning: meaning === 'ending' || meaning === 'starting' ? meaning : undefined,
    alone: visit.form.get('alone') === 'yes',
  })
}
