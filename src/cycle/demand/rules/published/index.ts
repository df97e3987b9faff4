// Published series: what demand's other parts and other rooms may use.
export { readPublished } from './read.ts'
export type { AreaNamed, PublishedFile, PublishedRow } from './read.ts'
export { publishedName, PUBLISHED_TABLES, SERIES } from './tables.ts'
export type { SeriesId } from './tables.ts'
export { codeIn, OWN, publishedAt, rowsFor as publishedRowsFor } from './view.ts'
export type { CouncilKnown } from './view.ts'
