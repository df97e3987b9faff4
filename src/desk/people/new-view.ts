import { ROLES } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { button, checkboxes, fieldError, form, html, input, pageHead } from '#web'
import type { Html } from '#web'
import type { NewModel } from './new.ts'
import { ROLE_WORDS } from './role-words.ts'

export function wrongAt(refusals: readonly Refusal[], field: string) {
  const text = fieldError(refusals, field)
  return text === undefined ? {} : { errorMessage: { text } }
}

export function newView(model: NewModel, csrf: string): Html {
  const wrong = (field: string) => wrongAt(model.refusals, field)
  return html`${pageHead({
    kicker: 'Only for people who work for this council',
    title: 'Add somebody',
    lede: 'An account is of one person. Give the fewest roles that their work needs: you can change them at any time, and each change is recorded.',
  })}
${form(
  { action: '/people/new', csrf },
  input({
    name: 'name',
    label: { text: 'Name' },
    hint: { text: 'As colleagues know them: it stands beside everything they do.' },
    value: model.name,
    autocomplete: 'off',
    classes: 'govuk-input--width-20',
    ...wrong('name'),
  }),
  input({
    name: 'email',
    type: 'email',
    label: { text: 'Email address' },
    hint: { text: 'With it they sign in.' },
    value: model.email,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    classes: 'govuk-input--width-20',
    ...wrong('email'),
  }),
  rolesField(model.roles, model.refusals),
  passwordField(
    model.refusals,
    'A first password',
    'At least 12 characters. Leave it empty to set one later: until then they cannot sign in.',
  ),
  button({ text: 'Add this person' }),
)}`
}

/** The roles as boxes, each with what it may do. */
export function rolesField(ticked: readonly string[], refusals: readonly Refusal[]): Html {
  return checkboxes({
    name: 'roles',
    idPrefix: 'roles',
    fieldset: { legend: { text: 'What they may do' } },
    hint: {
      text: 'Without a role somebody reads the pages that are for everybody in the council.',
    },
    values: ticked,
    items: ROLES.map((role) => ({
      value: role,
      text: ROLE_WORDS[role].name,
      hint: { text: ROLE_WORDS[role].may },
    })),
    ...wrongAt(refusals, 'roles'),
  })
}

export function passwordField(refusals: readonly Refusal[], label: string, hint: string): Html {
  return input({
    name: 'password',
    type: 'password',
    label: { text: label },
    hint: { text: hint },
    autocomplete: 'new-password',
    classes: 'govuk-input--width-20',
    ...wrongAt(refusals, 'password'),
  })
}
