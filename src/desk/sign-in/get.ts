import { councils } from '#office/access/index.ts'
import type { House } from '#office/house.ts'
import type { Refusal } from '#kernel/result.ts'
import { localPath } from '#web'
import type { Reply, Visit } from '#web'
import { signInView } from './view.ts'

export type SignInModel = {
  /** What was typed; a password never comes back. */
  readonly email: string
  /** Where signing in leads. */
  readonly next: string
  /** The council that was chosen, or that the address of the page names. */
  readonly council: string
  /** The councils to choose among, once the password has opened several. */
  readonly among: readonly { readonly id: string; readonly name: string }[]
  /** Whether an invented council is here to try. */
  readonly example: boolean
  readonly refusals: readonly Refusal[]
}

export type TypedSignIn = Pick<SignInModel, 'email' | 'next' | 'council'>

/** A page of ours to go on to; never another site, and never this page again. */
export function thenOf(text: string | null): string {
  const path = localPath(text) ?? '/'
  return /^\/sign-(?:in|out)\b/.test(path) ? '/' : path
}

/** `/sign-in`: the form, or straight on for somebody who is signed in. */
export function getSignIn(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const next = thenOf(visit.query.get('then'))
    if (visit.viewer !== undefined) return { kind: 'redirect', to: next }
    const council = visit.query.get('council') ?? ''
    return signInSheet(house, visit, { email: '', next, council }, [])
  }
}

export async function signInSheet(
  house: House,
  visit: Visit,
  typed: TypedSignIn,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const all = await house.db.outside((tx) => councils(tx))
  const opened = (refusals.find((r) => r.kind === 'choose-council')?.value ?? '').split(' ')
  const model: SignInModel = {
    ...typed,
    among: all.filter((c) => opened.includes(c.id)).map(({ id, name }) => ({ id, name })),
    example: all.some((c) => c.kind === 'example'),
    refusals,
  }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'Sign in',
      layout: 'public',
      refusals,
      body: signInView(model, visit.csrf),
    },
  }
}
