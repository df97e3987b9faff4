import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pruned } from './css.ts'

const theirs = readFileSync(
  new URL('../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css', import.meta.url),
  'utf8',
)

test('fonts, the crown and components that we have not got are left out', () => {
  const css = pruned(theirs)
  assert.ok(
    css.length > 20_000 && css.length < theirs.length * 0.85,
    `${css.length} of ${theirs.length}`,
  )
  assert.ok(!/GDS Transport|@font-face|crest|url\(/.test(css))
  assert.doesNotMatch(
    css,
    /\.govuk-(?:accordion|header|footer|tabs|cookie-banner|task-list)(?![a-z])/,
  )
})

test('every class that our components write and the design system styles is still styled', () => {
  const css = pruned(theirs)
  for (const name of [
    'button',
    'input',
    'select',
    'radios__input',
    'checkboxes__conditional--hidden',
    'date-input__item',
    'file-upload-button',
    'error-summary',
    'notification-banner',
    'breadcrumbs__list',
    'details__summary',
    'pagination__item',
    'skip-link',
    'summary-card',
    'table__cell',
    'tag',
    'warning-text',
    'inset-text',
    'panel',
    'visually-hidden',
    'back-link',
    'fieldset__legend',
  ])
    assert.ok(css.includes(`.govuk-${name}`), name)
})

test('a rule keeps the selectors that we use, whatever stands in brackets', () => {
  assert.equal(
    pruned(
      '.govuk-tabs a,.govuk-tag:is(.a,.govuk-b){color:red}.govuk-tabs{x:y}@media print{.govuk-tabs{a:b}}',
    ),
    '.govuk-tag:is(.a,.govuk-b){color:red}',
  )
  assert.equal(
    pruned('@charset "}";a{b:"}"}@media (x){a{b:c}.govuk-header{d:e}}'),
    '@charset "}";a{b:"}"}@media (x){a{b:c}}',
  )
})
