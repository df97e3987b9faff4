import { labelled, type LabelledOptions } from './form-group.ts'
import { attributes, html, names } from './parts.ts'
import type { Html } from './parts.ts'

export type TextareaOptions = LabelledOptions & {
  readonly value?: string | undefined
  readonly rows?: number | undefined
  readonly autocomplete?: string | undefined
  readonly spellcheck?: boolean | undefined
  readonly disabled?: boolean | undefined
}

/** https://design-system.service.gov.uk/components/textarea/ */
export function textarea(options: TextareaOptions): Html {
  const wrong = options.errorMessage !== undefined && 'govuk-textarea--error'
  return labelled(options, (id, describedBy) => {
    const own = attributes({
      class: names('govuk-textarea', wrong, options.classes),
      id,
      name: options.name,
      rows: options.rows ?? 5,
      spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
      disabled: options.disabled,
      'aria-describedby': describedBy,
      autocomplete: options.autocomplete,
    })
    return html`${options.formGroup?.before}<textarea${own}${attributes(options.attributes)}>${options.value}</textarea>${options.formGroup?.after}`
  })
}
