import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FolderInUse, openDatabase } from '#db'
import type { Db, Where } from '#db'
import { may } from '#kernel/access.ts'
import type { Access, Actor, CouncilId } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { actorByEmail, councils } from '#office/access/index.ts'
import type { Council } from '#office/access/index.ts'
import { refuse, usage } from './command.ts'
import type { Invocation, Option, Options, Outcome } from './command.ts'
import { DATA, whereOf } from './place.ts'

export const AS: Option = {
  name: 'as',
  type: 'string',
  value: 'EMAIL',
  help: 'The person who acts (or HEADWATER_AS): what they may do is what their account may do.',
}
export const COUNCIL: Option = {
  name: 'council',
  type: 'string',
  value: 'NAME',
  help: 'The council, by name or id, when the person or the database has several.',
}
/** Options of every command that acts in a council. */
export const IN_COUNCIL: readonly Option[] = [AS, COUNCIL, DATA]

/** Opens the database for one command, says why when it cannot be had, and closes it. */
export async function withDatabase(
  where: Where,
  work: (db: Db) => Promise<Outcome>,
): Promise<Outcome> {
  return await whenFree(async () => {
    const db = await openDatabase(where)
    try {
      return await work(db)
    } finally {
      await db.close()
    }
  })
}

/** Another process holds the folder: a refusal with its number and since when. */
export async function whenFree(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (fault) {
    const refusal = openingRefusal(fault)
    if (refusal === undefined) throw fault
    return refuse(refusal)
  }
}

function openingRefusal(fault: unknown): Refusal | undefined {
  if (fault instanceof FolderInUse)
    return {
      kind: 'folder-in-use',
      message: fault.message.replace(/ Stop that process.*$/, ''),
      mend: 'Use the pages of that process, or stop it first, or give this one another folder with --data DIR',
    }
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  if (!UNREACHABLE.has(code)) return undefined
  return {
    kind: 'no-server',
    message: `The database server could not be reached (${code})`,
    mend: 'Check the address in DATABASE_URL, and that the server runs',
  }
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '28P01',
  '28000',
  '3D000',
])

/** Refused when the folder holds no database: a command that only looks must not make one. */
export function noDatabase(where: Where): Refusal | undefined {
  if (!('dataDir' in where) || existsSync(join(where.dataDir, 'postgres', 'PG_VERSION')))
    return undefined
  return {
    kind: 'no-database',
    file: where.dataDir,
    message: 'There is no database in this folder',
    mend: 'Name its folder with --data DIR, or begin one with `headwater council add` or `headwater demo county`',
  }
}

export type Inside = { readonly db: Db; readonly actor: Actor; readonly council: string }

/** Runs a command's work as the person of `--as`, if that person may do it. */
export async function inCouncil(
  invocation: Invocation,
  access: Access,
  work: (inside: Inside) => Promise<Outcome>,
): Promise<Outcome> {
  const { options } = invocation
  const email = personOf(options)
  if (email === undefined) return usage('--as EMAIL says who acts')
  const where = whereOf(options)
  const missing = noDatabase(where)
  if (missing !== undefined) return refuse(missing)
  return await withDatabase(where, async (db) => {
    const actor = await actorOf(db, options, access, Temporal.Now.instant())
    return actor.ok ? await work({ db, ...actor.value }) : refuse(...actor.refusals)
  })
}

export function personOf(options: Options): string | undefined {
  const given = options['as'] ?? process.env['HEADWATER_AS']
  return typeof given === 'string' && given !== '' ? given : undefined
}

/** The person who acts and the council they act in; refused when they may not. */
export async function actorOf(
  db: Db,
  options: Options,
  access: Access,
  at: Temporal.Instant,
): Promise<Result<{ readonly actor: Actor; readonly council: string }>> {
  const council = await councilOf(db, options)
  if (!council.ok) return council
  const found = await actorByEmail(db, {
    email: personOf(options) ?? '',
    council: council.value?.id,
    at,
  })
  if (!found.ok) return found
  if (!may(found.value.roles, access)) return refused(mayNot(found.value, access))
  return ok({ actor: found.value, council: found.value.councilName })
}

function mayNot(actor: Actor, access: Access): Refusal {
  const roles = typeof access === 'object' ? access.roles.join(', ') : access
  return {
    kind: 'not-allowed',
    message: `${actor.name} may not do this: it needs one of the roles ${roles}`,
    mend: 'Act as somebody who holds one of them, or ask an administrator',
  }
}

/** The council that `--council` names; undefined when it was not given. */
async function councilOf(db: Db, options: Options): Promise<Result<Council | undefined>> {
  const named = options['council']
  if (typeof named !== 'string') return ok(undefined)
  const all = await allCouncils(db)
  const found = all.filter((c) => c.id === named || c.name.toLowerCase() === named.toLowerCase())
  const [first, ...others] = found
  if (first !== undefined && others.length === 0) return ok(first)
  return refused({
    kind: first === undefined ? 'no-such-council' : 'two-councils',
    value: named,
    message:
      first === undefined
        ? `No council here is called "${named}"`
        : `${found.length} councils here are called "${named}"`,
    mend: `Name one by its name or id: ${all.map((c) => `${c.name} (${c.id})`).join(', ')}`,
  })
}

export async function allCouncils(db: Db): Promise<readonly Council[]> {
  return await db.outside((tx) => councils(tx))
}

/** The councils a command is about: the one of `--council`, or all. */
export async function chosenCouncils(
  db: Db,
  options: Options,
): Promise<Result<readonly { readonly id: CouncilId; readonly name: string }[]>> {
  const one = await councilOf(db, options)
  if (!one.ok) return one
  return ok(one.value === undefined ? await allCouncils(db) : [one.value])
}
