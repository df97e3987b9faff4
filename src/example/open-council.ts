import type { Actor, CouncilId } from '#kernel/access.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import {
  actorByEmail,
  addCouncil,
  addPerson,
  councils,
  people,
  setPassword,
} from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import { COUNTY } from './parameters.ts'
import { accountsFile, keepPassword, keptPassword, newPassword } from './password.ts'
import { ADMINISTRATOR, PEOPLE } from './people.ts'
import type { Account } from './people.ts'

export type OpenedCouncil = {
  readonly council: CouncilId
  readonly password: string | undefined
}

/**
 * The example council with its people. The password is kept before anybody has it, so that a sudden end loses nobody; on a
 * database server, where it is kept nowhere, people who are still missing make a new one for all.
 */
export async function openCouncil(
  house: House,
  say: (line: string) => void,
): Promise<OpenedCouncil> {
  const file = accountsFile(house.db)
  const kept = await keptPassword(file)
  const there = await exampleCouncil(house)
  if (there !== undefined && (await allThere(house, there))) {
    if (kept !== undefined) sayAccounts(say, kept)
    return { council: there, password: kept }
  }
  const password = kept ?? newPassword()
  if (kept === undefined) await keepPassword(file, password)
  sayAccounts(say, password)
  const council = there ?? (await newCouncil(house, password))
  const administrator = await actorOf(house, council, ADMINISTRATOR)
  await addPeople(house, administrator, password, there !== undefined && kept === undefined)
  return { council, password }
}

/** The example council of this database, if there is one. */
export async function exampleCouncil(house: House): Promise<CouncilId | undefined> {
  const all = await house.db.outside((tx) => councils(tx))
  return all.find((c) => c.kind === 'example' && c.name === COUNTY.name)?.id
}

async function newCouncil(house: House, password: string): Promise<CouncilId> {
  const { email, name } = ADMINISTRATOR
  const opened = await addCouncil(house.db, {
    name: COUNTY.name,
    kind: 'example',
    laCode: COUNTY.code,
    administrator: { email, name, password },
    at: house.now(),
  })
  return must(opened, 'the council').council
}

/** Whether everybody has an account: then nothing is written. */
async function allThere(house: House, council: CouncilId): Promise<boolean> {
  const there = await house.db.inCouncil(council, (tx) => people(tx))
  const emails = new Set(there.map((p) => p.email))
  return PEOPLE.every((p) => emails.has(p.email))
}

async function addPeople(
  house: House,
  administrator: Actor,
  password: string,
  anew: boolean,
): Promise<void> {
  await house.db.inCouncil(administrator.council, async (tx) => {
    const there = new Map((await people(tx)).map((p) => [p.email, p.id]))
    for (const { email, name, roles } of PEOPLE) {
      const person = there.get(email)
      if (person === undefined)
        must(await addPerson(tx, administrator, { email, name, roles, password }), email)
      else if (anew) must(await setPassword(tx, administrator, { person, password }), email)
    }
  })
}

/** One of the people as somebody who acts now. */
export async function actorOf(house: House, council: CouncilId, account: Account): Promise<Actor> {
  const found = await actorByEmail(house.db, { email: account.email, council, at: house.now() })
  return must(found, account.email)
}

function sayAccounts(say: (line: string) => void, password: string): void {
  const width = Math.max(...PEOPLE.map((p) => p.email.length))
  say(`Example council: ${COUNTY.name}. Every account has the password ${password}`)
  for (const p of PEOPLE) say(`  ${p.email.padEnd(width)}  ${p.name}, ${p.post}`)
}

/** What the example sends is our own: a refusal of it is a fault of ours. */
export function must<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value
  throw new Error(`the example council: ${what}: ${result.refusals.map(sentence).join('; ')}`)
}

function sentence(r: Refusal): string {
  const place = [r.file, r.row === undefined ? '' : `row ${r.row}`, r.column].filter(Boolean)
  return `${place.join(' ')} ${r.message}. ${r.mend}`.trim()
}
