import type { ZipFile } from './zip.ts'

export type Unsafe = { readonly kind: string; readonly what: string; readonly mend: string }

const MARKS = ['<!DOCTYPE', '<!ENTITY'].flatMap((mark) => [
  Buffer.from(mark, 'utf8'),
  Buffer.from(mark, 'utf16le'),
])

/** A macro, or XML that declares a document type or entities: no table needs either, and neither is opened. */
export function unsafePart(files: readonly ZipFile[]): Unsafe | undefined {
  if (files.some((f) => /(^|\/)vbaproject\.bin$/i.test(f.name)))
    return {
      kind: 'macro',
      what: 'holds a macro',
      mend: 'Save it as an Excel workbook without macros (.xlsx), and send that',
    }
  const strange = files.find((f) => /\.(xml|rels)$/i.test(f.name) && declares(f.bytes))
  if (strange === undefined) return undefined
  return {
    kind: 'not-a-table',
    what: `holds a document type or an entity in its part ${strange.name}, which no spreadsheet program writes`,
    mend: 'Open it in a spreadsheet, save it again as .xlsx, and send that',
  }
}

function declares(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return MARKS.some((mark) => view.includes(mark))
}
