import {
  button,
  columns,
  fieldError,
  form,
  hiddenField,
  html,
  input,
  pageHead,
  radios,
  side,
} from '#web'
import type { Html } from '#web'
import type { SignInModel } from './get.ts'

export function signInView(model: SignInModel, csrf: string): Html {
  return html`${pageHead({
    title: 'Sign in',
    lede: 'Headwater plans, decides and follows up children’s services for a council.',
  })}
${columns([
  { span: 7, body: signInForm(model, csrf) },
  { span: 5, body: html`${model.example && example()}${help()}` },
])}`
}

function signInForm(model: SignInModel, csrf: string): Html {
  const wrong = (field: string) => {
    const text = fieldError(model.refusals, field)
    return text === undefined ? {} : { errorMessage: { text } }
  }
  return form(
    { action: '/sign-in', csrf },
    hiddenField('then', model.next),
    model.among.length > 0 ? chooseCouncil(model) : chosenCouncil(model),
    input({
      id: 'email',
      name: 'email',
      type: 'email',
      label: { text: 'Email address' },
      value: model.email,
      autocomplete: 'username',
      autocapitalize: 'none',
      spellcheck: false,
      classes: 'govuk-input--width-30',
      ...wrong('email'),
    }),
    input({
      id: 'password',
      name: 'password',
      type: 'password',
      label: { text: 'Password' },
      autocomplete: 'current-password',
      classes: 'govuk-input--width-30',
      ...(model.among.length === 0
        ? {}
        : { hint: { text: 'Type it once more. We never send a password back to a page.' } }),
      ...wrong('password'),
    }),
    button({ text: 'Sign in' }),
  )
}

function chooseCouncil(model: SignInModel): Html {
  const text = fieldError(model.refusals, 'council')
  return radios({
    name: 'council',
    idPrefix: 'council',
    value: model.council,
    fieldset: { legend: { text: 'Which council are you working for?' } },
    items: model.among.map((c) => ({ text: c.name, value: c.id })),
    ...(text === undefined ? {} : { errorMessage: { text } }),
  })
}

function chosenCouncil(model: SignInModel): Html {
  if (model.council === '') return html``
  const again = `/sign-in?then=${encodeURIComponent(model.next)}`
  return html`${hiddenField('council', model.council)}<p>You are signing in to the council you chose. <a href="${again}">Choose again</a></p>`
}

function example(): Html {
  return side(
    html`<p>An invented council is here to try. How to sign in to it is printed where the program was started, and nowhere else.</p>`,
    'slate',
  )
}

function help(): Html {
  return html`<h2>If you cannot sign in</h2>
<p>After four wrong passwords a name waits a minute before the next try, then longer, up to 15 minutes.</p>
<p>An administrator of your council can set a new password. We have none to send: we keep only what proves that yours is right.</p>`
}
