import type { Eyes } from '#cycle/budget/index.ts'
import { currentCare, currentImport, forecastById, forecastOfRecord } from '#cycle/demand/index.ts'
import {
  groupName,
  GROUPS,
  groupOf,
  staysOn,
  SUB_TYPES,
  subTypeName,
} from '#cycle/demand/rules/index.ts'
import type { CleanedCare, MonthRow, OwnForecast } from '#cycle/demand/rules/index.ts'
import type { Tx } from '#db'
import { day } from '#kernel/dates.ts'
import { seesSmallNumbers } from '#office/disclosure/index.ts'
import { dayMiddle, monthText } from '#web'
import type { Findable } from './found.ts'

const ROOM = 'Demand'
const ALSO_COUNT = 'looked after children count now stock headcount LAC CLA'
const ALSO_FORECAST = 'forecast expected future looked after children prediction'

/** Counts of the last day, and the forecast of record a year, two and three on. */
export async function demandFinds(tx: Tx, { roles }: Eyes): Promise<readonly Findable[]> {
  const inside = seesSmallNumbers(roles)
  const head = await currentImport(tx)
  const care = head === undefined ? undefined : await currentCare(tx)
  const record = await forecastOfRecord(tx)
  const forecast = record === undefined ? undefined : await forecastById(tx, record.run)
  const counts = head === undefined || care === undefined ? [] : countsOf(care, head.id)
  const expected =
    record === undefined || forecast === undefined ? [] : expectedOf(forecast, record.run)
  return [...counts, ...expected].filter((f) => inside || f.whole).map((f) => f.figure)
}

/** `whole`: of all children, so that it tells of nobody. */
type Line = { readonly figure: Findable; readonly whole: boolean }

function countsOf(care: CleanedCare, importId: string): readonly Line[] {
  const last = day(care.to - 1)
  const stays = staysOn(care, last)
  const on = dayMiddle(last)
  const line = (label: string, series: string, value: number, also = ''): Line => ({
    whole: series === '',
    figure: {
      room: ROOM,
      label: `${label}, ${on}`,
      also: `${ALSO_COUNT} ${also}`,
      value,
      unit: 'children',
      href: `/working/demand/stock/${importId}${series === '' ? '' : `/${series}`}`,
    },
  })
  const uasc = stays.filter((s) => care.children[s.child]?.uasc === true).length
  return [
    line('Children in care', '', stays.length, 'total all'),
    line('Unaccompanied children in care', 'uasc', uasc, 'UASC asylum'),
    ...GROUPS.map((g) =>
      line(`Children in care: ${groupName(g)}`, g, stays.filter((s) => s.group === g).length),
    ),
    ...SUB_TYPES.map((t) =>
      line(
        `Children in care: ${subTypeName(t)}`,
        t,
        stays.filter((s) => s.subType === t).length,
        groupName(groupOf(t)),
      ),
    ).filter((f) => f.figure.value > 0),
  ]
}

const HORIZONS = [12, 24, 36]
const MEASURES = [
  { id: 'p50', words: 'middle' },
  { id: 'p10', words: '8 in 10, low' },
  { id: 'p90', words: '8 in 10, high' },
] as const

function expectedOf(forecast: OwnForecast, run: string): readonly Line[] {
  const series = [
    { id: 'all', name: 'all children' },
    ...GROUPS.map((g) => ({ id: g, name: groupName(g) })),
  ]
  return series.flatMap(({ id, name }) => {
    const rows = monthsOf(forecast, id)
    return HORIZONS.flatMap((ahead) => {
      const row = rows[ahead - 1]
      if (row === undefined) return []
      return MEASURES.map((m) => ({
        whole: id === 'all',
        figure: {
          room: ROOM,
          label: `Expected in care at the end of ${monthText(row.month)}, ${name}: ${m.words}`,
          also: `${ALSO_FORECAST} ${ahead} months ${ahead / 12} years`,
          value: row[m.id],
          unit: 'children' as const,
          href: `/working/demand/forecast/${run}/${id}/${ahead}/${m.id}`,
        },
      }))
    })
  })
}

function monthsOf(forecast: OwnForecast, series: string): readonly MonthRow[] {
  return forecast.months.filter(
    (m) => m.group === series && m.subType === 'all' && m.ageBand === 'all' && m.uasc === 'all',
  )
}
