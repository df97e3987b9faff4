import type { Refusal } from '#kernel/result.ts'
import { errorSummary } from './govuk/error-summary.ts'
import { attributes, empty, html, type Attributes, type Html, type Part } from './html.ts'
import { CSRF_FIELD } from './server/form.ts'

export type FormOptions = {
  readonly action: string
  /** `visit.csrf`. */
  readonly csrf: string
  /** The form sends files. */
  readonly files?: boolean | undefined
  readonly id?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** The hidden token that every posted form sends back. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf}">`
}

/** A form that posts. The token stands first, so that it is read before any file. The server checks, not the browser. */
export function form(options: FormOptions, ...content: readonly Part[]): Html {
  const own = attributes({
    id: options.id,
    class: options.classes,
    enctype: options.files === true && 'multipart/form-data',
  })
  return html`<form method="post" action="${options.action}" novalidate${own}${attributes(options.attributes)}>${csrfField(options.csrf)}${content}</form>`
}

/** A hidden value that goes with a form. */
export function hiddenField(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** Where in a file a refusal is: “episodes.csv, row 12, column DECOM”. Empty when it is about no file. */
export function placeOf(refusal: Refusal): string {
  const parts = [
    refusal.file,
    refusal.sheet === undefined ? undefined : `sheet ${refusal.sheet}`,
    refusal.row === undefined ? undefined : `row ${refusal.row}`,
    refusal.column === undefined ? undefined : `column ${refusal.column}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** A refusal as people read it: where, what was found, what to do. */
export function refusalText(refusal: Refusal): string {
  const place = placeOf(refusal)
  const words = [refusal.message, refusal.mend]
    .filter((each) => each !== '')
    .map(stopped)
    .join(' ')
  return place === '' ? words : `${place}: ${words}`
}

/** A sentence with its full stop. */
function stopped(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`
}

/** What to show beside a field: the words of its first refusal, or undefined when nothing is wrong with it. */
export function fieldError(
  refusals: readonly Refusal[] | undefined,
  field: string,
): string | undefined {
  const first = refusals?.find((refusal) => refusal.field === field)
  return first === undefined ? undefined : refusalText(first)
}

/** The error summary above the heading; each refusal of a field is a link to it. Nothing when there are none. */
export function refusalSummary(refusals: readonly Refusal[] | undefined): Html {
  if (refusals === undefined || refusals.length === 0) return empty
  return errorSummary({
    errorList: refusals.map((refusal) => ({
      text: refusalText(refusal),
      href: refusal.field === undefined ? undefined : `#${refusal.field}`,
    })),
  })
}
