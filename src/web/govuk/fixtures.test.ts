import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import * as web from '#web'
import { fixturesOf } from '#test/support/govuk-fixtures.ts'
import { normalHtml } from '#test/support/normal-html.ts'

const text = z.string().optional()
const flag = z.boolean().optional()
const value = z.union([z.string(), z.number()]).optional()
const content = z.union([z.string(), z.instanceof(web.Html)])
const maybe = content.optional()
const attributes = z.record(z.string(), z.union([z.string(), z.number()])).optional()
const extra = { classes: text, attributes }
const said = z.strictObject({ text: content, ...extra })
const label = z.strictObject({ text: content, isPageHeading: flag, ...extra })
const formGroup = z.strictObject({ classes: text }).optional()
const field = {
  ...extra,
  hint: said.optional(),
  errorMessage: said.optional(),
  describedBy: text,
  formGroup,
}
const labelled = { ...field, name: z.string(), id: text, label }
const fieldset = z
  .strictObject({
    legend: z.strictObject({ text: content, classes: text, isPageHeading: flag }).optional(),
    describedBy: text,
    ...extra,
  })
  .optional()
const anyValue = z.union([z.string(), z.number(), z.boolean().transform(String)])
const choice = {
  text: content,
  value: anyValue,
  id: text,
  hint: said.optional(),
  label: z.strictObject(extra).optional(),
  checked: flag,
  disabled: flag,
  conditional: z.instanceof(web.Html).optional(),
  attributes,
}
const divider = z.strictObject({ divider: z.string() })
const dateItem = z.strictObject({
  name: text,
  label: text,
  id: text,
  value,
  classes: text,
  error: flag,
  inputmode: text,
  autocomplete: text,
  pattern: text,
  attributes,
})
const datePart = z.union([dateItem, z.literal(false)]).optional()
const link = z.strictObject({ href: z.string(), text: maybe, labelText: text, attributes })
const action = z.strictObject({
  href: z.string(),
  text: content,
  visuallyHiddenText: text,
  ...extra,
})
const actions = z.strictObject({ items: z.array(action), classes: text }).optional()
const cell = z.strictObject({
  text: z.union([content, z.number().transform(String)]).optional(),
  format: text,
  colspan: z.number().optional(),
  rowspan: z.number().optional(),
  ...extra,
})

type Component = (options: unknown) => web.Html

/** Options are read strictly: a fixture with an option that we do not offer is not rendered, and must be listed below. */
function component<T extends z.ZodType>(
  schema: T,
  make: (options: z.output<T>) => web.Html,
): Component {
  return (options) => make(schema.parse(options))
}

