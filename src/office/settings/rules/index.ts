export { choiceSetting, wholeSetting } from './kinds.ts'
export { catalogue, heldOn, shippedOn } from './setting.ts'
export type { Held, Own, Setting, Shipped } from './setting.ts'
