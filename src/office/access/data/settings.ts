import { wholeSetting } from '#office/settings/rules/index.ts'

const SOURCE = '90-platform, section 7; OWASP ASVS 4.0.3, 3.3.2'

/** How long a session may lie unused. */
export const IDLE_MINUTES = wholeSetting({
  id: 'access.idle-minutes',
  name: 'Idle time-out',
  sentence:
    'A session that nobody uses for this long ends. It holds for sessions that start from its day on.',
  unit: 'minutes',
  least: 5,
  most: 240,
  shipped: [{ from: '2026-04-01', value: 30, source: SOURCE }],
})

/** How long a session may last at all. */
export const SESSION_HOURS = wholeSetting({
  id: 'access.session-hours',
  name: 'Longest session',
  sentence:
    'A session ends after this long, however much it is used, and the person signs in again.',
  unit: 'hours',
  least: 1,
  most: 24,
  shipped: [{ from: '2026-04-01', value: 12, source: SOURCE }],
})

export const ACCESS_SETTINGS = [IDLE_MINUTES, SESSION_HOURS] as const
