import type { Refusal } from '#kernel/result.ts'
import { button, fieldError, form, html, input } from '#web'
import type { Html } from '#web'
import { mayPass } from '../../rules/index.ts'
import { side } from '#web'
import type { YearModel } from './model.ts'

export type StepOptions = {
  readonly csrf: string
  readonly mayPropose: boolean
  readonly mayAgree: boolean
  readonly typed: URLSearchParams
  readonly refusals: readonly Refusal[]
}

/** The one step a version may take: a draft is proposed, a proposal is agreed. */
export function stepForm(model: YearModel, options: StepOptions): Html {
  const { kind } = model.version
  if (kind === 'draft' && options.mayPropose) return proposeForm(model, options)
  if (kind === 'proposed' && options.mayAgree) return agreeForm(model, options)
  return html``
}

function proposeForm(model: YearModel, options: StepOptions): Html {
  return html`<h2>Propose it</h2>
${
  mayPass(model.checks)
    ? form(
        { action: `/budget/${model.year}/propose`, csrf: options.csrf },
        html`<p>The draft becomes the proposal that members see. An earlier proposal stays as a scenario.</p>`,
        button({ text: 'Propose this budget' }),
      )
    : side(
        'A check that blocks has failed: mend it and load the lines again before this draft can be proposed.',
        'berry',
      )
}`
}

function agreeForm(model: YearModel, options: StepOptions): Html {
  const wrong = (field: string) => {
    const text = fieldError(options.refusals, field)
    return text === undefined ? undefined : { text }
  }
  return html`<h2>Record that it was agreed</h2>
<p>An agreed budget never changes; movements change what is current.</p>
${form(
  { action: `/budget/${model.year}/agree`, csrf: options.csrf },
  input({
    id: 'resolution',
    name: 'resolution',
    label: { text: 'Resolution' },
    hint: { text: 'The meeting and the minute, such as Council, 11 February 2027, minute 42' },
    value: options.typed.get('resolution') ?? '',
    errorMessage: wrong('resolution'),
  }),
  input({
    id: 'on',
    name: 'on',
    label: { text: 'Agreed on' },
    hint: { text: 'For example 11/02/2027' },
    classes: 'govuk-input--width-10',
    value: options.typed.get('on') ?? '',
    errorMessage: wrong('on'),
  }),
  button({ text: 'Record the agreed budget' }),
)}`
}
