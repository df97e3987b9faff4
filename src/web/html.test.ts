import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributes, empty, escape, html, joined, raw, render } from './html.ts'

test('text between tags and between quotes is escaped', () => {
  const nasty = `<script>alert("1")</script> & 'more'`
  assert.equal(
    render(html`<p title="${nasty}">${nasty}</p>`),
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</p>',
  )
})

test('HTML inside HTML is not escaped again, and lists are written in order', () => {
  const items = ['a & b', 'c'].map((each) => html`<li>${each}</li>`)
  assert.equal(render(html`<ul>${items}</ul>`), '<ul><li>a &amp; b</li><li>c</li></ul>')
  assert.equal(render(html`${[['a', [html`<b>b</b>`]], 3]}`), 'a<b>b</b>3')
})

test('false and undefined leave nothing; nought is written', () => {
  assert.equal(render(html`[${false}${undefined}${0}${''}${[]}]`), '[0]')
})

test('raw is written as it is', () => {
  assert.equal(render(html`${raw('<svg></svg>')}`), '<svg></svg>')
})

test('no text survives escaping with a character that could end a tag or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const safe = escape(text)
      assert.doesNotMatch(safe, /[<>"']/)
      const back = safe
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
      assert.equal(back, text)
    }),
  )
})

test('a value in an unquoted attribute, a script or a style is a fault', () => {
  const value = 'x onclick=1'
  assert.throws(() => html`<p class=${value}>a</p>`, /quote the attribute: <p class=/)
  assert.throws(
    () =>
      html`<script>
        ${value}
      </script>`,
    /no values inside scripts/,
  )
  assert.throws(
    () =>
      html`<style>
        p {
          color: ${value};
        }
      </style>`,
    /no values inside scripts/,
  )
  assert.equal(render(html`<p>a = ${1}</p>`), '<p>a = 1</p>')
  assert.equal(
    render(html`<script src="${'/a.js'}"></script>${1}`),
    '<script src="/a.js"></script>1',
  )
})

test('attributes are escaped, and those that are not there are left out', () => {
  const given = { id: 'a"b', disabled: true, hidden: false, title: undefined, rows: 3 }
  assert.equal(render(attributes(given)), ' id="a&quot;b" disabled rows="3"')
  assert.throws(() => attributes({ 'a onclick': 'x' }), /not the name of an attribute/)
  assert.equal(render(attributes(undefined)), '')
})

test('joined puts the separator between those that are there only', () => {
  assert.equal(render(joined(['a', undefined, '<', empty], ', ')), 'a, &lt;')
})
