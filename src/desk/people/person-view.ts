import { isoDay } from '#kernel/dates.ts'
import {
  button,
  columns,
  dateList,
  dayShort,
  definitions,
  form,
  hiddenField,
  html,
  input,
  moment,
  pageHead,
  side,
} from '#web'
import type { Html } from '#web'
import { auditHref, londonIso } from '../audit/search.ts'
import { accountTag } from './list-view.ts'
import { passwordField, rolesField, wrongAt } from './new-view.ts'
import type { Meanwhile, PersonModel } from './person.ts'
import { roleNames } from './role-words.ts'

export function personView(model: PersonModel, csrf: string): Html {
  const { person } = model
  return html`${pageHead({ kicker: person.email, title: person.name, lede: lede(model) })}
${model.meanwhile !== undefined && both(model.meanwhile, person.id)}
${columns([
  { span: 7, body: rolesForm(model, csrf) },
  {
    span: 5,
    body: html`${about(model)}${password(model, csrf)}${person.active ? takeOut(model, csrf) : putBack(model, csrf)}`,
  },
])}`
}

function lede({ person }: PersonModel): string {
  if (!person.active) return 'This account is out of use: nobody can sign in with it.'
  if (!person.hasPassword) return 'They can sign in once a password is set.'
  return person.roles.length === 0 ? 'They have no role.' : `Roles: ${roleNames(person.roles)}.`
}

/** Two administrators at once: who, when, both choices, and nothing lost. */
function both(m: Meanwhile, person: string): Html {
  return side(
    html`<p><b>${m.by} changed these roles on ${moment(m.at)}, while you had this page open.</b> Nothing is lost: yours are still ticked below, and are not saved.</p>
${definitions([
  { term: 'Theirs, as they are now', value: roleNames(m.theirs) },
  { term: 'Yours, not saved', value: roleNames(m.yours) },
])}<p>Save the roles to put yours in place of theirs, or <a href="/people/${person}">open the page again</a> to leave theirs.</p>`,
    'clay',
  )
}

function rolesForm(model: PersonModel, csrf: string): Html {
  const { person } = model
  return html`<h2>Roles</h2>${form(
    { action: `/people/${person.id}`, csrf },
    hiddenField('do', 'roles'),
    hiddenField('shown', person.roles.join(' ')),
    rolesField(model.ticked, model.refusals),
    button({ text: 'Save the roles' }),
  )}`
}

function about(model: PersonModel): Html {
  const { person } = model
  return html`<h2>Account</h2>${definitions([
    { term: 'State', value: accountTag(person) },
    { term: 'Added', value: moment(person.createdAt) },
    { term: 'Email address', value: person.email },
  ])}
<h3>Last changes</h3>${
    model.changes.length === 0
      ? html`<p>None is recorded.</p>`
      : dateList(
          model.changes.map((c) => ({
            when: dayShort(isoDay(londonIso(c.at))),
            what: html`<a href="/audit/${c.seq}">${c.by} ${c.verb}</a>`,
          })),
        )
  }<p><a href="${auditHref({ subject: `person/${person.id}` })}">Everything about this account</a> · <a href="${auditHref({ person: person.id })}">everything they did</a></p>`
}

function password(model: PersonModel, csrf: string): Html {
  return html`<h2>Set a password</h2>${form(
    { action: `/people/${model.person.id}`, csrf },
    hiddenField('do', 'password'),
    passwordField(
      model.refusals,
      'Their new password',
      'At least 12 characters, without their name or email address. Wherever they are signed in, they are signed out.',
    ),
    button({ text: 'Set this password', classes: 'govuk-button--secondary' }),
  )}`
}

function takeOut(model: PersonModel, csrf: string): Html {
  return html`<h2>Take the account out of use</h2>${form(
    { action: `/people/${model.person.id}`, csrf },
    hiddenField('do', 'deactivate'),
    input({
      name: 'why',
      label: { text: 'Why' },
      hint: {
        text: 'They are signed out at once. What they did stays, with their name, and you can put the account back.',
      },
      value: model.why,
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
      ...wrongAt(model.refusals, 'why'),
    }),
    button({ text: 'Take it out of use', classes: 'govuk-button--warning' }),
  )}`
}

function putBack(model: PersonModel, csrf: string): Html {
  return html`<h2>Put the account back into use</h2>${form(
    { action: `/people/${model.person.id}`, csrf },
    hiddenField('do', 'reactivate'),
    html`<p>Their roles and password are as they were.</p>`,
    button({ text: 'Put it back into use', classes: 'govuk-button--secondary' }),
  )}`
}
