/** What we use of govuk-frontend's script, which ships no types. */
declare module 'govuk-frontend' {
  export type Component = new (root: Element) => object
  export const Button: Component
  export const Checkboxes: Component
  export const ErrorSummary: Component
  export const FileUpload: Component
  export const NotificationBanner: Component
  export const Radios: Component
  export const SkipLink: Component
  /** Starts a component on every element that carries its `data-module`. */
  export function createAll(component: Component): readonly object[]
}
