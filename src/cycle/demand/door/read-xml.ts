import { SaxesParser } from 'saxes'
import type { Refusal } from '#kernel/result.ts'
import {
  addText,
  closeElement,
  encodingOf,
  faultsOf,
  gathered,
  gathering,
  openElement,
} from '../rules/xml/index.ts'
import type { Gathering, TableIn } from '../rules/xml/index.ts'

/** Bytes decoded and parsed at a time: what is held besides the rows is of this size. */
const CHUNK = 65_536
/** A declaration, comments and a root: what stands before the first element of a return. */
const FURTHEST_ROOT = 1_000_000

/**
 * The tables of an XML return, or why it cannot be read. It is parsed in pieces as it is decoded: no document is built,
 * no document type is read and no entity is expanded, and nothing is ever fetched.
 */
export function readXml(file: string, bytes: Uint8Array): readonly TableIn[] | Refusal {
  const encoding = encodingOf(bytes)
  const faults = faultsOf(file)
  if (encoding.kind === 'unknown')
    return faults.encoding(
      encoding.said,
      `says that it is written in ${encoding.said.slice(0, 40)}, which is not read`,
    )
  if (encoding.kind === 'contradiction')
    return faults.encoding(
      encoding.said,
      `says that it is written in ${encoding.said} and is written in ${encoding.found}`,
    )
  const g = gathering(file, Math.max(64_000_000, bytes.length * 2))
  const parser = parserInto(g)
  const decoder = new TextDecoder(encoding.kind, { fatal: true })
  for (let at = 0; at < bytes.length && g.refusal === undefined; at += CHUNK) {
    const text = decoded(decoder, bytes.subarray(at, at + CHUNK), at + CHUNK < bytes.length)
    if (text === undefined) return faults.encoding(encoding.said, notOf(encoding.kind, parser.line))
    parser.write(text)
    if (g.open.length === 0 && g.children === 0 && at > FURTHEST_ROOT)
      return faults.notWhole(parser.line, 'no element begins in its first million bytes')
  }
  if (g.refusal === undefined) parser.close()
  return gathered(g, ENCODINGS[encoding.kind])
}

const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const

function decoded(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream })
  } catch (wrong) {
    if (wrong instanceof TypeError) return undefined
    throw wrong
  }
}

function notOf(kind: keyof typeof ENCODINGS, line: number): string {
  return `is not written in ${ENCODINGS[kind]}, as it should be (near line ${line})`
}

/** A strict parser that hands elements and text over until something is wrong. */
function parserInto(g: Gathering): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const unless = (work: () => void) => () => {
    if (g.refusal === undefined) work()
  }
  parser.on('doctype', () => unless(() => (g.refusal = g.faults.doctype(parser.line)))())
  parser.on('opentag', (tag) => unless(() => openElement(g, tag.name, parser.line))())
  parser.on('text', (text) => unless(() => addText(g, text))())
  parser.on('cdata', (text) => unless(() => addText(g, text))())
  parser.on('closetag', () => unless(() => closeElement(g))())
  parser.on('error', (error) =>
    unless(() => (g.refusal = refusalOf(g, parser.line, error.message)))(),
  )
  return parser
}

function refusalOf(g: Gathering, line: number, message: string): Refusal {
  const why = message.replace(/^(?:\d+:\d+: )?/, '').replace(/\.$/, '')
  if (/entity/i.test(why)) return g.faults.entity(line)
  if (/unclosed tag|document must contain a root|unexpected end/i.test(why))
    return g.faults.cutShort(line)
  return g.faults.notWhole(line, why)
}
