/** A rule at the top of a stylesheet: what stands before the brace, and the whole of it. */
type Rule = { readonly head: string; readonly whole: string; readonly inside: string | undefined }

/**
 * What we take of the compiled design system: no font and no crown (both are for gov.uk alone), no component that we
 * have not got. Rules are kept as they are; only whole rules are left out.
 */
export function pruned(css: string): string {
  const bare = css.replaceAll(/\/\*.*?\*\//gs, '')
  return rulesOf(bare).map(kept).join('').replaceAll('GDS Transport,arial,sans-serif', FONT)
}

const FONT =
  '"Segoe UI",system-ui,-apple-system,BlinkMacSystemFont,Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif'

const ABSENT =
  /\.govuk-(?:accordion|character-count|cookie-banner|exit-this-page|feedback|footer|generic-header|header|language-navigation|logo|password-input|phase-banner|service-navigation|tabs|task-list)(?![a-z])/

const HOLDS_RULES = /^@(?:media|supports|container|layer|-moz-document)\b/

function kept(rule: Rule): string {
  if (rule.head.startsWith('@font-face')) return ''
  if (HOLDS_RULES.test(rule.head)) {
    const inside = rulesOf(rule.inside ?? '')
      .map(kept)
      .join('')
    return inside === '' ? '' : `${rule.head}{${inside}}`
  }
  if (rule.inside === undefined || rule.head.startsWith('@')) return rule.whole
  const heads = selectors(rule.head)
  const used = heads.filter((head) => !ABSENT.test(head))
  if (used.length === 0) return ''
  return `${used.join(',')}{${rule.inside}}`
}

/** Selectors of a rule: commas inside brackets do not part them. */
function selectors(head: string): readonly string[] {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < head.length; i += 1) {
    const char = head.charAt(i)
    if (char === '(' || char === '[') depth += 1
    if (char === ')' || char === ']') depth -= 1
    if (char !== ',' || depth > 0) continue
    out.push(head.slice(from, i))
    from = i + 1
  }
  return [...out, head.slice(from)]
}

/** Parts a minified stylesheet into its top rules. */
function rulesOf(css: string): readonly Rule[] {
  const rules: Rule[] = []
  let at = 0
  while (at < css.length) {
    const end = ruleEnd(css, at)
    const whole = css.slice(at, end)
    const open = whole.indexOf('{')
    if (open < 0) rules.push({ head: whole, whole, inside: undefined })
    else rules.push({ head: whole.slice(0, open).trim(), whole, inside: whole.slice(open + 1, -1) })
    at = end
  }
  return rules
}

/** Where the rule that begins here ends: at its own closing brace, or at a semicolon outside braces. */
function ruleEnd(css: string, from: number): number {
  let depth = 0
  let quote = ''
  for (let i = from; i < css.length; i += 1) {
    const char = css.charAt(i)
    if (quote !== '') {
      if (char === quote && css.charAt(i - 1) !== '\\') quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '{') depth += 1
    else if (closes(char, depth)) return i + 1
    else if (char === '}') depth -= 1
  }
  return css.length
}

function closes(char: string, depth: number): boolean {
  return (char === '}' && depth === 1) || (char === ';' && depth === 0)
}
