export { asTable, columnKey, placeOf } from './table.ts'
export type { Cell, Formula, Sheet, Table, TableRow, Wanted } from './table.ts'
