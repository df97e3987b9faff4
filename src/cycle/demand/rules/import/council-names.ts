/** What a council may be called in an LA column: its name, its code, and its name without the words for what it is. */
export function councilNames(name: string, code: string | undefined): readonly string[] {
  const short = name
    .replace(/^(?:london borough of|royal borough of|city of|borough of|county of)\s+/i, '')
    .replace(
      /\s+(?:metropolitan borough council|borough council|county council|city council|district council|council)$/i,
      '',
    )
    .trim()
  const all = [name, short, ...(code === undefined ? [] : [code])]
  return [...new Set(all.filter((n) => n !== ''))]
}

/** Whether two names are of one council: by any of its names, whatever the capitals. */
export function isCouncil(names: readonly string[], written: string): boolean {
  const ours = new Set(names.flatMap((n) => councilNames(n.trim(), undefined)).map(plain))
  return councilNames(written.trim(), undefined).some((n) => ours.has(plain(n)))
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[\s-]+/g, ' ')
}
