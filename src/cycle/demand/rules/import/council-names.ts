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
