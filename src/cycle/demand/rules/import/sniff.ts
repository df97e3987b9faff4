import type { Refusal } from '#kernel/result.ts'

type Mark = { readonly bytes: readonly number[]; readonly what: string; readonly mend: string }

const SAVE_AS = 'Open it in the program it came from and save each table as “CSV UTF-8”.'

/** First bytes of what people send in place of a CSV. */
const MARKS: readonly Mark[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'a zip archive or a spreadsheet (xlsx)',
    mend: 'If it is an archive, unpack it and send the CSV files inside. If it is a spreadsheet, open it and save each sheet as “CSV UTF-8”.',
  },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: 'an empty zip archive', mend: SAVE_AS },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old spreadsheet (xls)', mend: SAVE_AS },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    what: 'a PDF',
    mend: 'Send the table the PDF was made from, saved as “CSV UTF-8”.',
  },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', mend: 'Unpack it and send the CSV file inside.' },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    what: 'a 7-Zip archive',
    mend: 'Unpack it and send the CSV files inside.',
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    what: 'a RAR archive',
    mend: 'Unpack it and send the CSV files inside.',
  },
  {
    bytes: [0x89, 0x50, 0x4e, 0x47],
    what: 'a picture (PNG)',
    mend: 'Send the table itself, saved as “CSV UTF-8”.',
  },
  {
    bytes: [0xff, 0xd8, 0xff],
    what: 'a picture (JPEG)',
    mend: 'Send the table itself, saved as “CSV UTF-8”.',
  },
  { bytes: [0x7b, 0x5c, 0x72, 0x74], what: 'a word-processor document (RTF)', mend: SAVE_AS },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', mend: SAVE_AS },
]

/** What a file is when it is not text: said in words, with how to get a CSV out of it. */
export function notText(name: string, bytes: Uint8Array): Refusal | undefined {
  const mark = MARKS.find((m) => m.bytes.every((b, i) => bytes[i] === b))
  if (mark !== undefined) return notCsv(name, mark.what, mark.mend)
  const opening = firstCharacters(bytes)
  if (opening.startsWith('<?xml') || opening.startsWith('<expssda903'))
    return notCsv(
      name,
      'an XML file',
      'Send the CSV files of the same return: one for each table and year.',
    )
  if (opening.startsWith('<!doctype html') || opening.startsWith('<html'))
    return notCsv(name, 'a web page', 'Download the file again: this is the page, not the table.')
  if (opening.startsWith('{') || opening.startsWith('['))
    return notCsv(name, 'a JSON file', SAVE_AS)
  return undefined
}

/** The first characters that are not space, in lower case, past a byte-order mark. */
function firstCharacters(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length && i < 200 && text.length < 20; i += 1) {
    const b = bytes[i] ?? 0
    if (text !== '' || (b > 0x20 && b < 0x7f)) text += String.fromCharCode(b)
  }
  return text.toLowerCase()
}

function notCsv(name: string, what: string, mend: string): Refusal {
  return { kind: 'not-csv', file: name, message: `${name} is ${what}, not a CSV file.`, mend }
}
