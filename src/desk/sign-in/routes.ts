import type { House } from '#office/house.ts'
import { signIn, signOut } from '#office/access/index.ts'
import { button, fieldError, form, html, input, pageHead } from '#web'
import type { Html, Reply, Route, Visit } from '#web'
import type { Refusal } from '#kernel/result.ts'
import { localPath } from '#web'

/** Signing in and out. */
export function signInRoutes(house: House): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/sign-in',
      access: 'public',
      handle: (visit) => Promise.resolve(sheet(visit, [], '')),
    },
    {
      method: 'POST',
      path: '/sign-in',
      access: 'public',
      perMinute: 60,
      handle: async (visit) => {
        const email = visit.form.get('email') ?? ''
        const result = await signIn(house.db, {
          email,
          password: visit.form.get('password') ?? '',
          at: house.now(),
        })
        if (!result.ok) return sheet(visit, result.refusals, email)
        const { token, seconds } = result.value
        const to = localPath(visit.form.get('then') ?? '') ?? '/'
        return { kind: 'redirect', to, session: { token, seconds } }
      },
    },
    {
      method: 'POST',
      path: '/sign-out',
      access: 'public',
      handle: async (visit) => {
        if (visit.session !== undefined) await signOut(house.db, visit.session, house.now())
        return { kind: 'redirect', to: '/sign-in', flash: 'You are signed out.', session: 'end' }
      },
    },
  ]
}

function sheet(visit: Visit, refusals: readonly Refusal[], email: string): Reply {
  return {
    kind: 'sheet',
    model: { refusals },
    sheet: { title: 'Sign in', refusals, body: body(visit, refusals, email) },
  }
}

function body(visit: Visit, refusals: readonly Refusal[], email: string): Html {
  const wrong = (field: string) => {
    const text = fieldError(refusals, field)
    return text === undefined ? {} : { errorMessage: { text } }
  }
  const then = visit.query.get('then') ?? visit.form.get('then') ?? ''
  return html`${pageHead({ title: 'Sign in' })}${form(
    { action: '/sign-in', csrf: visit.csrf },
    html`<input type="hidden" name="then" value="${then}">`,
    input({
      id: 'email',
      name: 'email',
      type: 'email',
      label: { text: 'Email address' },
      value: email,
      autocomplete: 'username',
      ...wrong('email'),
    }),
    input({
      id: 'password',
      name: 'password',
      type: 'password',
      label: { text: 'Password' },
      autocomplete: 'current-password',
      ...wrong('password'),
    }),
    button({ text: 'Sign in' }),
  )}`
}
