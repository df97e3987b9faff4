import type { Tx } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { PersonId, Role } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/result.ts'
import { personById } from '#office/access/index.ts'
import type { Person } from '#office/access/index.ts'
import { auditEntries } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { PEOPLE_CRUMB } from './new.ts'
import { personView } from './person-view.ts'

/** Who changed the roles while this page was open, when, to what, and what was chosen here meanwhile. */
export type Meanwhile = {
  readonly by: string
  readonly at: string
  readonly theirs: readonly Role[]
  readonly yours: readonly Role[]
}

export type PersonModel = {
  readonly person: Person
  /** The roles as the boxes show them: those held, or those chosen when the choice was refused. */
  readonly ticked: readonly string[]
  /** The last changes of the account, the newest first. */
  readonly changes: readonly {
    readonly seq: number
    readonly at: string
    readonly by: string
    readonly verb: string
  }[]
  readonly meanwhile: Meanwhile | undefined
  /** Why it is to be put out of use, as typed. */
  readonly why: string
  readonly refusals: readonly Refusal[]
}

/** What was chosen and typed on the page, and why it was refused. */
export type Kept = {
  readonly roles?: readonly string[]
  readonly why?: string
  readonly refusals: readonly Refusal[]
}

const CHANGES = 5

export function personIdOf(visit: Visit): PersonId | undefined {
  return parseId<'person'>(visit.params['id'] ?? '')
}

/** `/people/:id` */
export function getPerson(house: House) {
  return (visit: Visit): Promise<Reply> => personSheet(house, visit, { refusals: [] })
}

export async function personSheet(house: House, visit: Visit, kept: Kept): Promise<Reply> {
  const id = personIdOf(visit)
  if (id === undefined) return { kind: 'not-found' }
  const model = await house.db.inCouncil(visit.actor.council, (tx) => personModel(tx, id, kept))
  if (model === undefined) return { kind: 'not-found' }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: model.person.name,
      crumbs: [PEOPLE_CRUMB],
      refusals: model.refusals,
      body: personView(model, visit.csrf),
    },
  }
}

async function personModel(tx: Tx, id: PersonId, kept: Kept): Promise<PersonModel | undefined> {
  const person = await personById(tx, id)
  if (person === undefined) return undefined
  const subject = `person/${id}`
  const entries = await auditEntries(tx, { subject, limit: 50 })
  const changes = entries.filter((e) => !COMINGS_AND_GOINGS.includes(e.verb)).slice(0, CHANGES)
  return {
    person,
    ticked: kept.roles ?? person.roles,
    changes: changes.map((e) => ({ seq: e.seq, at: e.at, by: e.personName, verb: e.verb })),
    meanwhile: await meanwhileOf(tx, person, kept),
    why: kept.why ?? '',
    refusals: kept.refusals,
  }
}

const COMINGS_AND_GOINGS = ['signed in', 'signed out', 'failed to sign in']

async function meanwhileOf(tx: Tx, person: Person, kept: Kept): Promise<Meanwhile | undefined> {
  if (!kept.refusals.some((r) => r.kind === 'changed-meanwhile')) return undefined
  const search = { subject: `person/${person.id}`, verb: 'set roles', limit: 1 }
  const [theirs] = await auditEntries(tx, search)
  if (theirs === undefined) return undefined
  const yours = ROLES.filter((role) => kept.roles?.includes(role))
  return { by: theirs.personName, at: theirs.at, theirs: person.roles, yours }
}
