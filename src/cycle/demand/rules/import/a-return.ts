import type { FileIn } from './open.ts'

/** Builds invented files of the return, for tests. */

export const EPISODE_COLUMNS =
  'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN'

export const HEADER_COLUMNS = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB'

/** Plain ASCII or UTF-8 bytes of a text, without the encoders that rules do not know. */
export function bytesOf(text: string): Uint8Array {
  const out: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) out.push(code)
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000)
      out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else
      out.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
  }
  return Uint8Array.from(out)
}

export function aFile(name: string, content: string | Uint8Array, year?: number): FileIn {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const file = { name, bytes, sha256: weakHash(bytes) }
  return year === undefined ? file : { ...file, year }
}

/** Enough to tell invented files apart. */
function weakHash(bytes: Uint8Array): string {
  let a = 0x811c9dc5
  let b = bytes.length
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b + byte, 0x85ebca6b) ^ (b >>> 13)
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}

export type EpisodeIn = {
  readonly child: string
  readonly from: string
  readonly to?: string
  readonly rne?: string
  readonly place?: string
  readonly provider?: string
  readonly rec?: string
}

export function episodeLine(e: EpisodeIn): string {
  const { child, from, to = '', rne = 'S', place = 'U5', provider = 'PR1' } = e
  const rec = e.rec ?? (to === '' ? '' : 'E4A')
  return `${child},${from},${rne},C2,N1,${place},${provider},${to},${rec},,,,`
}

export function episodesFile(name: string, rows: readonly EpisodeIn[], year?: number): FileIn {
  return aFile(name, [EPISODE_COLUMNS, ...rows.map(episodeLine)].join('\n'), year)
}

export type ChildIn = { readonly child: string; readonly born: string; readonly sex?: string }

export function headerFile(name: string, rows: readonly ChildIn[], year?: number): FileIn {
  const lines = rows.map((c) => `${c.child},${c.sex ?? '1'},${c.born},WBRI,,,`)
  return aFile(name, [HEADER_COLUMNS, ...lines].join('\n'), year)
}

export function uascFile(name: string, children: readonly string[]): FileIn {
  return aFile(name, ['CHILD,SEX,DOB,DUC', ...children.map((c) => `${c},1,,`)].join('\n'))
}
