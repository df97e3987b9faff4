import { isoDay } from '#kernel/dates.ts'
import { count, dayMiddle, html, moment, simpleTable } from '#web'
import type { Html } from '#web'
import type { FinishedModel, Provenance } from './model.ts'

export function assumptionsTable(model: FinishedModel): Html {
  return simpleTable({
    caption: 'What the forecast takes as given',
    stack: true,
    columns: [
      { head: 'Assumption' },
      { head: 'Value', kind: 'num' },
      { head: 'Where it comes from' },
    ],
    lines: model.assumptions.map((a) => ({ cells: [a.name, a.value, a.source] })),
  })
}

/** By what the result can be made again, digit for digit. The import is a link for those who may open it. */
export function provenanceLine(p: Provenance, traced: boolean): Html {
  const load = `import ${p.importId.slice(-8)}`
  return html`<p class="small slate">Run <a href="/jobs/${p.run}">${p.run.slice(-8)}</a> · ${traced ? html`<a href="/demand/import/${p.importId}">${load}</a>` : load} · from ${dayMiddle(isoDay(p.origin))} · ${count(p.draws)} draws · seed ${p.seed} · input ${grouped(p.inputHash)}${p.resultHash !== undefined && html` · result ${grouped(p.resultHash)}`} · rules ${p.rulesVersion}${p.finishedAt !== undefined && html` · finished ${moment(p.finishedAt)}`}</p>`
}

function grouped(hash: string): string {
  return hash.slice(0, 12).replaceAll(/(.{4})(?=.)/g, '$1 ')
}
