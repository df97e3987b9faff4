export { breakAt, missing, NOTHING_BEFORE, sealText } from './seal.ts'
export type { Break, Entry } from './seal.ts'
