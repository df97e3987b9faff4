import { labelled, type LabelledOptions } from './form-group.ts'
import { attributes, html, names, said } from './parts.ts'
import type { Extra, Html, Said } from './parts.ts'

export type InputOptions = LabelledOptions & {
  readonly value?: string | number | undefined
  readonly type?: string | undefined
  readonly inputmode?: string | undefined
  readonly autocomplete?: string | undefined
  readonly autocapitalize?: string | undefined
  readonly pattern?: string | undefined
  readonly spellcheck?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly prefix?: Said | undefined
  readonly suffix?: Said | undefined
  readonly inputWrapper?: Extra | undefined
}

function affix(given: Said, kind: 'prefix' | 'suffix'): Html {
  const { text, classes, attributes: further } = said(given)
  return html`<div class="${names(`govuk-input__${kind}`, classes)}" aria-hidden="true"${attributes(further)}>${text}</div>`
}

function element(options: InputOptions, id: string, describedBy: string | undefined): Html {
  const wrong = options.errorMessage !== undefined && 'govuk-input--error'
  const own = attributes({
    class: names('govuk-input', options.classes, wrong),
    id,
    name: options.name,
    type: options.type ?? 'text',
    spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
    value: options.value,
    disabled: options.disabled,
    'aria-describedby': describedBy,
    autocomplete: options.autocomplete,
    autocapitalize: options.autocapitalize,
    pattern: options.pattern,
    inputmode: options.inputmode,
  })
  return html`<input${own}${attributes(options.attributes)}>`
}

/** https://design-system.service.gov.uk/components/text-input/ */
export function input(options: InputOptions): Html {
  const { prefix, suffix, formGroup, inputWrapper } = options
  return labelled(options, (id, describedBy) => {
    const field = element(options, id, describedBy)
    const around = [prefix, suffix, formGroup?.before, formGroup?.after]
    if (around.every((each) => each === undefined)) return field
    const before = prefix !== undefined && affix(prefix, 'prefix')
    const after = suffix !== undefined && affix(suffix, 'suffix')
    return html`<div class="${names('govuk-input__wrapper', inputWrapper?.classes)}"${attributes(inputWrapper?.attributes)}>${formGroup?.before}${before}${field}${after}${formGroup?.after}</div>`
  })
}
