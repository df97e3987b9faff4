import type { Profile } from './profile.ts'

/** A value, or the mark of one that is hidden. */
export function valueOrMark(
  value: number | null,
  format: (value: number) => string,
  profile: Pick<Profile, 'mark'>,
): string {
  return value === null ? profile.mark : format(value)
}

/** What stands under a table that hides something: a sentence for readers, which tells nothing of any cell. */
export function markNote(profile: Profile): string {
  const { small, mark, method } = profile
  if (method.kind === 'round') return `Counts are rounded to the nearest ${method.base}.`
  if (method.kind === 'none') return ''
  return `${mark}: not shown, because it is a number from ${small.min} to ${small.max} or because such a number could be worked out from it.`
}

/** The difference of two shown values; a hidden one leaves no comparison (89-returns, D9). */
export function changeShown(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before
}
