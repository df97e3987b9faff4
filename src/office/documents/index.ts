export { documentBytes, keep } from './commands/keep.ts'
export type { Keep, Kept } from './commands/keep.ts'
export { documentByHash, documentById, documents } from './store/documents.ts'
export type { Document } from './store/documents.ts'
