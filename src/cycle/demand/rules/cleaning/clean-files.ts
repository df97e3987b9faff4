import { iso } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { SetAside } from '../import/faults.ts'
import type { FileIn } from '../import/open.ts'
import { READ_DEFAULTS, readFiles } from '../import/read-files.ts'
import type { ReadSettings } from '../import/read-files.ts'
import { clean, CLEAN_DEFAULTS } from './clean.ts'
import type { ChangeKind } from '../import/changes.ts'
import type { Cleaning, CleanSettings } from './clean.ts'
import { lastDay } from './first-day.ts'

export const NO_FILES: Refusal = {
  kind: 'no-files',
  message: 'There are no files to read.',
  mend: 'Choose the episodes and header files, and the uasc file if there is one.',
}

/** Version of the rules that read and clean a return. */
export const CLEANING_RULES = 'cleaning-1'

export type ImportSettings = ReadSettings & CleanSettings
export const IMPORT_DEFAULTS: ImportSettings = { ...READ_DEFAULTS, ...CLEAN_DEFAULTS }

/**
 * Reads and cleans files of the return. Refused for a structural fault; a cleaning whose own `refusal` is set has read
 * everything, and lists every row at fault, but set aside too much to be stored.
 */
export function readAndClean(
  files: readonly FileIn[],
  settings: ImportSettings = IMPORT_DEFAULTS,
): Result<Cleaning> {
  if (files.length === 0) return refused(NO_FILES)
  const reading = readFiles(files, settings)
  if ('reader' in reading) return ok(clean(reading, settings))
  return refused(...reading)
}

/** What `demand clean` prints (95-command-line). `to` is the last day the data cover. */
export type CleanReport = {
  readonly read: Cleaning['read']
  readonly kept: number
  readonly placements: number
  readonly children: number
  readonly from: string
  readonly to: string
  readonly inCareOnLastDay: number
  readonly steps: Cleaning['steps']
  readonly setAside: readonly Omit<SetAside, 'at'>[]
  readonly changes: readonly {
    readonly file: string
    readonly row: number
    readonly column: string
    readonly kind: ChangeKind
    readonly was: string
    readonly now: string
  }[]
  readonly files: readonly {
    readonly name: string
    readonly sha256: string
    readonly table: string
    readonly rows: number
    readonly setAside: number
    /** A forecast computes on it; otherwise it is kept for the return. */
    readonly used: boolean
    readonly otherColumns: readonly string[]
    /** One of the tables in an XML file: its rows are elements. */
    readonly xml: boolean
  }[]
  readonly returns: readonly {
    readonly label: string
    readonly rows: number
    readonly from: string
    readonly to: string
    readonly lastDay: string
  }[]
  /** Each council by itself, where the files hold several and none was chosen. */
  readonly councils: readonly CouncilReport[]
  /** A bare year was taken as the one a return ends in, or begins in. */
  readonly yearsTakenAs: Cleaning['meaning']
}

/** What cleaning made of one council among several. */
export type CouncilReport = {
  readonly la: string
  readonly read: Cleaning['read']
  readonly kept: number
  readonly setAside: number
  readonly children: number
  readonly from: string
  readonly to: string
  readonly inCareOnLastDay: number
}

/** Each council of several cleaned by itself: what its own files alone would give. */
function councilReports(
  c: Cleaning,
  files: readonly FileIn[],
  settings: ImportSettings,
): readonly CouncilReport[] {
  if (c.councils.length < 2 || settings.only !== undefined) return []
  return c.councils.flatMap((la) => {
    const alone = readAndClean(files, { ...settings, only: [la] })
    return alone.ok ? [councilReport(la, alone.value)] : []
  })
}

function councilReport(la: string, c: Cleaning): CouncilReport {
  return {
    la,
    read: c.read,
    kept: c.kept,
    setAside: c.setAside.length,
    children: c.care.children.length,
    from: iso(c.care.from),
    to: iso(lastDay(c.care.to)),
    inCareOnLastDay: c.latest,
  }
}

function withoutPlace(row: Cleaning['setAside'][number]): CleanReport['setAside'][number] {
  const { at: _at, ...rest } = row
  return rest
}

function fileReport(file: Cleaning['files'][number]): CleanReport['files'][number] {
  const { name, sha256, table, rows, setAside, used, otherColumns, xml } = file
  return { name, sha256, table, rows, setAside, used, otherColumns, xml }
}

export function cleanReport(c: Cleaning, councils: readonly CouncilReport[] = []): CleanReport {
  return {
    read: c.read,
    kept: c.kept,
    placements: c.care.stays.length,
    children: c.care.children.length,
    from: iso(c.care.from),
    to: iso(lastDay(c.care.to)),
    inCareOnLastDay: c.latest,
    steps: c.steps,
    setAside: c.setAside.map(withoutPlace),
    changes: c.changes.map((x) => ({ ...x, file: c.files[x.file]?.name ?? '' })),
    files: c.files.map(fileReport),
    returns: c.returns.map((r) => ({
      label: r.label,
      rows: r.rows,
      from: iso(r.from),
      to: iso(r.to),
      lastDay: iso(lastDay(r.end)),
    })),
    councils,
    yearsTakenAs: c.meaning,
  }
}

/** Up to fifty rows set aside, as refusals: what the command line prints when too many were. */
export function cleanFiles(
  files: readonly FileIn[],
  settings: ImportSettings = IMPORT_DEFAULTS,
): Result<CleanReport> {
  const result = readAndClean(files, settings)
  if (!result.ok) return result
  const { refusal, setAside } = result.value
  if (refusal === undefined)
    return ok(cleanReport(result.value, councilReports(result.value, files, settings)))
  const rows = setAside.slice(0, 50).map(({ file, row, column, value, kind, reason, mend }) => ({
    kind,
    file,
    row,
    column,
    value,
    message: reason,
    mend,
  }))
  return refused(refusal, ...rows)
}
