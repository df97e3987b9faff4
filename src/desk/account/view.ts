import { ROLES } from '#kernel/access.ts'
import {
  button,
  columns,
  definitions,
  fieldError,
  form,
  hiddenField,
  html,
  input,
  moment,
  pageHead,
  simpleTable,
  tag,
} from '#web'
import type { Html } from '#web'
import { ROLE_WORDS } from '../people/role-words.ts'
import type { AccountModel } from './get.ts'
import { officeNav } from './office-nav.ts'

export function accountView(model: AccountModel, csrf: string): Html {
  return html`${officeNav(model.roles, '/account')}
${pageHead({ kicker: model.council, title: 'Your account', lede: html`You are ${model.name}, signed in as ${model.email}.` })}
${columns([
  { span: 7, body: html`${passwordForm(model, csrf)}${sessions(model, csrf)}` },
  { span: 5, body: roles(model) },
])}`
}

function passwordForm(model: AccountModel, csrf: string): Html {
  const wrong = (field: string) => {
    const text = fieldError(model.refusals, field)
    return text === undefined ? {} : { errorMessage: { text } }
  }
  return html`<h2>Change your password</h2>${form(
    { action: '/account', csrf },
    hiddenField('do', 'password'),
    html`<input type="hidden" name="username" autocomplete="username" value="${model.email}">`,
    input({
      name: 'current',
      type: 'password',
      label: { text: 'The password you have now' },
      autocomplete: 'current-password',
      classes: 'govuk-input--width-20',
      ...wrong('current'),
    }),
    input({
      name: 'password',
      type: 'password',
      label: { text: 'The new password' },
      hint: {
        text: 'At least 12 characters, without your name or email address. Several words that do not belong together are easy to remember and hard to guess. Wherever else you are signed in, you are signed out.',
      },
      autocomplete: 'new-password',
      classes: 'govuk-input--width-20',
      ...wrong('password'),
    }),
    button({ text: 'Change the password' }),
  )}`
}

function roles(model: AccountModel): Html {
  const held = ROLES.filter((role) => model.roles.includes(role))
  return html`<h2>What you may do</h2>${
    held.length === 0
      ? html`<p>You have no role: you read the pages that hold no child. An administrator of your council gives roles.</p>`
      : definitions(
          held.map((role) => ({ term: ROLE_WORDS[role].name, value: ROLE_WORDS[role].may })),
        )
  }<p class="small slate">Roles are given by the administrators of your council, and every change is recorded.</p>`
}

function sessions(model: AccountModel, csrf: string): Html {
  const elsewhere = model.sessions.filter((s) => !s.here).length
  return html`<h2>Where you are signed in</h2>${simpleTable({
    caption: 'Sessions, the newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Signed in' },
      { head: 'Last used' },
      { head: 'Ends at the latest' },
      { head: 'Where' },
    ],
    lines: model.sessions.map((s) => ({
      here: s.here,
      cells: [
        moment(s.startedAt),
        moment(s.seenAt),
        moment(s.endsAt),
        s.here ? tag('open', 'Here') : tag('none', 'Elsewhere'),
      ],
    })),
  })}${
    elsewhere > 0 &&
    form(
      { action: '/account', csrf },
      hiddenField('do', 'sign-out-elsewhere'),
      button({ text: 'Sign out everywhere else', classes: 'govuk-button--secondary' }),
    )
  }`
}
