import type { Role } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { ownSessions } from '#office/access/index.ts'
import type { OwnSession } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { accountView } from './view.ts'

export type AccountModel = {
  readonly name: string
  readonly email: string
  readonly council: string
  readonly roles: readonly Role[]
  readonly sessions: readonly OwnSession[]
  readonly refusals: readonly Refusal[]
}

/** `/account`: who I am here, what I may do, where I am signed in, and a new password. */
export function getAccount(house: House) {
  return (visit: Visit): Promise<Reply> => accountSheet(house, visit, [])
}

export async function accountSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const { actor, viewer } = visit
  const sessions = await house.db.inCouncil(actor.council, (tx) =>
    ownSessions(tx, actor, visit.session),
  )
  const model: AccountModel = {
    name: actor.name,
    email: viewer?.email ?? '',
    council: viewer?.councilName ?? '',
    roles: actor.roles,
    sessions,
    refusals,
  }
  return {
    kind: 'sheet',
    model,
    sheet: { title: 'Your account', refusals, body: accountView(model, visit.csrf) },
  }
}
