import assert from 'node:assert/strict'
import { newId } from '#db'
import { readSheets } from '#office/sheets/index.ts'
import type { Page } from '#test/support/visit.ts'
import { tokensIn } from './known.ts'
import type { Known } from './known.ts'

/** Words and figures that stand nowhere but in their data. */
const PLANTED = ['aldermoor', '314,159.27', '4,814,159.27', '31415927', '481415927', '331415927']

/** Nothing in the answer, header or body, is theirs and was not in the question. */
export function tellsNothing(page: Page, secret: Known, path: string): void {
  const said = readable(page)
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .toLowerCase()
  const asked = decodeURIComponent(path).toLowerCase()
  for (const token of tokensIn(said))
    assert.ok(!secret.tokens.has(token) || asked.includes(token), `${path} tells ${token}`)
  for (const word of PLANTED)
    assert.ok(
      !said.replaceAll(asked, '').includes(word) || asked.includes(word),
      `${path} tells ${word}`,
    )
}

/** The text of an answer, of a spreadsheet too. */
function readable(page: Page): string {
  const type = String(page.headers['content-type'] ?? '')
  if (!type.includes('spreadsheet')) return `${page.html} ${JSON.stringify(page.headers)}`
  const sheets = readSheets('answer.xlsx', page.raw.bytes)
  assert.ok(sheets.ok, 'a workbook that we made can be read')
  return JSON.stringify(sheets.value)
}

/** An id of theirs and an id of nobody's get the same answer, letter for letter but for tokens and the ids themselves. */
export async function sameAsNowhere(
  secret: Known,
  path: string,
  page: Page,
  ask: (path: string) => Promise<Page>,
): Promise<void> {
  const twin = nowhere(secret, path)
  if (twin === undefined) return
  const other = await ask(twin.path)
  const left = plain(page, twin.theirs)
  const right = plain(other, twin.nobodys)
  assert.deepEqual(left, right, `${path} is told from ${twin.path}`)
}

type Twin = {
  readonly path: string
  readonly theirs: readonly string[]
  readonly nobodys: readonly string[]
}

/** The same address with ids that nobody has; undefined when it holds none of theirs. */
function nowhere(secret: Known, path: string): Twin | undefined {
  const theirs: string[] = []
  const nobodys: string[] = []
  const other = path.replaceAll(/[^/?&=]+/g, (piece) => {
    const [, bare = piece, ending = ''] = /^(.*?)(\.json)?$/.exec(piece) ?? []
    const id = decodeURIComponent(bare)
    const isToken = secret.tokens.has(id)
    if (!isToken && !secret.words.has(id)) return piece
    theirs.push(id)
    const none = isToken && id.includes('-') ? newId<'nobody'>() : id.replaceAll(/[a-z]/gi, 'z')
    nobodys.push(none)
    return encodeURIComponent(none) + ending
  })
  return theirs.length === 0 ? undefined : { path: other, theirs, nobodys }
}

function plain(page: Page, ids: readonly string[]): { status: number; to: string; body: string } {
  const clean = (text: string): string =>
    ids
      .reduce((t, id) => t.replaceAll(id, '§').replaceAll(encodeURIComponent(id), '§'), text)
      .replaceAll(/name="_csrf" value="[^"]*"/g, '')
  return { status: page.status, to: clean(page.to ?? ''), body: clean(page.html) }
}
