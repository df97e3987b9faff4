import { z } from 'zod'
import { APP_ROLE } from './engine.ts'
import type { Session } from './engine.ts'

const Standing = z.object({
  present: z.boolean(),
  member: z.boolean(),
  safe: z.boolean(),
  me: z.string(),
})

/**
 * Makes sure of the role that every transaction takes: no sign-in, no superuser, no way round row-level security. Says what to
 * do where the connecting user may not make it.
 */
export async function ensureRole(session: Session): Promise<void> {
  const before = await standing(session)
  if (!before.present) await attempt(session, before.me, `create role ${APP_ROLE} nologin`)
  if (!(await standing(session)).member)
    await attempt(session, before.me, `grant ${APP_ROLE} to current_user`)
  if (!(await standing(session)).safe)
    throw new Error(
      `The role ${APP_ROLE} is a superuser or may bypass row-level security, so councils would not be apart. ` +
        `Ask whoever runs the database for: alter role ${APP_ROLE} nosuperuser nobypassrls`,
    )
}

async function standing(session: Session): Promise<z.infer<typeof Standing>> {
  const { rows } = await session.query(
    `select current_user::text as me, r.oid is not null as present,
       coalesce(pg_has_role(current_user, r.oid, 'member'), false) as member,
       coalesce(not r.rolsuper and not r.rolbypassrls, true) as safe
     from (select 1) as always left join pg_roles r on r.rolname = $1`,
    [APP_ROLE],
  )
  return Standing.parse(rows[0])
}

async function attempt(session: Session, me: string, statement: string): Promise<void> {
  try {
    await session.script(statement)
  } catch (error) {
    throw new Error(
      `The database user ${me} may not prepare the role ${APP_ROLE}. Ask whoever runs the database to run, once: ` +
        `create role ${APP_ROLE} nologin; grant ${APP_ROLE} to "${me}";`,
      { cause: error },
    )
  }
}
