import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { button, definitions, empty, fieldError, form, html, input, pageHead, side } from '#web'
import type { Html, Reply, Visit } from '#web'
import { readRow, readWholeRow } from '../../commands/read-row.ts'
import type { RowFound, RowPlace } from '../../commands/read-row.ts'
import { importIdOf } from '../import/get.ts'
import { DEMAND_CRUMB, HANDLES_RETURNS, IMPORTS_CRUMB } from '../who.ts'

type Model = {
  readonly id: string
  readonly file: string
  readonly sha256: string
  readonly table: string
  readonly row: number
  readonly cells: RowFound['cells']
  readonly hidden: readonly string[]
  readonly mayAsk: boolean
}

/** `/demand/import/:id/rows/:file/:row`: the row of the file that a figure comes from. */
export function getRow(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const place = placeOf(visit)
    if (place === undefined) return { kind: 'not-found' }
    const found = await house.db.inCouncil(visit.actor.council, (tx) => readRow(tx, place))
    return found === undefined ? { kind: 'not-found' } : sheet(visit, place, found, [])
  }
}

/** The whole row, for a purpose that is recorded. */
export function postRow(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const place = placeOf(visit)
    if (place === undefined) return { kind: 'not-found' }
    const purpose = visit.form.get('purpose') ?? ''
    const { council } = visit.actor
    const whole = await house.db.inCouncil(council, (tx) =>
      readWholeRow(tx, visit.actor, place, purpose),
    )
    if (whole.ok)
      return whole.value === undefined
        ? { kind: 'not-found' }
        : sheet(visit, place, whole.value, [])
    const plain = await house.db.inCouncil(council, (tx) => readRow(tx, place))
    return plain === undefined ? { kind: 'not-found' } : sheet(visit, place, plain, whole.refusals)
  }
}

function placeOf(visit: Visit): RowPlace | undefined {
  const id = importIdOf(visit)
  const file = Number(visit.params['file'])
  const row = Number(visit.params['row'])
  const whole = Number.isSafeInteger(file) && Number.isSafeInteger(row) && file >= 0 && row >= 1
  return id === undefined || !whole ? undefined : { id, file, row }
}

function sheet(
  visit: Visit,
  place: RowPlace,
  found: RowFound,
  refusals: readonly Refusal[],
): Reply {
  const model: Model = {
    id: place.id,
    file: found.file.name,
    sha256: found.file.sha256,
    table: found.file.table_name,
    row: place.row,
    cells: found.cells,
    hidden: found.hidden,
    mayAsk: may(visit.actor.roles, HANDLES_RETURNS),
  }
  return {
    kind: 'sheet',
    status: refusals.length > 0 ? 422 : 200,
    model,
    sheet: {
      title: `Row ${place.row} of ${found.file.name}`,
      nav: '/demand',
      crumbs: [
        DEMAND_CRUMB,
        IMPORTS_CRUMB,
        { text: 'What was found', href: `/demand/import/${place.id}` },
      ],
      refusals,
      body: view(model, visit, refusals),
    },
  }
}

function view(model: Model, visit: Visit, refusals: readonly Refusal[]): Html {
  return html`${pageHead({
    kicker: html`The ${model.table} table, as it was sent · SHA-256 <code>${model.sha256.slice(0, 12)}…</code>`,
    title: `Row ${model.row} of ${model.file}`,
  })}
${definitions(
  model.cells.map((c) => ({
    term: c.column,
    value: c.value === '' ? '(empty)' : html`<code>${c.value}</code>`,
  })),
)}
${
  model.hidden.length === 0
    ? side('The whole row is shown. That you looked, and why, has been recorded.')
    : html`<p class="small slate">Not shown, because it could identify a child: ${model.hidden.join(', ')}.</p>${model.mayAsk ? ask(visit, refusals) : empty}`
}`
}

function ask(visit: Visit, refusals: readonly Refusal[]): Html {
  const text = fieldError(refusals, 'purpose')
  return form(
    { action: visit.path, csrf: visit.csrf },
    input({
      id: 'purpose',
      name: 'purpose',
      label: { text: 'What do you need the whole row for?' },
      hint: { text: 'Your name, the row and these words are recorded.' },
      errorMessage: text === undefined ? undefined : { text },
    }),
    button({ text: 'Show the whole row', classes: 'govuk-button--secondary' }),
  )
}
