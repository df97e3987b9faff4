export { setSetting } from './commands/set-setting.ts'
export type { NewValue } from './commands/set-setting.ts'
export {
  catalogue,
  choiceSetting,
  shippedOn,
  told,
  typedValue,
  wholeSetting,
} from './rules/index.ts'
export type { Held, Own, Setting, Shipped, Standing, Told } from './rules/index.ts'
export { comingSettings } from './store/own-values.ts'
export { setting, settingHistory, settingsOn } from './store/setting.ts'
export type { SettingLine } from './store/setting.ts'
