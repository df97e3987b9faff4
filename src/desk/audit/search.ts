import { civilDay, parseIso, plainDate } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import type { EntrySearch } from '#office/audit/index.ts'

/** What the list is narrowed to, as it stands in the address of the page. */
export type Narrowed = Readonly<Record<'person' | 'verb' | 'subject' | 'day', string>>

const FIELDS = ['person', 'verb', 'subject', 'day'] as const

export function narrowedBy(query: URLSearchParams): Narrowed {
  const field = (name: (typeof FIELDS)[number]) => (query.get(name) ?? '').trim()
  return {
    person: field('person'),
    verb: field('verb'),
    subject: field('subject'),
    day: field('day'),
  }
}

export function isNarrowed(narrowed: Narrowed): boolean {
  return FIELDS.some((name) => narrowed[name] !== '')
}

/** The same list with other values, as an address. */
export function addressOf(
  path: string,
  narrowed: Narrowed,
  other: Partial<Narrowed> & { readonly before?: number } = {},
): string {
  const { before, ...rest } = other
  const query = new URLSearchParams()
  for (const name of FIELDS) {
    const value = rest[name] ?? narrowed[name]
    if (value !== '') query.set(name, value)
  }
  if (before !== undefined) query.set('before', String(before))
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

const ANYTHING: Narrowed = { person: '', verb: '', subject: '', day: '' }

/** The audit narrowed to these, for a link from another page. */
export function auditHref(narrowed: Partial<Narrowed>): string {
  return addressOf('/audit', ANYTHING, narrowed)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is asked of the store. A person that cannot be one is found nowhere; a day that is none is refused. */
export function searchOf(narrowed: Narrowed): Result<EntrySearch> {
  const day = narrowed.day === '' ? undefined : dayOf(narrowed.day)
  if (narrowed.day !== '' && day === undefined)
    return refused({
      kind: 'not-a-day',
      field: 'day',
      value: narrowed.day,
      message: `"${narrowed.day}" is not a day`,
      mend: 'Write it as 24/11/2026',
    })
  return ok({
    ...(narrowed.person === ''
      ? {}
      : { person: UUID.test(narrowed.person) ? narrowed.person : NONE }),
    ...(narrowed.verb === '' ? {} : { verb: narrowed.verb }),
    ...(narrowed.subject === '' ? {} : { subject: narrowed.subject }),
    ...(day === undefined ? {} : { from: startOf(day), to: startOf(day, 1) }),
  })
}

const NONE = '00000000-0000-0000-0000-000000000000'

/** A day as people write it, or as a browser sends it. */
function dayOf(text: string): Day | undefined {
  const match = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(text)
  if (match === null) return parseIso(text)
  return civilDay(Number(match[3]), Number(match[2]), Number(match[1]))
}

/** The moment at which a day begins in London, or the day so many days later. */
function startOf(day: Day, later = 0): Temporal.Instant {
  return plainDate(day).add({ days: later }).toZonedDateTime('Europe/London').toInstant()
}

/** A moment's day in London as the address of the page writes it. */
export function londonIso(at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO('Europe/London').toPlainDate().toString()
}
