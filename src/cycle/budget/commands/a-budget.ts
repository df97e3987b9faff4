import type { NamedFile } from './check-files.ts'

/** An invented small budget for tests: three years of lines, streams with their figures, drivers, prices and movements. */
export function aBudget(changes: Readonly<Record<string, string>> = {}): readonly NamedFile[] {
  const tables = { ...TABLES, ...changes }
  return Object.entries(tables)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ({ name: `${name}.csv`, bytes: new TextEncoder().encode(text) }))
}

/** Rows of a table as the sender's file has them. */
export function rowsOf(...rows: readonly string[]): string {
  return `${rows.join('\r\n')}\r\n`
}

export const LINES_HEAD =
  'year,version,service_id,subjective_id,stream_id,area_id,cost_centre,month,amount,recurring,driver_id,note'

export const TABLES: Readonly<Record<string, string>> = {
  streams: rowsOf(
    'stream_id,name,family,payer,from,to,ring_fenced,conditions,carry_forward,successor',
    'core,Core funding,core,Council,,,no,,all,',
    'dsg,Dedicated schools grant,dsg,DfE,01/04/2006,,yes,,all,',
    'short-grant,Short grant,specific-grant,DfE,01/04/2025,31/03/2027,no,eligible: P01 P02,none,core',
  ),
  stream_money: rowsOf(
    'stream_id,year,status,amount,date,source',
    'core,2026-27,allocated,"9,000,000",10/02/2026,budget report',
    'core,2027-28,announced,"9,100,000",01/10/2026,medium-term plan',
    'dsg,2026-27,allocated,600000,01/12/2025,letter',
    'short-grant,2026-27,announced,250000,01/10/2025,press notice',
    'short-grant,2026-27,allocated,200000,15/01/2026,letter',
  ),
  drivers: rowsOf(
    'driver_id,unit,month,volume,source',
    ...Array.from(
      { length: 12 },
      (_, i) =>
        `home-agency,child-day,${i < 9 ? `2026-${String(i + 4).padStart(2, '0')}` : `2027-0${i - 8}`},300,plan`,
    ),
  ),
  prices: rowsOf(
    'driver_id,basis,price,from,to,source',
    'home-agency,week,"5,600.00",01/04/2026,,contract',
  ),
  lines: rowsOf(
    LINES_HEAD,
    '2026-27,draft,S01b,third-party,core,,CC1,,,yes,home-agency,',
    '2026-27,draft,S04,employees.social-workers,core,north,CC2,,"3,000,000.00",yes,,',
    '2026-27,draft,S04,agency,core,north,CC2,,450000,one-off,,cover',
    '2026-27,draft,P01,employees,short-grant,,CC3,,200000,yes,,',
    '2026-27,draft,L11,employees,dsg,,CC4,,600000,yes,,',
    '2026-27,draft,L16,employees,fees,,CC5,,80000,yes,,',
    '2026-27,draft,L16,income-fees,fees,,CC5,,80000,yes,,',
  ),
}
