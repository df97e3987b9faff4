import { choice, choiceId, divider, type Choice, type Divider } from './choices.ts'
import { grouped, type GroupedOptions } from './form-group.ts'
import { attributes, html, names } from './parts.ts'
import type { Html } from './parts.ts'
import { marked } from './select.ts'

export type RadiosOptions = GroupedOptions & {
  readonly name: string
  readonly idPrefix?: string | undefined
  readonly items: readonly (Choice | Divider | undefined | false)[]
  /** The value that is chosen. */
  readonly value?: string | number | undefined
}

/** https://design-system.service.gov.uk/components/radios/ */
export function radios(options: RadiosOptions): Html {
  const prefix = options.idPrefix ?? options.name
  const items = options.items.map((item, index) => {
    if (item === undefined || item === false) return item
    if ('divider' in item) return divider('radios', item.divider)
    return choice('radios', item, {
      id: item.id ?? choiceId(prefix, index),
      name: options.name,
      checked: marked(item.checked, item.value, options.value),
    })
  })
  const { before, after } = options.formGroup ?? {}
  const controls = html`<div class="${names('govuk-radios', options.classes)}"${attributes(options.attributes)} data-module="govuk-radios">${before}${items}${after}</div>`
  return grouped(options, prefix, controls)
}
