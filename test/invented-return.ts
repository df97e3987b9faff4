import { dayOf, iso } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '#cycle/demand/rules/episode.ts'

/** The yearly returns that an invented council would have sent: episodes, header and unaccompanied children, by year. */
export function returnsOf(
  care: CleanedCare,
  firstYear: number,
  lastYear: number,
): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i)
  return years.flatMap((year) => {
    const from = dayOf(year - 1, 4, 1)
    const to = dayOf(year, 4, 1)
    const stays = care.stays.filter((s) => s.from < to && (s.to ?? to) >= from)
    const children = [...new Set(stays.map((s) => s.child))]
    const unaccompanied = children.filter((c) => care.children[c]?.uasc === true)
    const label = `${year - 1}-${String(year % 100).padStart(2, '0')}`
    return [
      file(
        `${label} episodes.csv`,
        EPISODES,
        stays.map((s) => episode(s, to)),
      ),
      file(
        `${label} header.csv`,
        HEADER,
        children.map((c) => header(care, c)),
      ),
      file(
        `${label} uasc.csv`,
        UASC,
        unaccompanied.map((c) => unaccompaniedRow(care, c)),
      ),
    ]
  })
}

const EPISODES =
  'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN'
const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB'
const UASC = 'CHILD,SEX,DOB,DUC'

function file(name: string, heading: string, lines: readonly string[]) {
  return { name, bytes: new TextEncoder().encode(`${[heading, ...lines].join('\n')}\n`) }
}

function date(day: Parameters<typeof iso>[0]): string {
  const [y = '', m = '', d = ''] = iso(day).split('-')
  return `${d}/${m}/${y}`
}

function episode(s: Stay, end: number): string {
  const ended = s.to !== undefined && s.to < end
  const to = s.to !== undefined && ended ? date(s.to) : ''
  const rec = ended ? s.reasonEnded : ''
  return `C${s.child},${date(s.from)},${s.rne},C2,N1,${s.place},${s.provider},${to},${rec},,,,`
}

function header(care: CleanedCare, child: number): string {
  const c = care.children[child]
  return c === undefined ? '' : `C${child},${c.sex},${date(c.born)},${c.ethnicity},,,`
}

function unaccompaniedRow(care: CleanedCare, child: number): string {
  const c = care.children[child]
  return c === undefined ? '' : `C${child},${c.sex},${date(c.born)},`
}
