import { choiceSetting } from '#office/settings/rules/index.ts'

/**
 * How pages protect small numbers from readers outside the service. What hides nothing is no choice here: those inside
 * see true counts by their role.
 */
export const PAGES_PROFILE = choiceSetting({
  id: 'disclosure.pages',
  name: 'Small numbers on pages',
  sentence:
    'How counts of few children, and money that tells of few, are protected from readers outside the service.',
  unit: 'profile',
  choices: ['headwater-public', 'dfe-cla', 'dfe-cin', 'council-foi'],
  shipped: [
    {
      from: '2026-04-01',
      value: 'headwater-public',
      source: 'Specification 89-returns, section 6.1',
    },
  ],
})

export const DISCLOSURE_SETTINGS = [PAGES_PROFILE] as const
