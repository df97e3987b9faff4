import type { Access } from '#kernel/access.ts'

/** Who may read the budget: anybody who works for the council. It holds no child. */
export const SEES_BUDGET: Access = 'signed-in'

/** Who may load a budget, move it and propose it. */
export const KEEPS_BUDGET: Access = { roles: ['finance', 'chief-finance-officer'] }

/** Who records that members agreed it. */
export const AGREES_BUDGET: Access = { roles: ['chief-finance-officer', 'democratic-services'] }

export const BUDGET_CRUMB = { text: 'Budget', href: '/budget' }
