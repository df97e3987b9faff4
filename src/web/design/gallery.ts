import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Reply, Route, Sheet } from '../route.ts'
import { chips, pageHead } from './parts.ts'
import { chartsGallery } from './gallery/charts.ts'
import { formsGallery } from './gallery/forms.ts'
import { partsGallery } from './gallery/parts.ts'

type Leaf = {
  readonly path: string
  readonly name: string
  readonly title: string
  readonly body: () => Html
  readonly sheet?: Partial<Sheet>
}

const LEAVES: readonly Leaf[] = [
  { path: '/design', name: 'Parts', title: 'Parts of a page', body: partsGallery },
  {
    path: '/design/charts',
    name: 'Charts',
    title: 'Charts',
    body: () =>
      html`${pageHead({ title: 'Charts', lede: 'Drawn by the server to three widths; each with its words and its table.' })}${chartsGallery()}`,
  },
  {
    path: '/design/forms',
    name: 'Forms',
    title: 'Forms',
    body: () =>
      html`${pageHead({ title: 'Forms', lede: 'The design system’s parts, in our colours.' })}${formsGallery()}`,
    sheet: {
      refusals: [
        {
          kind: 'short',
          message: 'The parts add to £1,910,000: £90,000 short of £2,000,000',
          mend: 'Enter £100,000, or move £90,000 to another use.',
          field: 'bases',
        },
      ],
    },
  },
  {
    path: '/design/public',
    name: 'Public page',
    title: 'A page for everybody',
    body: () =>
      html`${pageHead({ kicker: 'Question 1 of 3', title: 'Should the Eastbrook centre open on three days?', lede: 'It opens on five now. Families near it would have to go to Hallow on the other two.' })}<p>We ask because the county must find £1.9m. Nothing is decided.</p>`,
    sheet: { layout: 'public' },
  },
]

/** The living guide to the parts and charts, with figures of an invented county. */
export function galleryRoutes(): readonly Route[] {
  return LEAVES.map((leaf) => ({
    method: 'GET',
    path: leaf.path,
    access: 'signed-in',
    handle: () => Promise.resolve(reply(leaf)),
  }))
}

function reply(leaf: Leaf): Reply {
  return { kind: 'sheet', sheet: sheetOf(leaf), model: { title: leaf.title } }
}

function sheetOf(leaf: Leaf): Sheet {
  const others = LEAVES.map((l) => ({
    text: l.name,
    href: l.path,
    current: l.path === leaf.path,
  }))
  return {
    title: `${leaf.title}: invented figures`,
    crumbs: [{ text: 'Design', href: '/design' }],
    body: html`${leaf.body()}<h2>More of this guide</h2>${chips(others, 'Guide')}<p class="small slate">Every figure of this guide is invented.</p>`,
    ...leaf.sheet,
  }
}
