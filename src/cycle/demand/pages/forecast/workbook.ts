import { day } from '#kernel/dates.ts'
import { workbook } from '#office/sheets/index.ts'
import type { SheetOut } from '#office/sheets/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import {
  AGE_BAND_NAMES,
  AGE_BANDS,
  GROUPS,
  groupName,
  isSubType,
  shownAssumptions,
  shownOn,
  shownRows,
  shownSkill,
  subTypeName,
} from '../../rules/index.ts'
import type { Count, ShownRow } from '../../rules/index.ts'
import { findFinished } from './downloads.ts'
import type { Finished } from './downloads.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * `/demand/forecast/:run/months.xlsx`: every month with all quantiles, what was assumed, how it was tested and by what it
 * can be made again. Outside the service by placement or by age, small numbers marked.
 */
export function getMonthsXlsx(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await findFinished(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    return {
      kind: 'download',
      name: `forecast-${found.id.slice(-8)}.xlsx`,
      type: XLSX,
      body: workbook([months(found), assumptions(found), tests(found), provenance(found)]),
    }
  }
}

const SPREAD = ['mean', 'p2_5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p97_5', 'childDays'] as const

function months(found: Finished): SheetOut {
  const { forecast, reader } = found
  const now = shownOn(found.care, day(forecast.origin - 1), reader)
  const cell = (value: Count) => value ?? reader.profile.mark
  return {
    name: 'Months',
    rows: [
      [
        'Month',
        'Kind of placement',
        'Placement',
        'Age',
        'Unaccompanied',
        'Mean',
        '2.5%',
        '10%',
        '25%',
        '50% (middle)',
        '75%',
        '90%',
        '97.5%',
        'Child-days, mean',
      ],
      ...shownRows(forecast, now, reader).map((m) => [
        ...named(m),
        ...SPREAD.map((k) => cell(m[k])),
      ]),
    ],
  }
}

function named(m: ShownRow): readonly string[] {
  const group = GROUPS.find((g) => g === m.group)
  const band = AGE_BANDS.find((b) => b === m.ageBand)
  return [
    m.month,
    group === undefined ? 'All' : groupName(group),
    isSubType(m.subType) ? subTypeName(m.subType) : 'All',
    band === undefined ? 'All' : AGE_BAND_NAMES[band],
    { all: 'All', yes: 'Yes', no: 'No' }[m.uasc],
  ]
}

function assumptions({ forecast, reader }: Finished): SheetOut {
  return {
    name: 'Assumptions',
    rows: [
      ['Assumption', 'Value', 'Where it comes from'],
      ...shownAssumptions(forecast.assumptions, reader).map((a) => [a.name, a.value, a.source]),
    ],
  }
}

function tests({ forecast, care, reader }: Finished): SheetOut {
  const now = shownOn(care, day(forecast.origin - 1), reader)
  return {
    name: 'Tests',
    rows: [
      [
        'Series',
        'Months ahead',
        'Tests',
        'Our error',
        'Error of no change',
        'Skill',
        'Bias',
        'Truth in 8 in 10 band',
        'Truth in 19 in 20 band',
        'Width used',
      ],
      ...shownSkill(forecast.skill, now, reader).map((j) => [
        j.series === 'all' ? 'All children' : groupName(j.series),
        j.horizon,
        j.n,
        j.error,
        j.errorNoChange,
        j.skill ?? 'nothing changed',
        j.bias,
        j.cover80,
        j.cover95,
        j.width,
      ]),
    ],
  }
}

/** By what the result can be made again, digit for digit. */
function provenance({ provenance: p, reader }: Finished): SheetOut {
  return {
    name: 'Provenance',
    rows: [
      ['What', 'Value'],
      ['Run', p.run],
      ['Asked for by', p.askedBy],
      ['Asked for at', p.askedAt],
      ['Finished at', p.finishedAt ?? ''],
      ['First day of the forecast', p.origin],
      ['Months ahead', p.months],
      ['Draws', p.draws],
      ['Seed', p.seed],
      ['Import', p.importId],
      ['Hash of the input', p.inputHash],
      ['Hash of the result', p.resultHash ?? ''],
      ['Version of the rules', p.rulesVersion],
      ...(reader.inside ? [] : [['Small numbers', `${reader.profile.mark}: not shown`]]),
    ],
  }
}
