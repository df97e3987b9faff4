import { newId } from '#db'
import type { Db } from '#db'
import type { Actor, CouncilId } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { parseName } from '../rules/index.ts'
import { COUNCIL_KINDS } from '../store/councils.ts'
import { insertCouncil } from '../store/write-people.ts'
import { createPerson, personOf } from './add-person.ts'

export type NewCouncil = {
  readonly name: string
  readonly kind: string
  readonly laCode?: string | undefined
  readonly administrator: {
    readonly email: string
    readonly name: string
    readonly password: string
  }
  readonly at: Temporal.Instant
}

/** Opens a council with its first administrator, who is also the one who acts. */
export async function addCouncil(db: Db, input: NewCouncil): Promise<Result<Actor>> {
  const name = parseName(input.name)
  if (!name.ok) return name
  const kind = COUNCIL_KINDS.find((each) => each === input.kind)
  if (kind === undefined) return notAKind(input.kind)
  const person = await personOf({ ...input.administrator, roles: ['administrator'] })
  if (!person.ok) return person
  const council: CouncilId = newId<'council'>()
  const actor: Actor = {
    council,
    person: person.value.id,
    name: person.value.name,
    roles: ['administrator'],
    at: input.at,
  }
  await db.inCouncil(council, async (tx) => {
    const laCode = input.laCode
    await insertCouncil(tx, {
      id: council,
      name: name.value,
      kind,
      laCode,
      at: input.at.toString(),
    })
    await createPerson(tx, actor, person.value)
    await record(tx, actor, {
      verb: 'added a council',
      subject: `council/${council}`,
      after: { name: name.value, kind, laCode },
    })
  })
  return ok(actor)
}

function notAKind(kind: string): Result<never> {
  return refused({
    kind: 'not-a-kind',
    field: 'kind',
    message: `"${kind}" is not a kind of council`,
    mend: `Choose among ${COUNCIL_KINDS.join(', ')}`,
    value: kind,
  })
}
