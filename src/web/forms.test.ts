import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entities } from '#test/support/normal-html.ts'
import { fieldError, form, hiddenField, placeOf, refusalSummary, refusalText } from './forms.ts'

const short = {
  kind: 'short',
  field: 'amount',
  message: 'The parts add to £1,910,000: £90,000 short of £2,000,000',
  mend: 'Enter £100,000, or move £90,000 to another use',
}
const impossible = {
  kind: 'impossible-date',
  file: 'episodes.csv',
  row: 12,
  column: 'DECOM',
  value: '31/02/2026',
  message: '“31/02/2026” is not a day.',
  mend: 'Write the day the episode began.',
}

test('a form sends its token before anything else', () => {
  const text = String(
    form({ action: '/a?b=1&c', csrf: 'tok.en', files: true }, hiddenField('run', 7)),
  )
  assert.equal(
    text,
    '<form method="post" action="/a?b=1&amp;c" novalidate enctype="multipart/form-data"><input type="hidden" name="_csrf" value="tok.en"><input type="hidden" name="run" value="7"></form>',
  )
})

test('a refusal says where in the file it is, what was found and what to do', () => {
  assert.equal(placeOf(impossible), 'episodes.csv, row 12, column DECOM')
  assert.equal(
    refusalText(impossible),
    'episodes.csv, row 12, column DECOM: “31/02/2026” is not a day. Write the day the episode began.',
  )
})

test('the summary links each refusal of a field to it; the field says the same', () => {
  const summary = entities(String(refusalSummary([short, impossible])))
  const words = `${short.message}. ${short.mend}.`
  assert.match(summary, /There is a problem/)
  assert.ok(summary.includes(`<a href="#amount">${words}</a>`))
  assert.ok(summary.includes('<li>episodes.csv, row 12'))
  assert.equal(fieldError([impossible, short], 'amount'), words)
  assert.equal(fieldError([short], 'other'), undefined)
  assert.equal(String(refusalSummary([])), '')
})
