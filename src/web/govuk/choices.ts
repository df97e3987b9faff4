import { hint } from './hint.ts'
import { label } from './label.ts'
import { attributes, html, names, said } from './parts.ts'
import type { Attributes, Content, Extra, Html, Said } from './parts.ts'

/** One radio or checkbox. */
export type Choice = {
  readonly text: Content
  readonly value: string | number
  readonly id?: string | undefined
  readonly hint?: Said | undefined
  readonly label?: Extra | undefined
  readonly checked?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** Shown while this is chosen; always shown without JavaScript. */
  readonly conditional?: Html | undefined
  readonly attributes?: Attributes | undefined
}

/** A word between choices: “or”. */
export type Divider = { readonly divider: string }

export type Kind = 'radios' | 'checkboxes'

export type Ticked = {
  readonly id: string
  readonly name: string
  readonly checked: boolean
  readonly describedBy?: string | undefined
  readonly behaviour?: string | undefined
}

/** The id of the choice at a place counted from 0. The first has no number, so that an error can link to it. */
export function choiceId(prefix: string, index: number): string {
  return index === 0 ? prefix : `${prefix}-${index + 1}`
}

export function divider(kind: Kind, words: string): Html {
  return html`<div class="govuk-${kind}__divider">${words}</div>`
}

function choiceLabel(kind: Kind, choice: Choice, id: string): Html {
  return label({
    text: choice.text,
    classes: names(`govuk-${kind}__label`, choice.label?.classes),
    attributes: choice.label?.attributes,
    for: id,
  })
}

function choiceHint(kind: Kind, given: Said, id: string): Html {
  const spec = said(given)
  return hint({ ...spec, id, classes: names(`govuk-${kind}__hint`, spec.classes) })
}

/** The control, its label and hint, and what it reveals. */
export function choice(kind: Kind, given: Choice, ticked: Ticked): Html {
  const { id, checked } = ticked
  const conditionalId = given.conditional === undefined ? undefined : `conditional-${id}`
  const hintId = given.hint === undefined ? undefined : `${id}-item-hint`
  const own = attributes({
    class: `govuk-${kind}__input`,
    id,
    name: ticked.name,
    type: kind === 'radios' ? 'radio' : 'checkbox',
    value: given.value,
    checked,
    disabled: given.disabled,
    'data-aria-controls': conditionalId,
    'data-behaviour': ticked.behaviour,
    'aria-describedby': names(ticked.describedBy, hintId) || undefined,
  })
  const helped =
    given.hint !== undefined && hintId !== undefined && choiceHint(kind, given.hint, hintId)
  const revealed =
    given.conditional !== undefined &&
    html`<div class="${names(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)}"${attributes({ id: conditionalId })}>${given.conditional}</div>`
  return html`<div class="govuk-${kind}__item"><input${own}${attributes(given.attributes)}>${choiceLabel(kind, given, id)}${helped}</div>${revealed}`
}
