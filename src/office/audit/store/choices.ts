import { rows, sql } from '#db'
import type { Tx } from '#db'
import { z } from 'zod'

export type Choices = {
  /** Everybody who ever acted, by the name they last had. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly verbs: readonly string[]
}

const Person = z.object({ id: z.string(), name: z.string() })
const Verb = z.object({ verb: z.string() })

/** Who acted in this council, and what was ever done: what a list of entries may be narrowed to. */
export async function auditChoices(tx: Tx): Promise<Choices> {
  const people = await rows(
    tx,
    Person,
    sql`select id, name from (
        select distinct on (person_id) person_id as id, person_name as name from audit.entry
        where person_name <> ${NOBODY} order by person_id, seq desc
      ) as latest order by name, id`,
  )
  const verbs = await rows(tx, Verb, sql`select distinct verb from audit.entry order by verb`)
  return { people, verbs: verbs.map((each) => each.verb) }
}

/** Who acts in an entry about somebody who was not signed in: a failed sign-in stands under the person it was tried for. */
export const NOBODY = 'somebody not signed in'
