import { readFileSync } from 'node:fs'

export type Word = { readonly word: string; readonly meaning: string }

/** The words of `docs/words.md`, the one place where they stand. A name of a file in brackets is left to those who read code. */
export function readWords(text: string): readonly Word[] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  const [, rule, ...words] = rows
  if (rule === undefined || !rule.every((cell) => /^:?-+:?$/.test(cell)))
    throw new Error('docs/words.md holds no table of words')
  return words.map(([word = '', meaning = '']) => ({
    word: plain(word),
    meaning: plain(meaning).replaceAll(/ ?\([\w./-]+\.ts\)/g, ''),
  }))
}

function plain(text: string): string {
  return text.replaceAll('`', '').replaceAll('\\|', '|')
}

export const WORDS: readonly Word[] = readWords(
  readFileSync(new URL('../../../docs/words.md', import.meta.url), 'utf8'),
)
