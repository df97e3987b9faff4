export { cleanName, joinParts, PART_BYTES, partsOf } from './parts.ts'
