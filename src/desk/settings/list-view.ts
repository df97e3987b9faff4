import type { Role } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { dataTable, dayLong, dayMiddle, html, pageHead, tag } from '#web'
import type { Html } from '#web'
import { officeNav } from '../account/office-nav.ts'
import type { SettingRow, SettingsModel } from './list.ts'
import { shortValue } from './words.ts'

export function listView(model: SettingsModel, roles: readonly Role[]): Html {
  return html`${officeNav(roles, '/settings')}
${pageHead({
  kicker: `What holds on ${dayLong(isoDay(model.today))}`,
  title: 'Settings',
  lede: 'Limits and thresholds that this council may set. Each value has its first day and its source; none is ever overwritten.',
})}
${!model.mayChange && html`<p>Administrators and the chief finance officer set a value. You may read each, and its history.</p>`}
${dataTable({
  caption: 'Settings by room',
  quietCaption: true,
  stack: true,
  columns: [
    { head: 'Setting' },
    { head: 'Holds today' },
    { head: 'From' },
    { head: 'Source' },
    { head: 'Set by' },
  ],
  groups: model.rooms.map((room) => ({
    head: room.name,
    lines: room.settings.map((row) => ({ cells: cells(row) })),
  })),
})}`
}

function cells(row: SettingRow) {
  return [
    html`<a href="/settings/${row.id}">${row.name}</a><span class="why">${row.sentence}</span>`,
    html`${shortValue(row.value)}${row.next !== undefined && html`<span class="why">${row.next.value} from ${dayMiddle(isoDay(row.next.from))}</span>`}`,
    html`<span class="nowrap">${dayMiddle(isoDay(row.from))}</span>`,
    row.source,
    row.by ?? tag('none', 'As shipped'),
  ]
}