const COMPONENTS: Readonly<Record<string, Component>> = {
  'back-link': component(z.strictObject({ href: text, text: maybe, ...extra }), web.backLink),
  breadcrumbs: component(
    z.strictObject({
      items: z.array(z.strictObject({ text: content, href: text, attributes })),
      collapseOnMobile: flag,
      labelText: text,
      ...extra,
    }),
    web.breadcrumbs,
  ),
  button: component(
    z.strictObject({
      text: content,
      id: text,
      href: text,
      name: text,
      value: text,
      type: z.enum(['submit', 'button', 'reset']).optional(),
      disabled: flag,
      isStartButton: flag,
      preventDoubleClick: flag,
      ...extra,
    }),
    web.button,
  ),
  checkboxes: component(
    z.strictObject({
      ...field,
      name: z.string(),
      idPrefix: text,
      fieldset,
      values: z.array(z.string()).optional(),
      items: z.array(
        z
          .union([
            divider,
            z.strictObject({ ...choice, name: text, behaviour: z.literal('exclusive').optional() }),
          ])
          .optional(),
      ),
    }),
    web.checkboxes,
  ),
  'date-input': component(
    z.strictObject({
      ...field,
      id: z.string(),
      namePrefix: text,
      fieldset,
      day: datePart,
      month: datePart,
      year: datePart,
      items: z.array(dateItem.extend({ name: z.string() }).optional()).optional(),
      values: z.record(z.string(), z.number()).optional(),
    }),
    web.dateInput,
  ),
  details: component(
    z.strictObject({ summaryText: content, text: content, id: text, open: flag, ...extra }),
    web.details,
  ),
  'error-message': component(
    z.strictObject({
      text: content,
      id: text,
      visuallyHiddenText: z.union([z.string(), z.literal(false).transform(() => '')]).optional(),
      ...extra,
    }),
    web.errorMessage,
  ),
  'error-summary': component(
    z.strictObject({
      titleText: maybe,
      descriptionText: maybe,
      errorList: z.array(z.strictObject({ text: content, href: text, attributes })).optional(),
      disableAutoFocus: flag,
      ...extra,
    }),
    web.errorSummary,
  ),
  fieldset: component(
    z
      .strictObject({
        legend: z.strictObject({ text: content, classes: text, isPageHeading: flag }).optional(),
        text: z.instanceof(web.Html).optional(),
        describedBy: text,
        role: text,
        ...extra,
      })
      .transform(({ text: inside, ...rest }) => ({ ...rest, content: inside })),
    web.fieldset,
  ),
  'file-upload': component(
    z.strictObject({
      ...labelled,
      multiple: flag,
      disabled: flag,
      javascript: flag,
      wrapperClasses: text,
      wrapperAttributes: attributes,
      chooseFilesButtonText: text,
      dropInstructionText: text,
      noFileChosenText: text,
      multipleFilesChosenText: z.strictObject({ one: z.string(), other: z.string() }).optional(),
      enteredDropZoneText: text,
      leftDropZoneText: text,
    }),
    web.fileUpload,
  ),
  hint: component(z.strictObject({ text: content, id: text, ...extra }), web.hint),
  input: component(
    z.strictObject({
      ...labelled,
      value,
      type: text,
      inputmode: text,
      autocomplete: text,
      autocapitalize: text,
      pattern: text,
      spellcheck: flag,
      disabled: flag,
      prefix: said.optional(),
      suffix: said.optional(),
      inputWrapper: z.strictObject(extra).optional(),
    }),
    web.input,
  ),
  'inset-text': component(z.strictObject({ text: content, id: text, ...extra }), web.insetText),
  label: component(
    z.strictObject({ text: content, for: text, isPageHeading: flag, ...extra }),
    web.label,
  ),
  'notification-banner': component(
    z.strictObject({
      text: content,
      type: z.literal('success').optional(),
      titleText: maybe,
      titleHeadingLevel: z.number().optional(),
      titleId: text,
      role: text,
      disableAutoFocus: flag,
      ...extra,
    }),
    web.notificationBanner,
  ),
  pagination: component(
    z.strictObject({
      previous: link.optional(),
      next: link.optional(),
      items: z
        .array(
          z
            .union([
              z.strictObject({}).transform(() => undefined),
              z.strictObject({ ellipsis: z.literal(true) }),
              z.strictObject({
                number: z.union([z.string(), z.number()]),
                href: z.string(),
                current: flag,
                visuallyHiddenText: text,
                attributes,
              }),
            ])
            .optional(),
        )
        .optional(),
      landmarkLabel: text,
      ...extra,
    }),
    web.pagination,
  ),
  panel: component(
    z.strictObject({
      titleText: content,
      text: maybe,
      headingLevel: z.number().optional(),
      ...extra,
    }),
    web.govukPanel,
  ),
  radios: component(
    z.strictObject({
      ...field,
      name: z.string(),
      idPrefix: text,
      fieldset,
      value,
      items: z.array(z.union([divider, z.strictObject(choice)]).optional()),
    }),
    web.radios,
  ),
  select: component(
    z.strictObject({
      ...labelled,
      value,
      items: z.array(
        z
          .strictObject({
            text: z.string(),
            value: anyValue.optional(),
            selected: flag,
            disabled: flag,
            attributes,
          })
          .optional(),
      ),
    }),
    web.select,
  ),
  'skip-link': component(z.strictObject({ text: content, href: text, ...extra }), web.skipLink),
  'summary-list': component(
    z.strictObject({
      rows: z.array(z.strictObject({ key: said, value: said, actions, classes: text }).optional()),
      card: z
        .strictObject({
          title: z
            .strictObject({
              text: content,
              headingLevel: z.number().optional(),
              classes: text,
            })
            .optional(),
          actions,
          ...extra,
        })
        .optional(),
      ...extra,
    }),
    web.summaryList,
  ),
  table: component(
    z.strictObject({
      rows: z.array(z.array(cell).optional()),
      head: z.array(cell).optional(),
      caption: text,
      captionClasses: text,
      firstCellIsHeader: flag,
      ...extra,
    }),
    web.govukTable,
  ),
  tag: component(z.strictObject({ text: content, ...extra }), web.govukTag),
  textarea: component(
    z.strictObject({
      ...labelled,
      value: text,
      rows: z.number().optional(),
      autocomplete: text,
      spellcheck: flag,
      disabled: flag,
    }),
    web.textarea,
  ),
  'warning-text': component(
    z.strictObject({ text: content, iconFallbackText: text, ...extra }),
    web.warningText,
  ),
}

