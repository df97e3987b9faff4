import { CROSSWALK, LAYOUTS, S251_RULES } from '#cycle/budget/index.ts'
import { refuse } from './command.ts'
import type { Command, Outcome } from './command.ts'
import { LAYOUT, layoutOption } from './budget-s251.ts'
import { inputsOf } from './files.ts'
import { textTable } from './text-table.ts'

export const BUDGET_S251_CROSSWALK: Command = {
  words: ['budget', 's251-crosswalk'],
  summary: 'Every stable id of Section 251 with its line in each layout, and where a series breaks',
  usage: 'budget s251-crosswalk [--layout FILE]',
  options: [{ ...LAYOUT, help: 'A further layout to stand beside those that are shipped.' }],
  example: 'npm run -s headwater -- budget s251-crosswalk',
  run: ({ options }): Promise<Outcome> => {
    const given = layoutOption(options)
    if (!given.ok) return Promise.resolve(refuse(...given.refusals))
    const { layout, files } = given.value
    const layouts =
      layout === undefined || LAYOUTS.includes(layout) ? LAYOUTS : [...LAYOUTS, layout]
    const ids = [...CROSSWALK.values(), ...(layout?.newIds ?? [])]
    const rows = ids.map((row) => ({
      id: row.id,
      name: row.name,
      group: row.group,
      lines: layouts.flatMap((l) =>
        l.lines
          .filter((x) => x.id === row.id)
          .map((x) => ({
            layout: l.layout,
            line: x.line,
            memo: x.memo,
            comparable: x.comparable,
            ...(x.why === undefined ? {} : { why: x.why }),
          })),
      ),
    }))
    const head = ['id', 'name', ...layouts.map((l) => l.layout)]
    const table = rows.map((r) => [
      r.id,
      r.name,
      ...layouts.map((l) =>
        r.lines
          .filter((x) => x.layout === l.layout)
          .map((x) => `${x.memo ? 'm' : ''}${x.line}${x.comparable === 'yes' ? '' : '*'}`)
          .join(' '),
      ),
    ])
    return Promise.resolve({
      kind: 'done',
      json: {
        crosswalk: rows,
        provenance: { inputs: inputsOf(files), rulesVersion: S251_RULES, settings: {} },
      },
      table: { head, rows: table },
      text: `${textTable(head, table)}\n\nm: a memo line, in no total. *: widened, narrowed or moved against the layout before; --json says which and why.`,
    })
  },
}
