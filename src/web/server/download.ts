/**
 * `Content-Disposition` for a name that may hold any letter: an ASCII fallback and the name itself as RFC 6266 and
 * 8187 write it. Always an attachment: nothing uploaded is ever shown inside our origin.
 */
export function disposition(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}/\\]/gu, '-').slice(0, 200) || 'download'
  const ascii = clean.replaceAll(/[^\x20-\x7e]/g, '-').replaceAll(/["%]/g, '-')
  const exact = encodeURIComponent(clean.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`
}
