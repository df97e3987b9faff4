import { errorMessage, type ErrorMessageOptions } from './error-message.ts'
import { fieldset, type FieldsetOptions } from './fieldset.ts'
import { hint } from './hint.ts'
import { labelFor, type Label } from './label.ts'
import { attributes, describedBy, html, names, said } from './parts.ts'
import type { Content, Extra, Html, Said } from './parts.ts'

/** The box around a field: further classes, and what stands right before and after the control. */
export type FormGroup = Extra & {
  readonly before?: Content | undefined
  readonly after?: Content | undefined
}

export type ErrorGiven = Content | ErrorMessageOptions

/** What every kind of field takes. `errorMessage` undefined means that nothing is wrong. */
export type FieldOptions = Extra & {
  readonly hint?: Said | undefined
  readonly errorMessage?: ErrorGiven | undefined
  readonly describedBy?: string | undefined
  readonly formGroup?: FormGroup | undefined
}

export type LabelledOptions = FieldOptions & {
  readonly name: string
  /** The name unless given. */
  readonly id?: string | undefined
  readonly label: Label
}

function group(options: FieldOptions, content: Html): Html {
  const { formGroup } = options
  const wrong = options.errorMessage !== undefined && 'govuk-form-group--error'
  return html`<div class="${names('govuk-form-group', wrong, formGroup?.classes)}"${attributes(formGroup?.attributes)}>${content}</div>`
}

type Notes = { readonly notes: Html; readonly ids: string | undefined }

function notesOf(options: FieldOptions, id: string, before: string | undefined): Notes {
  const hintId = options.hint === undefined ? undefined : `${id}-hint`
  const errorId = options.errorMessage === undefined ? undefined : `${id}-error`
  const helped = options.hint !== undefined && hint({ ...said(options.hint), id: hintId })
  const refused =
    options.errorMessage !== undefined &&
    errorMessage({ ...said<ErrorMessageOptions>(options.errorMessage), id: errorId })
  return { notes: html`${helped}${refused}`, ids: describedBy(before, hintId, errorId) }
}

/** Label, hint, error and one control, tied together for people who hear the page. */
export function labelled(
  options: LabelledOptions,
  control: (id: string, describedBy: string | undefined) => Html,
): Html {
  const id = options.id ?? options.name
  const { notes, ids } = notesOf(options, id, options.describedBy)
  return group(options, html`${labelFor(options.label, id)}${notes}${control(id, ids)}`)
}

export type GroupedOptions = FieldOptions & { readonly fieldset?: FieldsetOptions | undefined }

/** Several controls under one legend: radios, checkboxes, the parts of a date. */
export function grouped(options: GroupedOptions, id: string, controls: Html, role?: string): Html {
  const { notes, ids } = notesOf(options, id, options.fieldset?.describedBy ?? options.describedBy)
  const content = html`${notes}${controls}`
  if (options.fieldset === undefined) return group(options, content)
  return group(options, fieldset({ ...options.fieldset, describedBy: ids, role, content }))
}
