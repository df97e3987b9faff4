import type { Access } from '#kernel/access.ts'

/** Who may see what placements cost: anybody who works for the council. Kinds with few children are shown inside the service alone. */
export const SEES_COSTS: Access = 'signed-in'

/** Who may load prices and put them in use. */
export const KEEPS_PRICES: Access = {
  roles: ['finance', 'chief-finance-officer', 'service-manager'],
}

/** Who may ask what a forecast costs. */
export const COSTS_RUNS: Access = {
  roles: ['analyst', 'finance', 'chief-finance-officer', 'service-manager', 'administrator'],
}

export const PLACEMENTS_CRUMB = { text: 'Placements', href: '/placements' }
export const PRICES_CRUMB = { text: 'Prices', href: '/placements/prices' }