/** What the design system can do and we do not offer, by name, with the reason. */
const INTERRUPTION =
  'interruption panels ask for a choice in a public transaction; we have no such page, only the confirmation'
const NOT_OFFERED: Readonly<Record<string, string>> = {
  'file-upload: with value':
    'browsers ignore the value of a file field, so the type does not take one',
  'label: empty': 'a label without words does not compile: every field is named',
  'notification-banner: with invalid type':
    'the type takes success or nothing: another does not compile',
  'panel: interruption': INTERRUPTION,
  'panel: interruption-with-content-with-long-line-length': INTERRUPTION,
  'panel: interruption-with-headings-content-and-lists': INTERRUPTION,
  'panel: interruption with custom classes': INTERRUPTION,
  'panel: confirmation, with actions': INTERRUPTION,
  'panel: interruption, with actions classes and attributes': INTERRUPTION,
  'panel: interruption, submit action': INTERRUPTION,
  'panel: interruption, button link': INTERRUPTION,
  'panel: interruption, no actions': INTERRUPTION,
  'panel: interruption, no actions items': INTERRUPTION,
  'select: hint': 'the fixture has no items at all; a choice without choices does not compile',
  'warning-text: icon fallback text only': 'a warning that warns of nothing does not compile',
}

function differs(make: Component, options: unknown, html: string): string | undefined {
  try {
    const made = normalHtml(String(make(options))).split('\n')
    const theirs = normalHtml(html).split('\n')
    const at = theirs.findIndex((line, i) => line !== made[i])
    if (at < 0 && made.length === theirs.length) return undefined
    return `${made[at] ?? made[theirs.length] ?? 'nothing'} instead of ${theirs[at] ?? 'nothing'}`
  } catch (fault) {
    return fault instanceof Error ? fault.message.replaceAll(/\s+/g, ' ') : String(fault)
  }
}

for (const [name, make] of Object.entries(COMPONENTS)) {
  test(`${name} writes the design system's own markup`, () => {
    const fixtures = fixturesOf(name)
    const wrong: string[] = []
    let rendered = 0
    for (const fixture of fixtures) {
      const difference = differs(make, fixture.options, fixture.html)
      const listed = `${name}: ${fixture.name}` in NOT_OFFERED
      if (!listed) rendered += 1
      if (listed && difference === undefined) wrong.push(`${fixture.name}: is listed, yet is right`)
      if (!listed && difference !== undefined) wrong.push(`${fixture.name}: ${difference}`)
    }
    assert.deepEqual(wrong, [])
    assert.ok(rendered > 0, `no fixture of ${name} ran`)
  })
}

test('what is not offered names fixtures that exist, with a reason', () => {
  const known = new Set(
    Object.keys(COMPONENTS).flatMap((name) =>
      fixturesOf(name).map((each) => `${name}: ${each.name}`),
    ),
  )
  for (const [name, reason] of Object.entries(NOT_OFFERED)) {
    assert.ok(known.has(name), `${name} is not a fixture`)
    assert.ok(reason.length > 20, `${name} needs a reason`)
  }
})
