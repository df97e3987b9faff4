import type { House } from '#office/house.ts'
import { html } from '#web'
import type { Reply, Visit } from '#web'
import { findFinished } from './downloads.ts'
import { fanOf } from './fan-view.ts'
import { finishedModel, showOf } from './model.ts'

const STYLE =
  'text{font:14px "Segoe UI",system-ui,sans-serif;fill:#16242e}.sm{font-size:13px}.b{font-weight:700}.sl{fill:#4e5f6b}.wa{fill:#0b5a73}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}'

/** `/demand/forecast/:run/fan.svg`: the fan as it stands on the page, for a report. */
export function getFanSvg(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await findFinished(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    const { provenance, forecast, care, reader } = found
    const model = finishedModel(provenance, forecast, care, showOf(visit.query), reader)
    const drawing = /<svg[^>]*>.*?<\/svg>/s.exec(fanOf(model, html``).toString())?.[0]
    if (drawing === undefined) return { kind: 'not-found' }
    return {
      kind: 'download',
      name: `forecast-${found.id.slice(-8)}-fan.svg`,
      type: 'image/svg+xml; charset=utf-8',
      body: standing(drawing),
    }
  }
}

/** A drawing that stands without the page: with its name space and the look of its words. */
function standing(drawing: string): string {
  const open = drawing.indexOf('>') + 1
  const head = drawing.slice(0, open).replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}<style>${STYLE}</style>${drawing.slice(open)}\n`
}
