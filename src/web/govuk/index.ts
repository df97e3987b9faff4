export * from './back-link.ts'
export * from './breadcrumbs.ts'
export * from './button.ts'
export * from './checkboxes.ts'
export type { Choice, Divider } from './choices.ts'
export * from './date-input.ts'
export * from './details.ts'
export * from './error-message.ts'
export * from './error-summary.ts'
export * from './fieldset.ts'
export * from './file-upload.ts'
export type {
  ErrorGiven,
  FieldOptions,
  FormGroup,
  GroupedOptions,
  LabelledOptions,
} from './form-group.ts'
export * from './hint.ts'
export * from './input.ts'
export * from './inset-text.ts'
export { label, type Label, type LabelOptions } from './label.ts'
export * from './notification-banner.ts'
export * from './pagination.ts'
export * from './panel.ts'
export type { Content, Extra, Said } from './parts.ts'
export * from './radios.ts'
export { select, type SelectItem, type SelectOptions } from './select.ts'
export * from './skip-link.ts'
export * from './summary-list.ts'
export * from './table.ts'
export * from './tag.ts'
export * from './textarea.ts'
export * from './warning-text.ts'
