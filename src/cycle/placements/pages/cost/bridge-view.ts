import {
  change,
  changeInMillions,
  exactChange,
  fig,
  html,
  inMillions,
  pounds,
  simpleTable,
  waterfallChart,
  year as yearText,
} from '#web'
import type { Html } from '#web'
import type { Cause } from '../../addresses.ts'
import { exactly } from '../parts.ts'
import { bridgeLink, yearLink } from './links.ts'
import type { BridgeModel, CostModel } from './model.ts'

/** Why the next year costs more or less than this one: volume, mix and price, to the penny. */
export function bridgeSection(model: CostModel): Html {
  const [first] = model.bridges
  if (first === undefined) return html``
  return html`<h2>Why ${yearText(first.to)} costs ${first.afterPence >= first.beforePence ? 'more' : 'less'} than ${yearText(first.from)}</h2>
${bridgeChart(model, first)}`
}

function bridgeChart(model: CostModel, b: BridgeModel): Html {
  return waterfallChart({
    id: 'cost-bridge',
    lead: leadOf(b),
    note: `Expected cost, ${yearText(b.from)} to ${yearText(b.to)}. Volume: more or fewer child-days. Mix: dearer or cheaper kinds. Price: uplifts and new prices. Dotted adds, solid takes away.`,
    title: `From the cost of ${b.from} to that of ${b.to}`,
    desc: `${b.from} ${pounds(b.beforePence)}; volume ${change(b.volumePence)}, mix ${change(b.mixPence)}, price ${change(b.pricePence)}; ${b.to} ${pounds(b.afterPence)}.`,
    startName: yearText(b.from),
    start: b.beforePence,
    steps: [
      { name: 'Volume', change: b.volumePence },
      { name: 'Mix', change: b.mixPence },
      { name: 'Price', change: b.pricePence },
    ],
    endName: `in ${yearText(b.to)}`,
    format: inMillions,
    formatChange: changeInMillions,
    table: bridgeTable(model),
  })
}

function leadOf(b: BridgeModel): string {
  const causes = [
    { name: 'more children', less: 'fewer children', pence: b.volumePence },
    { name: 'dearer kinds of placement', less: 'cheaper kinds of placement', pence: b.mixPence },
    { name: 'higher prices', less: 'lower prices', pence: b.pricePence },
  ].toSorted((x, y) => Math.abs(y.pence) - Math.abs(x.pence))
  const [most] = causes
  const name = most === undefined ? '' : most.pence >= 0 ? most.name : most.less
  return `${change(b.afterPence - b.beforePence)}, most of it from ${name} (${change(most?.pence ?? 0)})`
}

function bridgeTable(model: CostModel): Html {
  const cell = (value: number, b: BridgeModel, cause: Cause) => {
    const href = bridgeLink(model, b.to, cause)
    return href === undefined ? exactChange(value) : fig(exactChange(value), href)
  }
  return simpleTable({
    caption: 'Change of cost from each whole year to the next',
    note: 'Before and the three causes add to after, to the penny.',
    columns: [
      { head: 'From, to' },
      { head: 'Before', kind: 'num' },
      { head: 'Volume', kind: 'num' },
      { head: 'Mix', kind: 'num' },
      { head: 'Price', kind: 'num' },
      { head: 'Change', kind: 'num' },
      { head: 'After', kind: 'num' },
    ],
    lines: model.bridges.map((b) => ({
      cells: [
        html`<span class="nowrap">${yearText(b.from)}</span> to <span class="nowrap">${yearText(b.to)}</span>`,
        exactly(b.beforePence, yearLink(model, b.from, 'mean')),
        cell(b.volumePence, b, 'volume'),
        cell(b.mixPence, b, 'mix'),
        cell(b.pricePence, b, 'price'),
        cell(b.afterPence - b.beforePence, b, 'change'),
        exactly(b.afterPence, yearLink(model, b.to, 'mean')),
      ],
    })),
  })
}
