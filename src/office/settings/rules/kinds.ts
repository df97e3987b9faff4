import type { Setting } from './setting.ts'

type Plain<T> = Omit<Setting<T>, 'read' | 'allowed' | 'choices'>

/** A setting that is a whole number between two bounds: minutes, pence, parts per million, days. */
export function wholeSetting(
  setting: Plain<number> & { readonly least: number; readonly most: number },
): Setting<number> {
  const { least, most, ...plain } = setting
  return {
    ...plain,
    allowed: `a whole number from ${least} to ${most}`,
    read: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
        ? value
        : undefined,
  }
}

/** A setting that is one of a few words. */
export function choiceSetting<Choice extends string>(
  setting: Plain<Choice> & { readonly choices: readonly [Choice, ...Choice[]] },
): Setting<Choice> {
  const { choices } = setting
  return {
    ...setting,
    allowed: `one of ${choices.join(', ')}`,
    read: (value) => choices.find((choice) => choice === value),
  }
}
