import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { z } from 'zod'

export const COUNCIL_KINDS = ['county', 'unitary', 'metropolitan', 'london', 'example'] as const
export type CouncilKind = (typeof COUNCIL_KINDS)[number]

export type Council = {
  readonly id: CouncilId
  readonly name: string
  readonly kind: CouncilKind
  readonly laCode: string | undefined
}

const Row = z.object({
  id: z.string().transform((text) => councilId(text)),
  name: z.string(),
  kind: z.enum(COUNCIL_KINDS),
  laCode: z
    .string()
    .nullable()
    .transform((code) => code ?? undefined),
})

export function councilId(text: string): CouncilId {
  const id = parseId<'council'>(text)
  if (id === undefined) throw new Error(`${text} is not a council's id`)
  return id
}

const COUNCIL = sql`select council_id as id, name, kind, la_code as "laCode" from access.council`

/** The directory of councils; inside a council, that one alone. */
export function councils(tx: Tx): Promise<Council[]> {
  return rows(tx, Row, sql`${COUNCIL} order by name, council_id`)
}

/** The council of the transaction. */
export function ownCouncil(tx: Tx): Promise<Council | undefined> {
  return one(tx, Row, sql`${COUNCIL} where council_id = office.council()`)
}

const Lead = z.object({ council: z.string().transform(councilId), person: z.string() })
export type Lead = z.infer<typeof Lead>

/** Where a sign-in name leads. Outside all councils. */
export function leadsOf(tx: Tx, nameHash: string): Promise<Lead[]> {
  return rows(
    tx,
    Lead,
    sql`select council_id as council, person_id as person from access.sign_in_name
      where name_hash = ${nameHash} order by council_id limit 10`,
  )
}
