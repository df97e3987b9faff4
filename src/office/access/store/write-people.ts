import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor, CouncilId, PersonId, Role } from '#kernel/access.ts'
import type { CouncilKind } from './councils.ts'

export async function insertCouncil(
  tx: Tx,
  council: {
    readonly id: CouncilId
    readonly name: string
    readonly kind: CouncilKind
    readonly laCode: string | undefined
    readonly at: string
  },
): Promise<void> {
  await run(
    tx,
    sql`insert into access.council (council_id, name, kind, la_code, created_at)
      values (${council.id}, ${council.name}, ${council.kind}, ${council.laCode ?? null}, ${council.at})`,
  )
}

export async function insertPerson(
  tx: Tx,
  actor: Actor,
  person: {
    readonly id: PersonId
    readonly email: string
    readonly nameHash: string
    readonly name: string
    readonly passwordHash: string | undefined
  },
): Promise<void> {
  await run(
    tx,
    sql`insert into access.person (council_id, id, email, name, password_hash, created_at)
      values (${actor.council}, ${person.id}, ${person.email}, ${person.name},
        ${person.passwordHash ?? null}, ${actor.at.toString()})`,
  )
  await run(
    tx,
    sql`insert into access.sign_in_name (council_id, name_hash, person_id)
      values (${actor.council}, ${person.nameHash}, ${person.id})`,
  )
}

export async function replaceRoles(
  tx: Tx,
  actor: Actor,
  person: PersonId,
  roles: readonly Role[],
): Promise<void> {
  await run(tx, sql`delete from access.person_role where person_id = ${person}`)
  await run(
    tx,
    sql`insert into access.person_role (council_id, person_id, role)
      select ${actor.council}::uuid, ${person}::uuid, role from unnest(${roles}::text[]) as role`,
  )
}

export async function setActive(tx: Tx, person: PersonId, active: boolean): Promise<void> {
  await run(tx, sql`update access.person set active = ${active} where id = ${person}`)
}

export async function setPasswordHash(tx: Tx, person: PersonId, hash: string): Promise<void> {
  await run(tx, sql`update access.person set password_hash = ${hash} where id = ${person}`)
}
