import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { PersonId, Role } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { z } from 'zod'

export type Person = {
  readonly id: PersonId
  readonly email: string
  readonly name: string
  readonly active: boolean
  readonly roles: readonly Role[]
  readonly createdAt: string
  /** Whether the person can sign in with a password. */
  readonly hasPassword: boolean
}

const Row = z.object({
  id: z.string().transform((text) => idOf(text)),
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  roles: z.array(z.enum(ROLES)),
  createdAt: z.string(),
  hasPassword: z.boolean(),
})

function idOf(text: string): PersonId {
  const id = parseId<'person'>(text)
  if (id === undefined) throw new Error(`${text} is not a person's id`)
  return id
}

const PERSON = sql`select p.id, p.email, p.name, p.active, p.created_at as "createdAt",
  p.password_hash is not null as "hasPassword",
  coalesce((select array_agg(r.role order by r.role) from access.person_role r
    where r.council_id = p.council_id and r.person_id = p.id), '{}') as roles
  from access.person p`

/** Everybody with an account in the council, by name. */
export function people(tx: Tx): Promise<Person[]> {
  return rows(tx, Row, sql`${PERSON} order by p.name, p.email`)
}

export function personById(tx: Tx, id: PersonId): Promise<Person | undefined> {
  return one(tx, Row, sql`${PERSON} where p.id = ${id}`)
}

export function personByEmail(tx: Tx, email: string): Promise<Person | undefined> {
  return one(tx, Row, sql`${PERSON} where p.email = ${email.trim().toLowerCase()}`)
}

/** Holds the council's list of people until the transaction ends: two who change it take turns. */
export async function holdPeople(tx: Tx): Promise<void> {
  await sql`select council_id from access.council for update`.execute(tx)
}

const Hash = z.object({ hash: z.string().nullable() })

export async function passwordHash(tx: Tx, id: PersonId): Promise<string | undefined> {
  const row = await one(
    tx,
    Hash,
    sql`select password_hash as hash from access.person where id = ${id}`,
  )
  return row?.hash ?? undefined
}
