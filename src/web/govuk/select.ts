import { labelled, type LabelledOptions } from './form-group.ts'
import { attributes, html, names } from './parts.ts'
import type { Attributes, Html } from './parts.ts'

export type SelectItem = {
  readonly text: string
  readonly value?: string | number | undefined
  readonly selected?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly attributes?: Attributes | undefined
}

export type SelectOptions = LabelledOptions & {
  readonly items: readonly (SelectItem | undefined | false)[]
  /** The value that is chosen. */
  readonly value?: string | number | undefined
  readonly disabled?: boolean | undefined
}

/** Whether an item is marked: by itself, or because its value is the field's. */
export function marked(
  own: boolean | undefined,
  value: string | number | undefined,
  chosen: string | number | undefined,
): boolean {
  if (own !== undefined) return own
  return chosen !== undefined && chosen !== '' && String(value) === String(chosen)
}

function option(item: SelectItem, chosen: string | number | undefined): Html {
  const own = attributes({
    value: item.value,
    selected: marked(item.selected, item.value ?? item.text, chosen),
    disabled: item.disabled,
  })
  return html`<option${own}${attributes(item.attributes)}>${item.text}</option>`
}

/** https://design-system.service.gov.uk/components/select/ */
export function select(options: SelectOptions): Html {
  const wrong = options.errorMessage !== undefined && 'govuk-select--error'
  const items = options.items.map(
    (item) => item !== undefined && item !== false && option(item, options.value),
  )
  return labelled(options, (id, describedBy) => {
    const own = attributes({
      class: names('govuk-select', options.classes, wrong),
      id,
      name: options.name,
      disabled: options.disabled,
      'aria-describedby': describedBy,
    })
    return html`${options.formGroup?.before}<select${own}${attributes(options.attributes)}>${items}</select>${options.formGroup?.after}`
  })
}
