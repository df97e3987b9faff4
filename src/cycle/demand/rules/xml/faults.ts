import type { Refusal } from '#kernel/result.ts'
import { ROOT } from './elements.ts'

const EXPORT_AGAIN = 'Export the return again from the case system, whole, and send that.'

type Fault = (...about: never[]) => Refusal

/** Notes the first thing that forbids the file. */
export function badly(g: { refusal: Refusal | undefined }, refusal: Refusal): void {
  g.refusal ??= refusal
}

/** What can be wrong with an XML file as a whole, in words. `row` of these is the line of the file. */
export function faultsOf(file: string) {
  return { ...formFaults(file), ...contentFaults(file) }
}

/** It is no XML that is read. */
function formFaults(file: string) {
  return {
    wrongRoot: (root: string, line: number) => ({
      kind: 'wrong-root',
      file,
      row: line,
      value: root.slice(0, 60),
      message: `${file} is XML of another kind: it begins with ${root.slice(0, 60)}, the return with ${ROOT}.`,
      mend: `Send the SSDA903 return as XML, or its CSV files.${OTHER_KINDS[root] ?? ''}`,
    }),
    notWhole: (line: number, why: string) => ({
      kind: 'not-readable',
      file,
      row: line,
      message: `${file} cannot be read as XML on line ${line}: ${why}.`,
      mend: EXPORT_AGAIN,
    }),
    cutShort: (line: number) => ({
      kind: 'cut-short',
      file,
      row: line,
      message: `${file} ends on line ${line} before ${ROOT} is closed: it was cut short.`,
      mend: EXPORT_AGAIN,
    }),
    doctype: (line: number) => ({
      kind: 'xml-doctype',
      file,
      row: line,
      value: 'DOCTYPE',
      message: `${file} has a document type (DOCTYPE) on line ${line}: the return has none, and it is not read, because it can hide other text or fetch other files.`,
      mend: 'Export the return again without a DOCTYPE, or take that line out.',
    }),
    entity: (line: number) => ({
      kind: 'xml-entity',
      file,
      row: line,
      message: `${file} has an entity of its own (such as &name;) on line ${line}: only &amp;, &lt;, &gt;, &quot;, &apos; and numbers are read.`,
      mend: 'Write the text itself in place of the entity, or export the return again.',
    }),
    encoding: (said: string, why: string) => ({
      kind: 'wrong-encoding',
      file,
      value: said.slice(0, 40),
      message: `${file} ${why}.`,
      mend: 'Export the return again as UTF-8.',
    }),
  } satisfies Record<string, Fault>
}

/** It is XML, and no return. */
function contentFaults(file: string) {
  return {
    tooDeep: (line: number, most: number) => ({
      kind: 'too-deep',
      file,
      row: line,
      message: `${file} has elements more than ${most} deep on line ${line}: the return has five.`,
      mend: EXPORT_AGAIN,
    }),
    twice: (field: string, element: string, line: number, child: number) => ({
      kind: 'said-twice',
      file,
      row: line,
      column: field,
      message: `In ${file}, CHILD ${child}, a ${element} has two different ${field} (line ${line}).`,
      mend: `Keep the ${field} that is right.`,
    }),
    tooManyRows: (line: number, child: number, most: number) => ({
      kind: 'too-many-rows',
      file,
      row: line,
      message: `In ${file}, CHILD ${child} has more than ${most} rows (line ${line}): the file is damaged.`,
      mend: EXPORT_AGAIN,
    }),
    tooLong: (line: number) => ({
      kind: 'too-big',
      file,
      row: line,
      message: `${file} holds far more rows than its size allows for (line ${line}).`,
      mend: 'Send one year in each file.',
    }),
    noChild: () => ({
      kind: 'no-rows',
      file,
      message: `${file} has no CHILD element: it holds no child.`,
      mend: EXPORT_AGAIN,
    }),
  } satisfies Record<string, Fault>
}

export type XmlFaults = ReturnType<typeof faultsOf>

const OTHER_KINDS: Readonly<Record<string, string>> = {
  Message: ' This looks like a children in need census.',
  CSWW: ' This looks like a social work workforce census.',
}
