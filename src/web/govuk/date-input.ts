import { grouped, type GroupedOptions } from './form-group.ts'
import { input } from './input.ts'
import { attributes, html, names } from './parts.ts'
import type { Attributes, Html } from './parts.ts'

/** One box of a date. */
export type DatePart = {
  /** `day`, `month` or `year` unless given. */
  readonly name?: string | undefined
  /** The name with a capital unless given. */
  readonly label?: string | undefined
  readonly id?: string | undefined
  readonly value?: string | number | undefined
  readonly classes?: string | undefined
  /** Marks this box as the wrong one; with none marked, an error marks them all. */
  readonly error?: boolean | undefined
  readonly inputmode?: string | undefined
  readonly autocomplete?: string | undefined
  readonly pattern?: string | undefined
  readonly attributes?: Attributes | undefined
}

export type DateItem = DatePart & { readonly name: string }

export type DateInputOptions = GroupedOptions & {
  readonly id: string
  readonly namePrefix?: string | undefined
  /** Day, month and year unless given. */
  readonly items?: readonly (DateItem | undefined | false)[] | undefined
  /** The parts of the usual date: `false` leaves one out. */
  readonly day?: DatePart | false | undefined
  readonly month?: DatePart | false | undefined
  readonly year?: DatePart | false | undefined
  /** What was typed, by field name. */
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined
}

type Box = DateItem & { readonly isYear: boolean }

function named(part: DatePart | false | undefined, name: 'day' | 'month' | 'year'): readonly Box[] {
  if (part === false) return []
  return [{ ...part, name: part?.name ?? name, isYear: name === 'year' }]
}

function boxesOf(options: DateInputOptions): readonly Box[] {
  const { day, month, year, items } = options
  if (items === undefined || items.length === 0)
    return [...named(day, 'day'), ...named(month, 'month'), ...named(year, 'year')]
  return items.flatMap((item) => {
    if (item === undefined || item === false) return []
    return [
      { ...item, value: item.value ?? valueOf(options, item.name), isYear: item.name === 'year' },
    ]
  })
}

function valueOf(options: DateInputOptions, name: string): string | number | undefined {
  const part = [options.day, options.month, options.year][['day', 'month', 'year'].indexOf(name)]
  return part === undefined || part === false ? undefined : part.value
}

function hasError(item: DateItem): boolean {
  return item.error === true || item.classes?.includes('govuk-input--error') === true
}

function itemClasses(item: Box, wrong: boolean): string {
  const own = item.classes ?? ''
  return names(
    'govuk-date-input__input',
    wrong && !own.includes('govuk-input--error') && 'govuk-input--error',
    !own.includes('govuk-input--width-') &&
      (item.isYear ? 'govuk-input--width-4' : 'govuk-input--width-2'),
    own,
  )
}

function box(options: DateInputOptions, item: Box, wrong: boolean): Html {
  const name = options.namePrefix === undefined ? item.name : `${options.namePrefix}-${item.name}`
  const capital = item.name.slice(0, 1).toUpperCase() + item.name.slice(1)
  const field = input({
    label: { text: item.label ?? capital, classes: 'govuk-date-input__label' },
    id: item.id ?? `${options.id}-${item.name}`,
    classes: itemClasses(item, wrong),
    name,
    value: item.value ?? options.values?.[name],
    inputmode: item.inputmode ?? 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })
  return html`<div class="govuk-date-input__item">${field}</div>`
}

/** https://design-system.service.gov.uk/components/date-input/ */
export function dateInput(options: DateInputOptions): Html {
  const present = boxesOf(options)
  const oneIsWrong = present.some(hasError)
  const boxes = present.map((item) => {
    const all = item.error !== false && options.errorMessage !== undefined && !oneIsWrong
    return box(options, item, hasError(item) || all)
  })
  const { before, after } = options.formGroup ?? {}
  const controls = html`<div class="${names('govuk-date-input', options.classes)}"${attributes(options.attributes)} id="${options.id}">${before}${boxes}${after}</div>`
  return grouped(options, options.id, controls, 'group')
}
