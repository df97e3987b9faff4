import { choice, choiceId, divider, type Choice, type Divider } from './choices.ts'
import { grouped, type GroupedOptions } from './form-group.ts'
import { attributes, html, names } from './parts.ts'
import type { Html } from './parts.ts'

export type CheckboxChoice = Choice & {
  readonly name?: string | undefined
  /** `exclusive` unticks the others: “none of these”. */
  readonly behaviour?: 'exclusive' | undefined
}

export type CheckboxesOptions = GroupedOptions & {
  readonly name: string
  readonly idPrefix?: string | undefined
  readonly items: readonly (CheckboxChoice | Divider | undefined | false)[]
  /** The values that are ticked. */
  readonly values?: readonly (string | number)[] | undefined
}

function describing(options: CheckboxesOptions, prefix: string): string | undefined {
  if (options.fieldset !== undefined) return undefined
  return (
    names(
      options.describedBy,
      options.hint !== undefined && `${prefix}-hint`,
      options.errorMessage !== undefined && `${prefix}-error`,
    ) || undefined
  )
}

/** https://design-system.service.gov.uk/components/checkboxes/ */
export function checkboxes(options: CheckboxesOptions): Html {
  const prefix = options.idPrefix ?? options.name
  const values = options.values?.map(String)
  const describedBy = describing(options, prefix)
  const items = options.items.map((item, index) => {
    if (item === undefined || item === false) return item
    if ('divider' in item) return divider('checkboxes', item.divider)
    return choice('checkboxes', item, {
      id: item.id ?? choiceId(prefix, index),
      name: item.name ?? options.name,
      checked: item.checked ?? values?.includes(String(item.value)) ?? false,
      describedBy,
      behaviour: item.behaviour,
    })
  })
  const { before, after } = options.formGroup ?? {}
  const controls = html`<div class="${names('govuk-checkboxes', options.classes)}"${attributes(options.attributes)} data-module="govuk-checkboxes">${before}${items}${after}</div>`
  return grouped(options, prefix, controls)
}
