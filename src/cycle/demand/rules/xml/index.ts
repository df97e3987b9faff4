// The return as XML: what its elements mean. The reading of XML itself is a library's, in `door`.
export { addText, closeElement, gathered, gathering, openElement } from './gather.ts'
export type { Gathering } from './gather.ts'
export { faultsOf } from './faults.ts'
export { encodingOf, isXml } from './sniff.ts'
export { FOUND_AT } from './table-rows.ts'
export type { TableIn } from './table-rows.ts'
export { XML_ROWS } from './elements.ts'
