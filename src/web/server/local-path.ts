/**
 * An address of our own, from a text that a person could have written: a path with its query, never another site.
 * Undefined when it is anything else.
 */
export function localPath(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > 2_000) return undefined
  if (!text.startsWith('/') || text.startsWith('//')) return undefined
  // Browsers read a backslash as a slash and drop tabs and line ends.
  if (/[\\\p{Cc}]/u.test(text)) return undefined
  return text
}
