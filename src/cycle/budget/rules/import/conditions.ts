import type { CarryForward, Condition } from '../model.ts'
import { readDay, readPercent } from './cells.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'

/** Conditions as a letter of grant is noted: `purpose: short breaks; eligible: P08a P08b; spend-by: 31/03/2027`. */
export function conditionsCell(r: Reading): readonly Condition[] {
  return r.row
    .text('conditions')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => conditionOf(part) ?? cannot(r, part))
}

function cannot(r: Reading, part: string): readonly Condition[] {
  refuse(
    r,
    'conditions',
    'not-a-condition',
    `"${part}" is not a condition that is known here`,
    'Write purpose: text; eligible: S01 S02; use-share: S01 10%-50%; match: 50%; spend-by: 31/03/2027; repay-if-unspent; not-for: statutory; report-due: 30/06/2027',
  )
  return []
}

/** One condition; a text without a word for its kind is a purpose. */
export function conditionOf(text: string): Condition | undefined {
  const match = /^([a-z-]+)\s*(?::\s*(.*))?$/i.exec(text)
  const word = (match?.[1] ?? '').toLowerCase()
  const rest = match?.[2] ?? ''
  const read = KINDS[word]
  if (read !== undefined) return read(rest)
  return text.includes(':') ? undefined : { kind: 'purpose', text, services: [] }
}

const KINDS: Readonly<Record<string, (rest: string) => Condition | undefined>> = {
  purpose: (rest) => ({ kind: 'purpose', text: rest, services: [] }),
  eligible: (rest) =>
    rest === '' ? undefined : { kind: 'eligible', services: rest.split(/[\s,]+/) },
  'use-share': useShare,
  match: (rest) => {
    const found = readPercent(rest)
    return found === undefined ? undefined : { kind: 'match', rate: found }
  },
  'spend-by': (rest) => dated('spend-by', rest),
  'report-due': (rest) => dated('report-due', rest),
  'repay-if-unspent': () => ({ kind: 'repay-if-unspent' }),
  'not-for': (rest) =>
    rest === 'statutory' || rest === 'corporate' ? { kind: 'not-for', what: rest } : undefined,
}

function dated(kind: 'spend-by' | 'report-due', rest: string): Condition | undefined {
  const day = readDay(rest)
  return day === undefined ? undefined : { kind, day }
}

function useShare(rest: string): Condition | undefined {
  const match = /^(\S+)\s+([\d.]+)\s*%?\s*(?:-|to)\s*([\d.]+)\s*%?$/.exec(rest)
  const least = readPercent(match?.[2] ?? '')
  const most = readPercent(match?.[3] ?? '')
  if (match === null || least === undefined || most === undefined) return undefined
  return { kind: 'use-share', service: match[1] ?? '', least, most }
}

export function carryForwardCell(r: Reading): CarryForward | undefined {
  const text = r.row.text('carry_forward').toLowerCase()
  if (text === '' || text === 'none' || text === 'no') return 'none'
  if (text === 'all' || text === 'yes') return 'all'
  if (text === 'with-consent' || text === 'with consent') return 'with-consent'
  const share = readPercent(text)
  return (
    share ??
    refuse(
      r,
      'carry_forward',
      'not-a-choice',
      `"${text}" is not a way to carry forward`,
      'Write none, all, with-consent or a percentage',
    )
  )
}
