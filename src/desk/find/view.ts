import {
  actions,
  button,
  chips,
  count,
  exactPounds,
  fig,
  figure,
  html,
  input,
  nothingYet,
  pageHead,
  plural,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import { spoken } from '../working/words.ts'
import type { Findable } from './found.ts'
import type { FindModel } from './get.ts'

const EXAMPLES = ['children in care', 'expected residential', 'gap', 'net spending', 'funding']

/** The form, and what was found. It asks by GET, so that a search is an address. */
export function findView(model: FindModel): Html {
  return html`${pageHead({
    title: 'Find a figure',
    lede: 'By the words of its name: a kind of placement, a service, a stream, a year.',
  })}
<form method="get" action="/find" role="search" aria-label="Find a figure">${input({
    id: 'q',
    name: 'q',
    type: 'search',
    label: { text: 'Words' },
    hint: {
      text: 'For example “gap 2027-28” or “agency fostering”. Every word must be in the name, or begin a word of it.',
    },
    value: model.asked,
    autocomplete: 'off',
    classes: 'govuk-input--width-30',
  })}${actions([button({ text: 'Find' })])}</form>
${model.inAll === 0 ? nothingHeld() : answer(model)}`
}

function nothingHeld(): Html {
  return nothingYet(
    'There are no figures yet',
    'Figures come from a return of children looked after and from a budget. The home page says what is missing.',
    html`<p><a href="/">Go to the home page</a></p>`,
  )
}

function answer(model: FindModel): Html {
  if (model.asked === '')
    return html`<h2>Some searches</h2>${chips(
      EXAMPLES.map((text) => ({
        text,
        href: `/find?${new URLSearchParams({ q: text }).toString()}`,
      })),
      'Some searches',
    )}<p class="small slate">${plural(model.inAll, 'figure', 'figures')} can be found here. Others stand on the pages of their rooms; each is a link to its working.</p>`
  if (model.found === 0)
    return html`<h2>No figure has all these words</h2><p>Use fewer words, or shorter ones: “foster” finds fostering. ${count(model.inAll)} figures were looked through.</p>`
  return results(model)
}

function results(model: FindModel): Html {
  const { found, shown } = model
  return simpleTable({
    caption: plural(found, 'figure', 'figures'),
    ...(found > shown.length
      ? { note: `The first ${count(shown.length)} are shown. Another word narrows them.` }
      : {}),
    columns: [{ head: 'Figure' }, { head: 'Room' }, { head: 'Value', kind: 'num' }],
    lines: shown.map((f) => ({ cells: [spoken(f.label), f.room, valueOf(f)] })),
    stack: true,
  })
}

function valueOf(f: Findable): Html {
  return fig(f.unit === 'pence' ? exactPounds(f.value) : figure(f.value, f.unit), f.href)
}
