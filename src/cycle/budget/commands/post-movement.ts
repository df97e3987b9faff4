import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import type { Pence } from '#kernel/money.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { record } from '#office/audit/index.ts'
import { lineKey, moneyService, parseLine, subjectiveOf } from '../rules/index.ts'
import type { Base, Line, Movement, MovementKind } from '../rules/index.ts'
import { loadBase } from '../store/load.ts'
import { addMovement } from '../store/save.ts'
import { takeTurn } from '../store/turn.ts'
import { versionOf } from '../store/versions.ts'
import { SHIPPED } from './check-files.ts'

export type MovementRequest = {
  readonly year: FinancialYear
  readonly kind: MovementKind
  /** `service|subjective|stream|area|cost centre`. */
  readonly from: string
  readonly to?: string
  readonly pence: Pence
  readonly why: string
  readonly reference: string
}

/** Records a movement: the only way a budget changes. In a year that is agreed it makes the current budget differ from it. */
export async function postMovement(
  tx: Tx,
  actor: Actor,
  request: MovementRequest,
): Promise<Result<string>> {
  await takeTurn(tx, actor.council)
  const base = await loadBase(tx, SHIPPED)
  const from = endOf(base, 'from', request.from)
  const to = request.to === undefined ? undefined : endOf(base, 'to', request.to)
  const faults = [
    ...(from.refusal === undefined ? [] : [from.refusal]),
    ...(to?.refusal === undefined ? [] : [to.refusal]),
    ...wordless(request),
  ]
  if (faults.length > 0 || from.line === undefined) return refused(...faults)
  const agreed = await versionOf(tx, { year: request.year, kind: 'agreed', name: '' })
  const movement = movementOf(request, from.line, to?.line, agreed !== undefined)
  const id = await addMovement(tx, actor, movement, undefined)
  await record(tx, actor, {
    verb: 'posted a movement',
    subject: `movement/${id}`,
    why: movement.why,
    after: {
      year: movement.year,
      kind: movement.kind,
      from: lineKey(movement.from),
      ...(movement.to === undefined ? {} : { to: lineKey(movement.to) }),
      pence: movement.pence,
      reference: movement.reference,
    },
  })
  return ok(id)
}

function movementOf(
  request: MovementRequest,
  from: Line,
  to: Line | undefined,
  afterAgreement: boolean,
): Movement {
  return {
    year: request.year,
    kind: request.kind,
    from,
    pence: request.pence,
    why: request.why.trim(),
    reference: request.reference.trim(),
    ...(to === undefined ? {} : { to }),
    ...(afterAgreement ? { afterAgreement: true } : {}),
  }
}

function wordless(request: MovementRequest): readonly Refusal[] {
  const faults: Refusal[] = []
  if (request.why.trim() === '')
    faults.push({
      kind: 'no-why',
      field: 'why',
      message: 'A movement says why',
      mend: 'Write the reason in a sentence',
    })
  if (request.kind === 'permanent-virement' && request.to === undefined)
    faults.push({
      kind: 'one-end',
      field: 'to',
      message: 'A virement leaves one line and arrives at another',
      mend: 'Give the line it goes to',
    })
  return faults
}

function endOf(
  base: Base,
  field: string,
  text: string,
): { readonly line?: Line; readonly refusal?: Refusal } {
  const line = parseLine(text)
  const mend =
    'Write service|subjective|stream|area|cost centre, such as S04|employees|core|county|CC104'
  if (line === undefined)
    return {
      refusal: { kind: 'not-a-line', field, value: text, message: `"${text}" is not a line`, mend },
    }
  const known =
    base.services.some((s) => s.id === line.service) &&
    base.streams.some((s) => s.id === line.stream) &&
    subjectiveOf(base.subjectives, line.subjective) !== undefined
  return known
    ? { line: { ...line, service: moneyService(base.services)(line.service) } }
    : {
        refusal: {
          kind: 'unknown-line',
          field,
          value: text,
          message: `"${text}" names a service, subjective or stream that is not there`,
          mend,
        },
      }
}
